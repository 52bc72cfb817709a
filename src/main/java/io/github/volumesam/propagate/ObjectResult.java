package io.github.volumesam.propagate;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One object followed through the volume.
 *
 * @param label id in the label image
 * @param slices what was found, by slice (from 0); slices without the object are
 *          missing
 * @param lowerEnd why it was not followed below its first slice
 * @param upperEnd why it was not followed above its last slice
 */
public record ObjectResult(int label, SortedMap<Integer, SliceResult> slices, EndReason lowerEnd, EndReason upperEnd) {

	public ObjectResult {
		slices = Collections.unmodifiableSortedMap(new TreeMap<>(slices));
	}

	/** The masks alone. */
	public LabelObject toLabelObject() {
		final SortedMap<Integer, Mask> masks = new TreeMap<>();
		final Map<Integer, Double> scores = new HashMap<>();
		slices.forEach((z, slice) -> {
			masks.put(z, slice.mask());
			scores.put(z, slice.predictedIou());
		});
		return new LabelObject(label, masks, scores);
	}
}
