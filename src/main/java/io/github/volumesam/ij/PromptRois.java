package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceRange;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Prompts on one frame of an image, kept as ROIs, so that they mean what the same
 * ROIs mean in the ROI Manager. Slices are counted from 1; pixel coordinates are
 * ImageJ's.
 * <p>
 * Safe for use by several threads.
 */
final class PromptRois {

	private final ImagePlus image;
	private final int frame;
	private final List<Roi> rois = new CopyOnWriteArrayList<>();

	/**
	 * @param frame from 1
	 */
	PromptRois(final ImagePlus image, final int frame) {
		this.image = image;
		this.frame = frame;
	}

	void addBox(final int z, final double x, final double y, final double width, final double height,
		final int label)
	{
		if (!new Box(x, y, width, height).touches(image.getWidth(), image.getHeight())) throw outside("box", x, y);
		if (rois.stream().anyMatch(roi -> isBox(roi) && isOf(roi, label, z))) throw new IllegalArgumentException("Object " + label +
			" already has a box on slice " + z + "; an object has one box on a slice.");
		add(new Roi(x, y, width, height), "box", z, label);
	}

	/** A click on pixel x, y. */
	void addPoint(final int z, final double x, final double y, final boolean positive, final int label) {
		if (!(x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight())) throw outside("point", x, y);
		add(new PointRoi(x, y), positive ? "point" : "point-neg", z, label);
	}

	/** A copy of an area, of a rectangle or of points. */
	void addRoi(final Roi roi, final int z, final int label) {
		if (isBox(roi)) {
			final var bounds = roi.getFloatBounds();
			addBox(z, bounds.x, bounds.y, bounds.width, bounds.height, label);
		}
		else if (roi instanceof PointRoi || roi.isArea()) add((Roi) roi.clone(), roi instanceof PointRoi ? "point" : "area",
			z, label);
		else throw new IllegalArgumentException("A selection of the type '" + roi.getTypeAsString() +
			"' is no prompt; use a rectangle, points, or an area such as a polygon or an oval.");
	}

	/** A ROI as it is, with its own position, group and name. */
	void add(final Roi roi) {
		rois.add(roi);
	}

	private void add(final Roi roi, final String kind, final int z, final int label) {
		LabelObject.checkLabel(label);
		if (z < 1 || z > image.getNSlices()) throw new IllegalArgumentException("There is no slice " + z +
			"; the image has " + (image.getNSlices() == 1 ? "1 slice." : "slices 1 to " + image.getNSlices() + "."));
		LabelRois.mark(roi, label, z, image, frame);
		roi.setName(LabelRois.name(label, z) + "-" + kind);
		rois.add(roi);
	}

	static boolean isBox(final Roi roi) {
		return roi.getType() == Roi.RECTANGLE && roi.getClass() == Roi.class;
	}

	private IllegalArgumentException outside(final String what, final double x, final double y) {
		return new IllegalArgumentException("The " + what + " at " + x + ", " + y + " lies outside the image, which is " +
			image.getWidth() + " x " + image.getHeight() + " pixels.");
	}

	/** Takes back what has been said of an object on a slice. */
	void remove(final int label, final int z) {
		rois.removeIf(roi -> isOf(roi, label, z));
	}

	/** Takes back the box of an object on a slice, if there is one. */
	void removeBox(final int label, final int z) {
		rois.removeIf(roi -> isBox(roi) && isOf(roi, label, z));
	}

	void clear() {
		rois.clear();
	}

	List<Roi> rois() {
		return List.copyOf(rois);
	}

	/** Whether a ROI was made here for an object on a slice. */
	static boolean isOf(final Roi roi, final int label, final int z) {
		return String.valueOf(roi.getName()).startsWith(LabelRois.name(label, z) + "-");
	}

	/**
	 * @throws IllegalArgumentException if there is no prompt, or one is unusable; the
	 *           message says which
	 */
	List<KeySlices> keySlices(final SliceRange range) {
		final List<Roi> all = rois();
		if (all.isEmpty()) throw new IllegalArgumentException("There is no prompt. Say where the objects are with a box, " +
			"a point or an outline first.");
		return RoiPrompts.of(all, image, frame, RoiPrompts.labels(all)).stream().map(object -> object.within(range))
			.toList();
	}
}
