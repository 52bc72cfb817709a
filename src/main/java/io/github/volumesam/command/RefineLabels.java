package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.LabelEnds;
import io.github.volumesam.ij.LabelImages;
import io.github.volumesam.ij.Shown;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.refine.RefineMode;
import io.github.volumesam.refine.Refinement;
import io.github.volumesam.refine.RefinementResult;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.volume.Volume;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * A label image from Cellpose, StarDist or Labkit, or painted by hand, made better:
 * its masks redrawn, its objects extended, or their gaps filled. The given label
 * image stays as it is.
 */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Refine Labels")
public final class RefineLabels extends SegmentationCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "The image; channel and frame are those it shows.")
	private ImagePlus image;

	@Parameter(label = "Labels", required = false, persist = false,
		description = "The label image of the same size; 0 is the background, every object has a number.")
	private ImagePlus labels;

	@Parameter(label = "What to do", choices = { "refine", "extend", "fill" }, required = false, persist = false,
		description = "refine redraws every mask; extend follows objects to slices without labels; fill closes gaps only.")
	private String mode = RefineMode.REFINE.toString();

	@Parameter(label = "Save labels as (empty: no)", style = "save", required = false, persist = false,
		description = "A TIFF file for the label image; what lies there is replaced.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus refined;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable objects;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		required("image", image, "labels", labels);
		final RefineMode chosen = RefineMode.parse(mode);
		try (ImageLock lock = new ImageLock(image, labels); Outputs outputs = outputs(output, image)) {
			final Volume volume = volume(image), before = LabelInput.of(labels);
			final SliceRange range = selection().rangeOf(image);
			try (SamModel sam = openModel(progress)) {
				final RefinementResult result = Refinement.run(volume, before, chosen, range, sam, settings(sam, image),
					progress);
				if (result.cancelled() && !result.isChanged()) cancel("Cancelled before anything was changed.");
				else publish(result, outputs);
			}
		}
	}

	private void publish(final RefinementResult result, final Outputs outputs) throws IOException {
		final ImagePlus found = LabelImages.inMemory(result.labels(), image);
		found.setTitle(ImagePlusVolume.title(labels) + "-refined");
		found.setSlice(Shown.of(image).slice());
		if (!result.ends().isEmpty()) LabelEnds.write(found, result.ends());
		write(outputs, output, path -> TiffFiles.save(found, path));
		refined = found;
		objects = CsvTable.of(result.toCsv());
		if (result.cancelled()) log().warn("Cancelled; the label image holds what was finished by then.");
	}
}
