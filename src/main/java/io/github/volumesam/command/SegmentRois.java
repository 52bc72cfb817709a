package io.github.volumesam.command;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.RoiPrompts;
import io.github.volumesam.ij.SegmentedImage;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.session.BoxList;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Boxes, points and outlines on a few slices, or a model that needs none, become a 3D label image. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Segment ROIs")
public final class SegmentRois extends FollowingCommand {

	@Parameter(required = false, persist = false, description = "The image; channel and frame are those it shows.")
	private ImagePlus image;

	@Parameter(label = "ROI file (empty: ROI Manager)", style = "open", required = false,
		persist = false, description = "RoiSet.zip, .roi, or boxes as .csv or .json; empty: ROI Manager, else the selection, else the overlay.")
	private String rois = "";

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
		try (ImageLock lock = new ImageLock(image); Outputs outputs = outputs(output, image)) {
			final Volume volume = volume(image);
			final SliceRange range = selection().rangeOf(image);
			final List<KeySlices> prompts = keySlices(volume).stream().map(object -> object.within(range)).toList();
			try (SamModel sam = openModel(progress)) {
				if (prompts.isEmpty()) checkUnneeded(sam.descriptor());
				final SegmentedImage segmented = SegmentedImage.of(image, selection().channelOf(image), selection().frameOf(
					image), volume, prompts, sam, settings(sam, image), progress);
				if (segmented.result().cancelledWithNothing()) cancel("Cancelled before anything was found.");
				else publish(segmented, outputs);
			}
		}
	}

	private List<KeySlices> keySlices(final Volume volume) throws IOException {
		if (!rois.isBlank() && BoxList.isNamedLikeOne(path(rois))) return BoxList.read(path(rois)).keySlices(volume
			.width(), volume.height(), volume.depth());
		final List<Roi> found = RoiSource.of(rois, image);
		if (found.isEmpty()) return List.of();
		return RoiPrompts.of(found, image, selection().frameOf(image), RoiPrompts.labels(found));
	}

	/** Makes sure that a model can do without ROIs. */
	private void checkUnneeded(final ModelDescriptor model) {
		if (model.automatic() == null) throw new IllegalArgumentException("There is no ROI that says where the objects are. " +
			"Draw a box around an object, or add boxes, points or outlines to the ROI Manager; a file of ROIs is named with " +
			"rois=FILE.");
		if (!selection().rangeOf(image).equals(new SliceRange(0, image.getNSlices() - 1))) throw new IllegalArgumentException(
			"First and last slice limit objects that are prompted; without prompts " + model.displayName() +
				" looks at every slice. Leave them at 0.");
	}

	private void publish(final SegmentedImage found, final Outputs outputs) throws IOException {
		final SegmentationResult result = found.result();
		write(outputs, output, path -> TiffFiles.save(found.labels(), path));
		labels = found.labels();
		objects = found.objects();
		result.notices().forEach(log()::warn);
		if (result.cancelled()) log().warn("Cancelled; the label image holds what was finished by then.");
	}
}
