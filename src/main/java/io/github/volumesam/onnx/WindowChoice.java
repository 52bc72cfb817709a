package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelDescriptor.WindowHint;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.List;

/**
 * Chooses the part of a slice that a model is shown. The same question always gets
 * the same window, so windows can be shared.
 *
 * @param hint how large a window around an object is
 * @param size pixels along the longest side that the model sees
 * @param aspect width over height of a pixel; "square" is meant in the specimen
 * @param sliceWidth in pixels
 * @param sliceHeight in pixels
 */
record WindowChoice(WindowHint hint, int size, double aspect, int sliceWidth, int sliceHeight) {

	/** A ladder for a click ends where windows become smaller than this, in slice pixels. */
	private static final double SMALLEST_LOOK = 24;

	/** A square centred on a box, larger by the model's factor. */
	Window around(final Box box) {
		return square(box.centerX(), box.centerY(), Math.max(hint.minSide(), hint.factor() * Math.max(box.width(), box
			.height() / aspect)));
	}

	/**
	 * Windows to try where only points are known: the whole slice, then squares
	 * around the points, each half as large as the one before.
	 */
	List<Window> ladder(final List<Point> points) {
		double x = 0, y = 0, spread = 0;
		for (final Point point : points) {
			x += point.x() / points.size();
			y += point.y() / points.size();
		}
		for (final Point point : points)
			spread = Math.max(spread, 2 * Math.max(Math.abs(point.x() - x), Math.abs(point.y() - y) / aspect));
		final double whole = Math.max(sliceWidth, sliceHeight / aspect);
		final List<Window> windows = new ArrayList<>();
		windows.add(square(sliceWidth / 2.0, sliceHeight / 2.0, whole));
		for (double side = whole / 2; side >= SMALLEST_LOOK && side >= hint.factor() * spread; side /= 2)
			windows.add(square(x, y, side));
		return windows;
	}

	/**
	 * The tile for a region: tiles of level k have sides of the model's size times
	 * 2^k and overlap by half; chosen is the lowest level at which a tile holds the
	 * region and an eighth of a tile around it (or up to the edge of the slice), and
	 * there the tile whose centre is nearest, then the first. The last level is the
	 * whole slice.
	 *
	 * @param x0 left edge of the region
	 * @param y0 top edge
	 * @param x1 right edge
	 * @param y1 bottom edge
	 */
	Window tile(final double x0, final double y0, final double x1, final double y1) {
		for (long side = size; side < Math.max(sliceWidth, sliceHeight); side *= 2) {
			final int[] columns = span(x0, x1, side, sliceWidth);
			final int[] rows = span(y0, y1, side, sliceHeight);
			if (columns != null && rows != null) return new Window(columns[0], rows[0], columns[1], rows[1]);
		}
		return Window.whole(sliceWidth, sliceHeight);
	}

	/** Start and extent of the tile along one axis, or null if none holds the region. */
	private static int[] span(final double from, final double to, final long side, final int limit) {
		if (side >= limit) return new int[] { 0, limit };
		final double halo = side / 8.0;
		final double lo = Math.max(0, from - halo), hi = Math.min(limit, to + halo);
		final double center = (from + to) / 2;
		int best = -1;
		double nearest = Double.POSITIVE_INFINITY;
		for (long step = 0;; step++) {
			final int start = (int) Math.min(step * side / 2, limit - side);
			final double distance = Math.abs(start + side / 2.0 - center);
			if (start <= lo && start + side >= hi && distance < nearest) {
				best = start;
				nearest = distance;
			}
			if (start == limit - side) break;
		}
		return best < 0 ? null : new int[] { best, (int) side };
	}

	private Window square(final double x, final double y, final double side) {
		return new Window(x - side / 2, y - side * aspect / 2, side, side * aspect);
	}
}
