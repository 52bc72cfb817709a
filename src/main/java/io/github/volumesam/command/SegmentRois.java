package io.github.volumesam.command;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.RoiPrompts;
import io.github.volumesam.ij.SegmentedImage;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Boxes, points and outlines on a few slices become a 3D label image. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Segment ROIs")
public final class SegmentRois extends VolumeSamCommand {

	private static final String AUTO = "auto";

	@Parameter(required = false, persist = false, description = "The image; channel and frame are those it shows.")
	private ImagePlus image;

	@Parameter(label = "ROI file (empty: ROI Manager)", style = "open", required = false,
		persist = false, description = "RoiSet.zip or .roi; empty: ROI Manager, else the selection, else the overlay.")
	private String rois = "";

	@Parameter(label = "Model", required = false, persist = false,
		description = "embedded, the path of a descriptor (MODEL.json), or ENCODER.onnx,DECODER.onnx.")
	private String model = ModelFiles.EMBEDDED;

	@Parameter(label = "Prompt for the next slice", choices = { "box", "box+mask", "points", "mask+points" },
		required = false, persist = false, description = "What of one slice's mask becomes the prompt on the next slice.")
	private String prompt = SegmentationSettings.DEFAULT.prompt().toString();

	@Parameter(label = "Shown to the model", choices = { "auto", "slice", "tiles", "object" }, required = false,
		persist = false, description = "auto suits the model; or the whole slice, tiles, a window around the object.")
	private String window = SegmentationSettings.DEFAULT.window().toString();

	@Parameter(label = "Intensities", required = false, persist = false,
		description = "auto (what the model was made for), percentile, minmax, display, window:LEVEL,WIDTH or medsam.")
	private String intensity = AUTO;

	@Parameter(label = "First slice (0: any)", required = false, persist = false,
		description = "First slice that the objects may be on.")
	private int first;

	@Parameter(label = "Last slice (0: any)", required = false, persist = false,
		description = "Last slice that the objects may be on.")
	private int last;

	@Parameter(label = "Channel (0: shown)", required = false, persist = false,
		description = "0 for the channel that the image shows; of an RGB image, its brightness.")
	private int channel;

	@Parameter(label = "Frame (0: shown)", required = false, persist = false,
		description = "0 for the frame that the image shows.")
	private int frame;

	@Parameter(label = "Save labels as (empty: no)", style = "save", required = false, persist = false,
		description = "A TIFF file for the label image; what lies there is replaced.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable objects;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		required("image", image);
		// A locked image keeps its pixels even if its window is closed.
		if (!image.lockSilently()) throw new IllegalArgumentException("'" + image.getTitle() +
			"' is being used by another command; wait until that has finished.");
		try (Outputs outputs = outputs(output)) {
			final Shown shown = Shown.of(image);
			final int chosenFrame = frame == 0 ? shown.frame() : frame;
			final boolean rgb = image.getBitDepth() == 24;
			final int chosenChannel = channel == 0 && !rgb ? shown.channel() : channel;
			if (image.getNSlices() == 1 && image.getNFrames() > 1) log().warn("The image has " + image.getNFrames() +
				" frames of one slice each. If these are slices, correct this in Image > Properties.");
			final SegmentedImage found = segment(chosenChannel, chosenFrame, progress);
			if (found != null) publish(found, outputs);
		}
		finally {
			image.unlock();
		}
	}

	private List<KeySlices> keySlices(final int chosenFrame) throws IOException {
		final int depth = image.getNSlices();
		final int from = slice("first", first, 1, depth), to = slice("last", last, depth, depth);
		if (from > to) throw new IllegalArgumentException("first=" + from + " lies behind last=" + to + ".");
		final List<Roi> found = RoiSource.of(rois, image);
		return RoiPrompts.of(found, image, chosenFrame, RoiPrompts.labels(found)).stream().map(
			object -> new KeySlices(object.label(), object.prompts(), from - 1, to - 1)).toList();
	}

	private static int slice(final String name, final int given, final int otherwise, final int depth) {
		if (given == 0) return otherwise;
		if (given < 0 || given > depth) throw new IllegalArgumentException(name + "=" + given +
			": there is no such slice; the image has " + (depth == 1 ? "1 slice" : "slices 1 to " + depth) +
			", and 0 is for no limit.");
		return given;
	}

	/** Null if it was cancelled before anything was found. */
	private SegmentedImage segment(final int chosenChannel, final int chosenFrame, final CommandProgress progress)
		throws IOException
	{
		final List<KeySlices> prompts = keySlices(chosenFrame);
		final Strategy strategy = Strategy.parse(prompt);
		final WindowMode mode = WindowMode.parse(window);
		progress.report(0, 1, "Loading the model");
		try (SamModel sam = SamModel.open(model, 0)) {
			final SegmentationSettings base = SegmentationSettings.DEFAULT;
			final SegmentedImage found = SegmentedImage.of(image, chosenChannel, chosenFrame, prompts, sam,
				new SegmentationSettings(model, Axis.XY, rule(sam.descriptor().intensity()), strategy, mode, base.overlap(),
					base.cleanUp()), progress);
			if (!found.isCancelledEmpty()) return found;
			cancel("Cancelled before anything was found.");
			return null;
		}
	}

	private IntensityRule rule(final String madeFor) {
		final String text = intensity.isBlank() || intensity.trim().equalsIgnoreCase(AUTO) ? madeFor : intensity;
		final boolean shown = text.trim().toLowerCase(Locale.ROOT).equals("display");
		return IntensityRule.parse(text, shown ? ImagePlusVolume.displayRange(image) : null);
	}

	private void publish(final SegmentedImage found, final Outputs outputs) throws IOException {
		final SegmentationResult result = found.result();
		found.labels().setSlice(Shown.of(image).slice());
		write(outputs, output, path -> TiffFiles.save(found.labels(), path));
		labels = found.labels();
		objects = CsvTable.of(SegmentationTables.objects(result));
		for (final SegmentedObject object : result.objects())
			if (object.isEmpty()) log().warn("Object " + object.label() + ": nothing was found" + (result.cancelled()
				? " before it was cancelled." : ". Check that its prompt fits it tightly."));
		if (result.cancelled()) log().warn("Cancelled; the label image holds what was finished by then.");
	}
}
