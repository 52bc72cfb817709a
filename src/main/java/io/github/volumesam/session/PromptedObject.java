package io.github.volumesam.session;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An object's prompts as they stand in a session; slices from 1.
 *
 * @param label id in the label image
 * @param first first slice that it may be on
 * @param last last slice that it may be on (inclusive)
 */
record PromptedObject(int label, int first, int last, List<PromptedSlice> prompts) {

	/** What was said on one slice; what was not said is missing. */
	record PromptedSlice(int slice, Box box, List<Point> points, Runs mask) {
	}

	/**
	 * A mask as run lengths: in its bounding box, row by row, how many pixels are
	 * outside, then inside, then outside, and so on.
	 */
	record Runs(int x, int y, int width, int height, List<Integer> runs) {

		static Runs of(final Mask mask) {
			final int x0 = mask.minX(), y0 = mask.minY();
			final int w = mask.maxX() - x0 + 1, h = mask.maxY() - y0 + 1;
			final List<Integer> runs = new ArrayList<>();
			boolean inside = false;
			int length = 0;
			for (int i = 0; i < w * h; i++) {
				if (mask.contains(x0 + i % w, y0 + i / w) != inside) {
					runs.add(length);
					inside = !inside;
					length = 0;
				}
				length++;
			}
			runs.add(length);
			return new Runs(x0, y0, w, h, runs);
		}

		Mask mask() {
			final boolean[] pixels = new boolean[width * height];
			int i = 0;
			boolean inside = false;
			for (final int run : runs) {
				if (run < 0 || i + run > pixels.length) throw new IllegalArgumentException(
					"A mask in the session is damaged: its runs do not fit " + width + " x " + height + " pixels.");
				for (int k = 0; k < run; k++)
					pixels[i++] = inside;
				inside = !inside;
			}
			return Mask.of(x, y, width, height, (u, v) -> pixels[(v - y) * width + u - x]);
		}
	}

	static PromptedObject of(final KeySlices object) {
		final List<PromptedSlice> prompts = new ArrayList<>();
		object.prompts().forEach((z, prompt) -> prompts.add(new PromptedSlice(z + 1, prompt.box().orElse(null), prompt
			.points().isEmpty() ? null : prompt.points(), prompt.mask().map(Runs::of).orElse(null))));
		return new PromptedObject(object.label(), object.first() + 1, object.last() + 1, prompts);
	}

	KeySlices keySlices() {
		final SortedMap<Integer, Prompt> map = new TreeMap<>();
		for (final PromptedSlice p : prompts)
			map.put(p.slice - 1, new Prompt(Optional.ofNullable(p.box), p.points == null ? List.of() : p.points, Optional
				.ofNullable(p.mask).map(Runs::mask)));
		return new KeySlices(label, map, first - 1, last - 1);
	}
}
