package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One 3D object: its pixels slice by slice, and how sure the model was of each.
 *
 * @param label the object's id in the label image, 1 to 2^24
 * @param masks the non-empty masks by slice (from 0)
 * @param scores predicted IoU by slice, for every slice with a mask
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
		scores = Map.copyOf(scores);
	}

	/**
	 * @throws IllegalArgumentException if {@code label} is not between 1 and 2^24
	 */
	public static void checkLabel(final long label) {
		if (label < 1 || label > MAX_LABEL) throw new IllegalArgumentException("Label " + label +
			" cannot be used; labels go from 1 to " + MAX_LABEL + " (0 is the background).");
	}
}
