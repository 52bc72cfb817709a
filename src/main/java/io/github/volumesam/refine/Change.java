package io.github.volumesam.refine;

import io.github.volumesam.prompt.Mask;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a model has said about one object: new masks by slice, before neighbours are respected. */
final class Change {

	/** The new masks. */
	final SortedMap<Integer, Mask> masks = new TreeMap<>();
	/** How sure the model is of each. */
	final Map<Integer, Double> scores = new HashMap<>();
	/** How many masks stayed as they were, because the model saw something else. */
	int kept;
	/** Why the object was followed no further; empty if it was not followed. */
	String lowerEnd = "", upperEnd = "";

	void put(final int z, final Mask mask, final double score) {
		masks.put(z, mask);
		scores.put(z, score);
	}
}
