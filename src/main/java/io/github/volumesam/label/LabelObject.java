package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Axis;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One 3D object: its pixels slice by slice, and how sure the model was of each.
 *
 * @param label the object's id in the label image, 1 to 2^24
 * @param masks the non-empty masks by slice (from 0)
 * @param scores predicted IoU by slice, for the slices with a mask where it is known
 */
public record LabelObject(int label, SortedMap<Integer, Mask> masks, Map<Integer, Double> scores) {

	/** The largest id that a 32-bit ImageJ label image holds exactly. */
	public static final int MAX_LABEL = 1 << 24;

	/**
	 * @throws IllegalArgumentException if the label is out of range
	 */
	public LabelObject {
		checkLabel(label);
		final TreeMap<Integer, Mask> kept = new TreeMap<>(masks);
		kept.values().removeIf(Mask::isEmpty);
		masks = Collections.unmodifiableSortedMap(kept);
		final Map<Integer, Double> known = new HashMap<>(scores);
		known.keySet().retainAll(kept.keySet());
		scores = Map.copyOf(known);
	}

	/**
	 * @throws IllegalArgumentException if {@code label} is not between 1 and 2^24
	 */
	public static void checkLabel(final long label) {
		if (label < 1 || label > MAX_LABEL) throw new IllegalArgumentException("Label " + label +
			" cannot be used; labels go from 1 to " + MAX_LABEL + " (0 is the background).");
	}

	/** Whether there is no pixel on any slice. */
	public boolean isEmpty() {
		return masks.isEmpty();
	}

	/** Number of voxels. */
	public long voxels() {
		return masks.values().stream().mapToLong(Mask::area).sum();
	}

	/** The pixels on slice {@code z} (from 0); {@link Mask#EMPTY} where there is nothing. */
	public Mask mask(final int z) {
		return masks.getOrDefault(z, Mask.EMPTY);
	}

	/** The predicted IoU on slice {@code z} (from 0); NaN where it is not known. */
	public double score(final int z) {
		return scores.getOrDefault(z, Double.NaN);
	}

	/** The same object with other masks; scores stay with their slices. */
	LabelObject with(final SortedMap<Integer, Mask> otherMasks) {
		return new LabelObject(label, otherMasks, scores);
	}

	/**
	 * This object, found on slices along {@code axis} (see
	 * {@link io.github.volumesam.volume.Volume#along(Axis)}), with its masks on XY
	 * slices. An XY slice cuts several of the old slices; its score is the mean of
	 * theirs, each weighted by the number of its pixels that lie on the XY slice.
	 *
	 * @throws IllegalArgumentException if a pixel lies at a negative position, which
	 *           no XY slice has
	 */
	public LabelObject reoriented(final Axis axis) {
		return axis == Axis.XY || isEmpty() ? this : new Reorientation(this, axis).result();
	}
}
