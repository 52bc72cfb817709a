package io.github.volumesam.prompt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The connected parts of a mask and of its background. The object is 8-connected
 * and the background 4-connected, the usual pair: a closed diagonal line has an
 * inside.
 */
public final class MaskComponents {

	private MaskComponents() {}

	/**
	 * The 8-connected components of a mask, the largest first; of equally large
	 * ones the one whose first row, then first column is met first.
	 *
	 * @return an empty list for an empty mask
	 */
	public static List<Mask> of(final Mask mask) {
		final Runs runs = runsOf(mask);
		final DisjointSets sets = runs.connected(true);
		final Map<Integer, Runs> parts = new TreeMap<>();
		for (int i = 0; i < runs.size(); i++)
			parts.computeIfAbsent(sets.find(i), root -> new Runs()).add(runs.y(i), runs.from(i), runs.to(i));
		if (parts.size() == 1) return List.of(mask);
		final List<Mask> masks = new ArrayList<>();
		parts.values().forEach(part -> masks.add(Mask.of(part)));
		masks.sort(Comparator.comparingInt(Mask::area).reversed());
		return masks;
	}

	/**
	 * The mask with its holes: background that cannot be reached from outside in
	 * steps to the left, right, up or down.
	 */
	public static Mask fillHoles(final Mask mask) {
		if (mask.isEmpty()) return mask;
		final Runs background = backgroundOf(mask);
		final DisjointSets sets = background.connected(false);
		final Runs holes = new Runs();
		for (int i = 0; i < background.size(); i++)
			if (sets.find(i) != 0) holes.add(background.y(i), background.from(i), background.to(i));
		return holes.size() == 0 ? mask : mask.or(Mask.of(holes));
	}

	private static Runs runsOf(final Mask mask) {
		final Runs runs = new Runs();
		mask.forEachRun(runs::add);
		return runs;
	}

	/** What is not in the mask, in its tight box and one pixel around; run 0 is outside. */
	private static Runs backgroundOf(final Mask mask) {
		final Runs runs = runsOf(mask);
		final Runs background = new Runs();
		final int left = mask.minX() - 1, right = mask.maxX() + 2;
		int i = 0;
		for (int y = mask.minY() - 1; y <= mask.maxY() + 1; y++) {
			int x = left;
			for (; i < runs.size() && runs.y(i) == y; i++) {
				if (runs.from(i) > x) background.add(y, x, runs.from(i));
				x = runs.to(i);
			}
			background.add(y, x, right);
		}
		return background;
	}
}
