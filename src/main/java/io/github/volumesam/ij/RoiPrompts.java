package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.process.FloatPolygon;
import ij.process.ImageProcessor;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads regions of interest as prompts.
 * <p>
 * <b>What a ROI says.</b> A rectangle is a box. Points are points on the object,
 * or off it if the ROI's name ends in {@code -} or {@code neg}, or if they are of
 * another counter of the multi-point tool than 0. Every other area (polygon,
 * freehand, oval, traced, composite) is a mask. Box, points and mask of one object
 * on one slice are one prompt.
 * <p>
 * <b>Which object.</b> ROIs of the same group (1–255) are one object, and the
 * group is its label. Otherwise ROIs with the same name are one object, where the
 * slice at the end of a name does not count: {@code nucleus}, {@code nucleus-z12}
 * and, on slice 14, {@code nucleus 14}. The ROI Manager's own names
 * ({@code 0012-0040-0025}) say nothing about the object, so each such ROI is an
 * object of its own. Objects without a group are numbered in order, past the
 * labels that are taken.
 * <p>
 * <b>Which slice.</b> The ROI's position, or the slice in the ROI Manager's name. A
 * ROI whose position is a single number lies, in an image with channels or frames,
 * on that slice of all of them, where ImageJ draws it.
 */
public final class RoiPrompts {

	/** Property of a ROI that holds its object's label, which may exceed 255. */
	static final String LABEL_PROPERTY = "volumesam.label";

	private static final String STANDARD_NAME = "(\\d{4,6})-\\d{4,6}(-\\d{4,6})?(-\\d+)?";

	private final ImagePlus image;
	private final Map<String, Integer> labelOf = new LinkedHashMap<>();
	private final Map<String, SortedMap<Integer, Parts>> objects = new LinkedHashMap<>();

	private RoiPrompts(final ImagePlus image) {
		this.image = image;
	}

	/**
	 * @param rois on XY slices
	 * @param image the image they lie on
	 * @param frame from 1; ROIs on other frames are left out
	 * @param taken labels that objects without a group must not get
	 * @throws IllegalArgumentException if a ROI is of a kind that is no prompt, has
	 *           no slice, or lies outside the image; the message names it
	 */
	public static List<KeySlices> of(final List<Roi> rois, final ImagePlus image, final int frame,
		final Set<Integer> taken)
	{
		final RoiPrompts prompts = new RoiPrompts(image);
		for (final Roi roi : rois)
			if (prompts.isOnFrame(roi, frame)) prompts.add(roi);
		if (prompts.objects.isEmpty()) throw new IllegalArgumentException("None of the " + rois.size() +
			" ROIs lies on frame " + frame + ".");
		return prompts.keySlices(taken);
	}

	/** The labels that ROIs ask for by their group. */
	public static Set<Integer> labels(final List<Roi> rois) {
		final Set<Integer> labels = new HashSet<>();
		for (final Roi roi : rois)
			if (label(roi) > 0) labels.add(label(roi));
		return labels;
	}

	private void add(final Roi roi) {
		final String name = name(roi);
		if (roi instanceof PointRoi points) {
			addPoints(points, name);
			return;
		}
		final int z = slice(roi, stackSlice(roi.getPosition()));
		if (roi.getType() == Roi.RECTANGLE && roi.getClass() == Roi.class) {
			final Rectangle2D.Double bounds = roi.getFloatBounds();
			if (!(bounds.width > 0 && bounds.height > 0)) throw new IllegalArgumentException("ROI '" + name + "' is empty.");
			final Box box = new Box(bounds.x, bounds.y, bounds.width, bounds.height);
			if (!box.touches(image.getWidth(), image.getHeight())) throw outside(name);
			parts(roi, z).setBox(box.clip(image.getWidth(), image.getHeight()), name);
		}
		else if (roi.isArea() && roi.getType() != Roi.RECTANGLE) parts(roi, z).add(mask(roi, name));
		else throw new IllegalArgumentException("ROI '" + name + "' (" + roi.getTypeAsString() +
			") is no prompt; use a rectangle, points, or an area such as a polygon or an oval.");
	}

	private void addPoints(final PointRoi roi, final String name) {
		final boolean positive = !isNegative(name);
		final FloatPolygon points = roi.getFloatPolygon();
		for (int i = 0; i < points.npoints; i++) {
			final boolean pointwise = roi.getPosition() == PointRoi.POINTWISE_POSITION;
			final int z = slice(roi, pointwise ? planeSlice(roi.getPointPosition(i)) : stackSlice(roi.getPosition()));
			// ImageJ counts the coordinates of points and lines from pixel centres.
			final double x = points.xpoints[i] + 0.5, y = points.ypoints[i] + 0.5;
			if (!(x >= 0 && y >= 0 && x < image.getWidth() && y < image.getHeight())) throw outside(name);
			parts(roi, z).points.add(new Point(x, y, positive && roi.getCounter(i) == 0));
		}
	}

	private Mask mask(final Roi roi, final String name) {
		final Rectangle bounds = roi.getBounds();
		final ImageProcessor inside = roi.getMask();
		final Mask mask = Mask.of(bounds.x, bounds.y, bounds.width, bounds.height, (x, y) -> inside == null || inside.get(
			x - bounds.x, y - bounds.y) != 0).clip(image.getWidth(), image.getHeight());
		if (mask.isEmpty()) throw outside(name);
		return mask;
	}

	private IllegalArgumentException outside(final String name) {
		return new IllegalArgumentException("ROI '" + name + "' lies outside the image, which is " + image.getWidth() +
			" x " + image.getHeight() + " pixels.");
	}

	// -- Slice --

	private boolean isOnFrame(final Roi roi, final int frame) {
		int t = 0;
		if (roi.hasHyperStackPosition()) t = roi.getTPosition();
		else if (roi.getPosition() > image.getNSlices() && roi.getPosition() <= image.getStackSize()) t = image
			.convertIndexToPosition(roi.getPosition())[2];
		return t == 0 || t == frame;
	}

	/** The slice (from 1) of a ROI, given what its position says, 0 for nothing. */
	private int slice(final Roi roi, final int position) {
		final int slices = image.getNSlices();
		int z = roi.hasHyperStackPosition() ? roi.getZPosition() : position;
		if (z == 0 && slices == 1) return 1;
		if (z == 0 && name(roi).matches(STANDARD_NAME)) z = stackSlice(Integer.parseInt(name(roi).replaceAll("-.*", "")));
		if (z == 0) throw new IllegalArgumentException("ROI '" + name(roi) +
			"' does not say on which slice it lies. Draw it " +
			"on its slice and add it to the ROI Manager again, or set Properties > Position.");
		if (z > slices) throw new IllegalArgumentException("ROI '" + name(roi) + "' is on slice " + z +
			", but the image has " + (slices == 1 ? "1 slice." : slices + " slices."));
		return z;
	}

	/** The slice that a single number means: a slice of all channels and frames or, behind the last one, a plane. */
	private int stackSlice(final int position) {
		return position > image.getNSlices() ? planeSlice(position) : position;
	}

	/** The slice that a plane, counted through channels, slices and frames, lies on. */
	private int planeSlice(final int plane) {
		return plane < 1 || plane > image.getStackSize() ? plane : image.convertIndexToPosition(plane)[1];
	}

	// -- Object --

	private Parts parts(final Roi roi, final int z) {
		final String key = key(roi, z);
		return objects.computeIfAbsent(key, k -> new TreeMap<>()).computeIfAbsent(z - 1, k -> new Parts());
	}

	/** What ROIs of the same object have in common. */
	private String key(final Roi roi, final int z) {
		final int label = label(roi);
		if (label > 0) {
			LabelObject.checkLabel(label);
			labelOf.put("label " + label, label);
			return "label " + label;
		}
		final String name = withoutSign(name(roi));
		if (name.isEmpty() || name.matches(STANDARD_NAME)) return "roi " + System.identityHashCode(roi);
		return "name " + stem(name, z);
	}

	private static int label(final Roi roi) {
		final String property = roi.getProperty(LABEL_PROPERTY);
		return property != null && property.matches("\\d{1,9}") ? Integer.parseInt(property) : roi.getGroup();
	}

	/** A name without the slice at its end: "z12", "slice 12", or 12 on slice 12. */
	static String stem(final String name, final int z) {
		final String stem = name.replaceFirst("(?i)[\\s_.-]+(z|s|slice)[\\s_.=-]*\\d+$", "").replaceFirst("[\\s_.-]+0*" +
			z + "$", "");
		return stem.isEmpty() ? name : stem;
	}

	static boolean isNegative(final String name) {
		return !withoutSign(name).equals(name);
	}

	private static String withoutSign(final String name) {
		return name.replaceFirst("(?i)([\\s_.-]+neg(ative)?|[\\s_]*-)$", "");
	}

	private static String name(final Roi roi) {
		return roi.getName() == null ? "" : roi.getName().trim();
	}

	private List<KeySlices> keySlices(final Set<Integer> takenElsewhere) {
		final Set<Integer> taken = new HashSet<>(takenElsewhere);
		taken.addAll(labelOf.values());
		final List<KeySlices> result = new ArrayList<>();
		int next = 1;
		for (final Map.Entry<String, SortedMap<Integer, Parts>> object : objects.entrySet()) {
			Integer label = labelOf.get(object.getKey());
			if (label == null) {
				while (taken.contains(next))
					next++;
				label = next++;
			}
			final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
			for (final Map.Entry<Integer, Parts> slice : object.getValue().entrySet())
				prompts.put(slice.getKey(), slice.getValue().prompt(label, slice.getKey()));
			result.add(KeySlices.of(label, prompts, image.getNSlices()));
		}
		return result;
	}

	/** What the ROIs of one object say on one slice. */
	private static final class Parts {

		private Box box;
		private String boxName;
		private Mask mask = Mask.EMPTY;
		private final List<Point> points = new ArrayList<>();

		void setBox(final Box newBox, final String name) {
			if (box != null) throw new IllegalArgumentException("ROIs '" + boxName + "' and '" + name +
				"' are two boxes for one object on one slice. Give them different groups or names.");
			box = newBox;
			boxName = name;
		}

		void add(final Mask more) {
			mask = mask.or(more);
		}

		Prompt prompt(final int label, final int z) {
			if (box == null && mask.isEmpty() && points.stream().noneMatch(Point::positive))
				throw new IllegalArgumentException("Object " + label + " has only points off the object on slice " + (z + 1) +
					"; add a box or a point on the object.");
			return new Prompt(Optional.ofNullable(box), points, mask.isEmpty() ? Optional.empty() : Optional.of(mask));
		}
	}
}
