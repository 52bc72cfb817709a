package io.github.volumesam.session;

import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.prompt.Mask;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which pixels of a slice belong to which class, by a model's maps. */
public final class ClassMasks {

	private ClassMasks() {}

	/**
	 * The pixels of every class that has any, by label. Maps are bilinear between the
	 * centres of their cells.
	 *
	 * @param maps one for every class, the background first, of which the largest counts
	 *          (of equal ones the first); or a single one, of which what is above 0 is
	 *          label 1
	 */
	public static SortedMap<Integer, Mask> of(final List<LogitMap> maps, final int width, final int height) {
		final int[] labels = new int[width * height];
		final boolean[] seen = new boolean[Math.max(2, maps.size())];
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++) {
				labels[i] = label(maps, x + 0.5, y + 0.5);
				seen[labels[i]] = true;
			}
		final SortedMap<Integer, Mask> masks = new TreeMap<>();
		for (int label = 1; label < seen.length; label++) {
			final int wanted = label;
			if (seen[label]) masks.put(label, Mask.of(0, 0, width, height, (x, y) -> labels[y * width + x] == wanted));
		}
		return masks;
	}

	private static int label(final List<LogitMap> maps, final double x, final double y) {
		if (maps.size() == 1) return maps.get(0).at(x, y) > 0 ? 1 : 0;
		int best = 0;
		double highest = maps.get(0).at(x, y);
		for (int label = 1; label < maps.size(); label++) {
			final double value = maps.get(label).at(x, y);
			if (value > highest) {
				best = label;
				highest = value;
			}
		}
		return best;
	}
}
