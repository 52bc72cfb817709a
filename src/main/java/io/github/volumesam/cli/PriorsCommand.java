package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.auto.Priors;
import io.github.volumesam.ij.FloatImages;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.RequestedSettings;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code volume-sam priors}: what a model finds everywhere on every slice, for another network to learn from. */
@Command(name = "priors", mixinStandardHelpOptions = true, sortOptions = false, description = {
	"Asks a model at points all over every slice, and writes what it finds as further channels for another network " +
		"(SAMAug). No prompt is needed.", "",
	"Writes into DIR, named after the image, two 32-bit stacks with its slices and calibration: -score-prior.tif (the sum",
	"of the stabilities of all masks that hold a pixel) and -boundary-prior.tif (1 on both sides of the outline of any",
	"mask, else 0). Takes up to a thousand answers a slice.", "" }, footer = { "", "Example:",
		"  volume-sam priors brain.tif --out priors" })
final class PriorsCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Parameters(paramLabel = "IMAGE", description = "ImageJ TIFF (also zipped), or a folder of DICOM slices.")
	private Path image;

	@Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
	private Path out;

	@Option(names = "--model", paramLabel = "MODEL", defaultValue = "embedded",
		description = "As for 'segment'; one that answers points. Default: embedded.")
	private String model;

	@Option(names = "--intensity", paramLabel = "RULE", defaultValue = "auto", description = "As for 'segment'.")
	private String intensity;

	@Option(names = "--channel", paramLabel = "C", defaultValue = "0",
		description = "Channel (from 1); default: the first, or the brightness of an RGB image.")
	private int channel;

	@Option(names = "--frame", paramLabel = "T", defaultValue = "1", description = "Frame (from 1).")
	private int frame;

	@Mixin
	private RunOptions runs;

	@Override
	public Integer call() throws IOException {
		final ImagePlus source = ImageFiles.open(image);
		final Volume volume = ImagePlusVolume.of(source, channel, frame);
		final String name = SegmentJob.fileName(source);
		try (Outputs outputs = new Outputs(out); SamModel sam = runs.open(model, spec.commandLine().getErr())) {
			final IntensityRule rule = RequestedSettings.parse(model, "", "auto", intensity).with(Axis.XY, sam.descriptor(),
				() -> ImagePlusVolume.displayRange(source)).intensity();
			final Priors priors;
			try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), parent.interrupt())) {
				priors = Priors.of(volume, sam, rule.mappingOf(volume), progress);
			}
			TiffFiles.save(FloatImages.virtual(priors::score, source, "-score-prior", Math.max(1, priors.maxScore())), outputs
				.add(name + "-score-prior.tif"));
			TiffFiles.save(FloatImages.virtual(priors::boundary, source, "-boundary-prior", 1), outputs.add(name +
				"-boundary-prior.tif"));
			outputs.commit();
			spec.commandLine().getOut().println(priors.count() + " masks on " + volume.depth() + " slices. Results in " + out +
				" (" + sam.placement() + ")");
		}
		return 0;
	}
}
