package io.github.volumesam.propagate;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Prompt;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user has said of one object: a prompt on one or several slices, and
 * the slices between which it may be looked for.
 *
 * @param label id of the object in the label image
 * @param prompts a prompt by key slice (from 0); at least one
 * @param first first slice that may hold the object (from 0)
 * @param last last slice that may hold the object (from 0, inclusive)
 */
public record KeySlices(int label, SortedMap<Integer, Prompt> prompts, int first, int last) {

	/**
	 * @throws IllegalArgumentException if there is no key slice, the range is empty
	 *           or a key slice lies outside it
	 */
	public KeySlices {
		LabelObject.checkLabel(label);
		if (prompts.isEmpty()) throw new IllegalArgumentException("Object " + label + " has no prompt.");
		prompts = Collections.unmodifiableSortedMap(new TreeMap<>(prompts));
		if (first > last) throw new IllegalArgumentException("Object " + label + ": the first slice " + (first + 1) +
			" lies behind the last slice " + (last + 1) + ".");
		if (prompts.firstKey() < first || prompts.lastKey() > last) throw new IllegalArgumentException("Object " + label +
			" has a prompt on slice " + ((prompts.firstKey() < first ? prompts.firstKey() : prompts.lastKey()) + 1) +
			", outside the slices " + (first + 1) + " to " + (last + 1) + " that it may be on.");
	}

	/** An object that may be on any slice of a volume. */
	public static KeySlices of(final int label, final SortedMap<Integer, Prompt> prompts, final int depth) {
		return new KeySlices(label, prompts, 0, depth - 1);
	}

	/** A painted object: each of its masks is the prompt of its slice. */
	public static KeySlices painted(final LabelObject object, final int depth) {
		final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
		object.masks().forEach((z, mask) -> prompts.put(z, Prompt.mask(mask)));
		return of(object.label(), prompts, depth);
	}

	/**
	 * The same prompts with other limits.
	 *
	 * @throws IllegalArgumentException if a key slice lies outside them
	 */
	public KeySlices within(final SliceRange range) {
		return new KeySlices(label, prompts, range.first(), range.last());
	}
}
