package io.github.volumesam.prompt;

import io.github.volumesam.volume.DistanceTransform;

import java.util.ArrayList;
import java.util.List;

/**
 * Points derived from a mask: where it is deepest, and where its surroundings are
 * farthest from it (the distance-transform points of micro-sam, peers.md §4.1 C).
 */
public final class PromptPoints {

	private PromptPoints() {}

	/**
	 * Up to {@code count} points inside a mask. The first is its deepest pixel; each
	 * further one is the deepest pixel that keeps away from those before it by at
	 * least their depth.
	 *
	 * @return at least one point, positive
	 * @throws IllegalArgumentException if the mask is empty
	 */
	public static List<Point> inside(final Mask mask, final int count) {
		final Box box = mask.isEmpty() ? null : mask.box();
		if (box == null) throw new IllegalArgumentException("An empty mask has no point inside.");
		// One pixel around it, so that pixels on the edge of the box are next to the outside.
		return deepest(mask, (int) box.x() - 1, (int) box.y() - 1, (int) box.width() + 2, (int) box.height() + 2, count,
			true);
	}

	/**
	 * Up to {@code count} points around a mask, inside its box grown by
	 * {@code margin} pixels and at least two pixels off the mask.
	 *
	 * @return the points, negative; none where the mask fills the grown box
	 * @throws IllegalArgumentException if the mask is empty
	 */
	public static List<Point> outside(final Mask mask, final double margin, final int count) {
		if (mask.isEmpty()) throw new IllegalArgumentException("An empty mask has no point around it.");
		final int m = (int) Math.ceil(margin);
		final Box box = mask.box().grow(m);
		return deepest(mask, (int) box.x(), (int) box.y(), (int) box.width(), (int) box.height(), count, false);
	}

	private static List<Point> deepest(final Mask mask, final int x0, final int y0, final int width, final int height,
		final int count, final boolean inside)
	{
		final boolean[] opposite = new boolean[width * height];
		for (int i = 0; i < opposite.length; i++)
			opposite[i] = mask.contains(x0 + i % width, y0 + i / width) != inside;
		final float[] depth = DistanceTransform.squared(opposite, width, height, 1, 1);
		final List<Point> points = new ArrayList<>();
		while (points.size() < count) {
			int best = -1;
			for (int i = 0; i < depth.length; i++)
				if (depth[i] > (best < 0 ? inside ? 0 : 3 : depth[best])) best = i;
			if (best < 0) break;
			final int bx = best % width, by = best / width;
			points.add(new Point(x0 + bx + 0.5, y0 + by + 0.5, inside));
			final float radius = depth[best];
			for (int i = 0; i < depth.length; i++) {
				final int dx = i % width - bx, dy = i / width - by;
				if (dx * dx + dy * dy <= radius) depth[i] = 0;
			}
		}
		return points;
	}
}
