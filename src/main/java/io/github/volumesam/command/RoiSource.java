package io.github.volumesam.command;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.ij.PromptedImage;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.Shown;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.util.List;

/** Where a command takes its ROIs from. */
final class RoiSource {

	private RoiSource() {}

	/**
	 * The ROIs of the file, if there is one; else those in the ROI Manager, if it has
	 * any; else the selection of the image, on the slice that it shows; else the
	 * overlay of the image.
	 *
	 * @param file blank for none
	 * @return none if there is no ROI anywhere
	 * @throws IOException if the file is missing or holds no ROI
	 */
	static List<Roi> of(final String file, final ImagePlus image) throws IOException {
		if (!file.isBlank()) return RoiSets.read(VolumeSamCommand.path(file));
		// The ROI Manager is a window, so there is none without a screen.
		final RoiManager manager = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
		if (manager != null && manager.getCount() > 0) return List.of(manager.getRoisAsArray());
		if (image.getRoi() != null) return List.of(placed(image.getRoi(), image));
		final Overlay overlay = image.getOverlay();
		return overlay == null ? List.of() : PromptedImage.withoutOutlines(overlay);
	}

	/** A selection without a position is meant for the slice on which it is seen. */
	private static Roi placed(final Roi selection, final ImagePlus image) {
		final Roi roi = (Roi) selection.clone();
		if (roi.getPosition() != 0 || roi.hasHyperStackPosition()) return roi;
		final Shown shown = Shown.of(image);
		if (image.getNChannels() > 1 || image.getNFrames() > 1) roi.setPosition(0, shown.slice(), shown.frame());
		else roi.setPosition(shown.slice());
		return roi;
	}
}
