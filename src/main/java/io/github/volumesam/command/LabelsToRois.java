package io.github.volumesam.command;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.LabelRois;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.Shown;
import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.session.Outputs;

import java.awt.Color;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Outlines of a label image's objects, a ROI a slice, with positions, groups and
 * colours; holes and separate parts are kept. They go to the ROI Manager, or to a
 * file if one is named.
 */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Labels to ROIs")
public final class LabelsToRois extends VolumeSamCommand {

	@Parameter(required = false, persist = false, description = "The label image.")
	private ImagePlus labels;

	@Parameter(label = "Save ROIs as (empty: to the ROI Manager)", style = "save", required = false, persist = false,
		description = "A .zip that the ROI Manager opens; empty to add the ROIs to the ROI Manager.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private Roi[] rois;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		required("labels", labels);
		if (output.isBlank() && GraphicsEnvironment.isHeadless()) throw new IllegalArgumentException(
			"Without a screen there is no ROI Manager. Name a file for the ROIs: output=FILE.zip.");
		try (ImageLock lock = new ImageLock(labels); Outputs outputs = outputs(output, labels)) {
			final List<LabelObject> objects = new LabelImage(LabelInput.of(labels)).someObjects();
			final List<Roi> found = new ArrayList<>();
			for (final LabelObject object : objects) {
				progress.checkCancelled();
				progress.report(found.size(), objects.size(), "Outlines of label " + object.label());
				found.addAll(LabelRois.of(object, new Color(Glasbey.rgb(object.label())), labels, Shown.of(labels).frame()));
			}
			if (outputs == null) addToManager(found);
			else write(outputs, output, path -> RoiSets.write(path, found));
			rois = found.toArray(new Roi[0]);
		}
	}

	private static void addToManager(final List<Roi> found) {
		final RoiManager open = RoiManager.getInstance2();
		final RoiManager manager = open == null ? RoiManager.getRoiManager() : open;
		for (final Roi roi : found)
			manager.addRoi(roi);
	}
}
