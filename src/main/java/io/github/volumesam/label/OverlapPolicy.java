package io.github.volumesam.label;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Which object a voxel goes to that several objects claim. */
public enum OverlapPolicy {
		/**
		 * The one with the higher predicted IoU on that slice; of equals the lower
		 * label. An unknown score loses. Objects replace existing labels.
		 */
		HIGHEST_SCORE,
		/**
		 * Voxels labelled in the existing label image stay as they are; the rest goes
		 * to the highest score.
		 */
		KEEP_EXISTING,
		/** The one that comes first in the list. Objects replace existing labels. */
		FIRST;

	/** Sorts objects so that each yields to those behind it on slice {@code z}. */
	void sortWeakestFirst(final List<LabelObject> objects, final int z) {
		if (this == FIRST) Collections.reverse(objects);
		else objects.sort(Comparator.comparingDouble((final LabelObject object) -> strength(object, z)) //
			.thenComparing(LabelObject::label, Comparator.reverseOrder()));
	}

	private static double strength(final LabelObject object, final int z) {
		final double score = object.score(z);
		return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
	}
}
