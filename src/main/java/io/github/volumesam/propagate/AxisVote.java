package io.github.volumesam.propagate;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Looks at an object that has been found slice by slice once more, in every plane
 * across the slices, both ways, and lets the three views of each voxel vote. Errors
 * along one axis are seldom made along another, and an end is an edge like any other
 * where the planes cross it.
 * <p>
 * Planes across thick slices show less, so their votes weigh less: as much as one
 * over the anisotropy. From an anisotropy of 2 on they could never outvote the
 * slices, and are not asked.
 */
final class AxisVote {

	private static final double LARGEST_ANISOTROPY = 2;
	/** A plane that shows something else is not believed: the least IoU with what is known. */
	private static final double AGREEMENT = 0.5;
	/** How far beyond the known cross-section is looked for more of it, in slices and in pixels. */
	private static final double MARGIN = 1;
	/** Cross-sections of fewer pixels are left as they are. */
	private static final int SMALLEST = 9;

	private final MaskPredictor alongXz;
	private final MaskPredictor alongYz;
	private final double weight;

	AxisVote(final MaskPredictor predictor, final Calibration calibration) {
		alongXz = predictor.along(Axis.XZ);
		alongYz = predictor.along(Axis.YZ);
		final double pixel = (calibration.voxelWidth() + calibration.voxelHeight()) / 2;
		final double ratio = calibration.voxelDepth() / pixel;
		weight = Math.min(ratio, 1 / ratio);
	}

	/** Whether the planes across the slices show enough to have a say. */
	boolean isWorthwhile() {
		return weight > 1 / LARGEST_ANISOTROPY;
	}

	/**
	 * The object as the three views see it together. Slices that none but the planes
	 * across them show are added, those that they outvote vanish; a slice is
	 * trusted no more than its Dice with what it was before.
	 */
	ObjectResult of(final ObjectResult found) {
		final LabelObject object = found.toLabelObject();
		if (object.isEmpty()) return found;
		final LabelObject xz = looked(object, Axis.XZ, alongXz), yz = looked(object, Axis.YZ, alongYz);
		final SortedMap<Integer, SliceResult> slices = new TreeMap<>();
		final int first = Math.min(xz.masks().firstKey(), yz.masks().firstKey());
		final int last = Math.max(xz.masks().lastKey(), yz.masks().lastKey());
		for (int z = Math.min(first, object.masks().firstKey()); z <= Math.max(last, object.masks().lastKey()); z++) {
			final SliceResult seen = found.slices().get(z);
			final Mask a = object.mask(z), b = xz.mask(z), c = yz.mask(z);
			// Any two of the three views outweigh the third.
			final Mask voted = seen != null && seen.origin() == SliceResult.Origin.KEY ? a : a.and(b).or(a.and(c)).or(b.and(
				c));
			if (voted.isEmpty()) continue;
			slices.put(z, seen == null ? added(z, voted, found) : changed(seen, voted));
		}
		return new ObjectResult(found.label(), slices, found.lowerEnd(), found.upperEnd());
	}

	private static SliceResult changed(final SliceResult slice, final Mask voted) {
		return new SliceResult(slice.z(), voted, slice.promptBox(), slice.predictedIou(), slice.objectScore(), slice
			.neighbourIou(), Math.min(slice.confidence(), SliceResult.dice(voted.iou(slice.mask()))), slice
				.origin());
	}

	private static SliceResult added(final int z, final Mask voted, final ObjectResult found) {
		final SliceResult nearest = found.slices().get(z < found.slices().firstKey() ? found.slices().firstKey() : z > found
			.slices().lastKey() ? found.slices().lastKey() : found.slices().headMap(z).lastKey());
		return new SliceResult(z, voted, voted.box(), nearest.predictedIou(), nearest.objectScore(), voted.iou(nearest
			.mask()), 0.5, SliceResult.Origin.FILLED);
	}

	/** What the planes of an axis show of an object, on its own slices. */
	private static LabelObject looked(final LabelObject object, final Axis axis, final MaskPredictor predictor) {
		final SortedMap<Integer, Mask> planes = new TreeMap<>();
		turned(object, axis).forEach((position, known) -> planes.put(position, look(position, known, predictor)));
		return new LabelObject(object.label(), planes, Map.of()).reoriented(axis);
	}

	private static Mask look(final int position, final Mask known, final MaskPredictor predictor) {
		if (known.area() < SMALLEST) return known;
		final Box box = known.box().grow(MARGIN).clip(predictor.width(), predictor.height());
		final Mask seen = predictor.predict(position, Prompt.box(box)).mask();
		return seen.iou(known) < AGREEMENT ? known : seen;
	}

	/** The cross-sections of an object in the planes of an axis, by position of the plane. */
	private static SortedMap<Integer, Mask> turned(final LabelObject object, final Axis axis) {
		int from = Integer.MAX_VALUE, to = Integer.MIN_VALUE, start = Integer.MAX_VALUE, end = Integer.MIN_VALUE;
		final boolean rows = axis == Axis.XZ;
		for (final Mask mask : object.masks().values()) {
			from = Math.min(from, rows ? mask.minY() : mask.minX());
			to = Math.max(to, rows ? mask.maxY() : mask.maxX());
			start = Math.min(start, rows ? mask.minX() : mask.minY());
			end = Math.max(end, rows ? mask.maxX() : mask.maxY());
		}
		final int first = object.masks().firstKey(), slices = object.masks().lastKey() - first + 1;
		final SortedMap<Integer, Mask> planes = new TreeMap<>();
		for (int p = from; p <= to; p++) {
			final int position = p;
			final Mask plane = Mask.of(start, first, end - start + 1, slices, (u, z) -> rows ? object.mask(z).contains(u,
				position) : object.mask(z).contains(position, u));
			if (!plane.isEmpty()) planes.put(p, plane);
		}
		return planes;
	}
}
