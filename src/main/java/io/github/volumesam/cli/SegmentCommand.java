package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.session.InputFile;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.RequestedSettings;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code volume-sam segment}: prompts on a few slices become a 3D label image. */
@Command(name = "segment", mixinStandardHelpOptions = true, sortOptions = false, description = {
	"Follows objects from their key slices through a volume.", "",
	"Writes into DIR, named after the image: -labels.tif (label image), -slices.csv (a row per object and slice),",
	"-objects.csv (a row per object), -rois.zip (for the ROI Manager), -preview.png and -session.json.",
	"With --jitter also -doubt.tif.", "" }, footer = {
		"", "Examples:", "  One object, boxed on slice 40, 30 x 24 pixels at x = 52, y = 61:",
		"    volume-sam segment brain.tif --out results --box 40,52,61,30,24",
		"  Two objects, the second with boxes on two slices:",
		"    volume-sam segment brain.tif --out out --box 40,52,61,30,24,1 --box 38,90,60,28,25,2 --box 44,91,62,20,18,2",
		"  A folder of DICOM slices in an abdominal CT window, ROIs from the ROI Manager:",
		"    volume-sam segment ct --out results --rois RoiSet.zip --intensity window:40,400",
		"  A model that finds its classes without prompts:",
		"    volume-sam segment ct --out results --model encoder.onnx,decoder.onnx,samed" })
final class SegmentCommand implements Callable<Integer> {

	private static final String ALL_AXES = "all";

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Parameters(paramLabel = "IMAGE", description = "ImageJ TIFF (also zipped), or a folder of DICOM slices.")
	private Path image;

	@Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
	private Path out;

	@Mixin
	private PromptOptions prompts;

	@Option(names = "--model", paramLabel = "MODEL", defaultValue = "embedded",
		description = "embedded (default), the ID of an installed model, DESCRIPTOR.json or ENCODER.onnx,DECODER.onnx[,PRESET].")
	private String model;

	@Option(names = "--axis", paramLabel = "AXIS", defaultValue = "xy",
		description = "Plane of the slices: xy (default), xz or yz. Z of --box counts along the third axis. With all, prompts " +
			"are on xy slices, and the three axes vote (voxels nearly as deep as wide only; takes three times as long).")
	private String axis;

	@Option(names = "--intensity", paramLabel = "RULE", defaultValue = "auto",
		description = "auto (default: what the model was made for), percentile, minmax, display, window:LEVEL,WIDTH or medsam.")
	private String intensity;

	@Option(names = "--prompt", paramLabel = "PROMPT", defaultValue = "",
		description = "What is handed from slice to slice: box (default), box+mask, points or mask+points.")
	private String prompt;

	@Option(names = "--mode", paramLabel = "MODE", defaultValue = "follow",
		description = "How far objects are followed: follow until they end (default), range (known to be on all slices from " +
			"--first to --last), boxes or smooth-boxes (between key slices, whose boxes are interpolated).")
	private String mode;

	@Option(names = "--window", paramLabel = "WINDOW", defaultValue = "auto",
		description = "What the model sees: auto (default), the whole slice, tiles, or a window around the object.")
	private String window;

	@Option(names = "--jitter", paramLabel = "N", defaultValue = "1", description = {
		"Asks every slice in N boxes that differ by up to 5 %, keeps what most answers say, and writes into -doubt.tif",
		"how much they differ (0 to 0.25) and into -slices.csv how well they agree. Takes up to N times as long." })
	private int jitter;

	@Option(names = "--channel", paramLabel = "C", defaultValue = "0",
		description = "Channel (from 1); default: the first, or the brightness of an RGB image.")
	private int channel;

	@Option(names = "--frame", paramLabel = "T", defaultValue = "1", description = "Frame (from 1).")
	private int frame;

	@Mixin
	private RunOptions runs;

	@Override
	public Integer call() throws IOException {
		final boolean allAxes = axis.trim().equalsIgnoreCase(ALL_AXES);
		final Axis slices = allAxes ? Axis.XY : Axis.parse(axis);
		final RequestedSettings requested = RequestedSettings.parse(model, prompt, window, intensity).following(Mode.parse(
			mode), allAxes).jittered(jitter);
		final ImagePlus source = ImageFiles.open(image);
		final Volume volume = ImagePlusVolume.of(source, channel, frame);
		if (source.getNSlices() == 1 && source.getNFrames() > 1) spec.commandLine().getErr().println(
			"volume-sam: the image has " + source.getNFrames() + " frames of one slice each. If these are slices, " +
				"correct this in Image > Properties and save it again.");
		final List<KeySlices> objects = prompts.keySlices(source, frame, volume, slices);
		final List<InputFile> inputs = new ArrayList<>();
		inputs.add(ImageFiles.input("image", image));
		for (final Map.Entry<String, Path> file : prompts.files().entrySet())
			inputs.add(ImageFiles.input(file.getKey(), file.getValue()));
		try (Outputs outputs = new Outputs(out); SamModel sam = runs.open(model, spec.commandLine().getErr())) {
			if (objects.isEmpty()) prompts.checkUnneeded(sam.descriptor());
			final SegmentationSettings settings = requested.with(slices, sam.descriptor(), () -> ImagePlusVolume.displayRange(
				source));
			final SegmentJob job = new SegmentJob(SegmentJob.fileName(source), source, channel, frame, volume, inputs);
			return new SegmentReport(job, parent.interrupt(), spec.commandLine()).run(objects, sam, settings, outputs);
		}
	}
}
