package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.filter.ThresholdToSelection;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * Outlines of a 3D object, a ROI a slice, as the ROI Manager shows them. Holes and
 * separate parts are kept; position, group, colour and name are set, and
 * {@link RoiPrompts} reads them back as one object.
 */
public final class LabelRois {

	private LabelRois() {}

	/**
	 * @param object in XY slices
	 * @param color of the outlines
	 * @param image the image that the object was found in
	 * @param frame from 1
	 */
	public static List<Roi> of(final LabelObject object, final Color color, final ImagePlus image, final int frame) {
		final List<Roi> rois = new ArrayList<>();
		object.masks().forEach((z, mask) -> {
			final Roi roi = outline(mask);
			mark(roi, object.label(), z + 1, image, frame);
			roi.setStrokeColor(color);
			roi.setName(name(object.label(), z + 1));
			rois.add(roi);
		});
		return rois;
	}

	static String name(final int label, final int z) {
		return String.format("object%d-z%04d", label, z);
	}

	/**
	 * Says of a ROI to which object it belongs and where it lies.
	 *
	 * @param z slice, from 1
	 * @param frame from 1
	 */
	static void mark(final Roi roi, final int label, final int z, final ImagePlus image, final int frame) {
		GroupColors.provide();
		if (image.getNChannels() > 1 || image.getNFrames() > 1) roi.setPosition(0, z, image.getNFrames() > 1 ? frame : 0);
		else roi.setPosition(z);
		// Sets the colour, too.
		roi.setGroup(group(label));
		roi.setProperty(RoiPrompts.LABEL_PROPERTY, Integer.toString(label));
	}

	/** The slice (from 1) of a ROI that has been marked. */
	static int slice(final Roi roi) {
		return roi.hasHyperStackPosition() ? roi.getZPosition() : roi.getPosition();
	}

	/** ImageJ has 255 groups; labels beyond use them again. */
	static int group(final int label) {
		return (label - 1) % 255 + 1;
	}

	/**
	 * The outline of a mask.
	 *
	 * @param mask not empty
	 */
	public static Roi outline(final Mask mask) {
		final int w = mask.maxX() - mask.minX() + 1, h = mask.maxY() - mask.minY() + 1;
		final ByteProcessor pixels = new ByteProcessor(w, h);
		mask.forEach((x, y) -> pixels.set(x - mask.minX(), y - mask.minY(), 255));
		pixels.setThreshold(255, 255, ImageProcessor.NO_LUT_UPDATE);
		final Roi roi = new ThresholdToSelection().convert(pixels);
		roi.setLocation(roi.getXBase() + mask.minX(), roi.getYBase() + mask.minY());
		return roi;
	}
}
