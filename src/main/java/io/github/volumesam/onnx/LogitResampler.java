package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Runs;

import java.util.Arrays;

/**
 * Turns low-resolution logits into a mask on the slice (models.md A1, A5): up to the
 * model's square and from there, without the padding, to the window, both bilinearly
 * with half-pixel centres, as SAM's own exports do in the graph; or in one step. Only
 * the part that can be inside is computed.
 */
final class LogitResampler {

	private LogitResampler() {}

	/**
	 * @param logits row by row, {@code gridWidth * gridHeight}, covering the square;
	 *          above 0 is inside
	 * @param twice whether to go by way of the model's pixels
	 * @param width of the slice
	 * @param height of the slice
	 */
	static Mask mask(final float[] logits, final int gridWidth, final int gridHeight, final ModelFrame frame,
		final boolean twice, final int width, final int height)
	{
		int left = gridWidth, right = -1, top = gridHeight, bottom = -1;
		for (int j = 0; j < gridHeight; j++) {
			final int row = j * gridWidth;
			int i = 0;
			while (i < gridWidth && !(logits[row + i] > 0))
				i++;
			if (i == gridWidth) continue;
			left = Math.min(left, i);
			top = Math.min(top, j);
			bottom = j;
			i = gridWidth - 1;
			while (!(logits[row + i] > 0))
				i--;
			right = Math.max(right, i);
		}
		if (right < 0) return Mask.EMPTY;

		// A positive cell reaches half a cell beyond its neighbours' centres; one more is safe.
		final double cellX = (double) frame.size() / gridWidth, cellY = (double) frame.size() / gridHeight;
		final double wx = frame.window().x(), wy = frame.window().y();
		final int x0 = first(Math.max(wx, frame.sliceX((left - 2) * cellX)));
		final int x1 = Math.min(width, last(Math.min(frame.window().right(), frame.sliceX((right + 3) * cellX))));
		final int y0 = first(Math.max(wy, frame.sliceY((top - 2) * cellY)));
		final int y1 = Math.min(height, last(Math.min(frame.window().bottom(), frame.sliceY((bottom + 3) * cellY))));
		final int w = x1 - x0, h = y1 - y0;
		if (w <= 0 || h <= 0) return Mask.EMPTY;

		final Taps columns = new Taps(x0, w, wx, frame.window().width(), frame.width(), frame.size(), gridWidth, twice);
		final Taps rows = new Taps(y0, h, wy, frame.window().height(), frame.height(), frame.size(), gridHeight, twice);
		final Runs inside = new Runs();
		// Cells to the right of the grid repeat its border.
		final float[] line = new float[gridWidth + Taps.WIDTH - 1];
		final int from = columns.from[0], to = Math.min(gridWidth, columns.from[w - 1] + Taps.WIDTH);
		for (int y = 0; y < h; y++) {
			if (!combine(logits, gridWidth, gridHeight, rows, y, from, to, line)) continue;
			Arrays.fill(line, gridWidth, line.length, line[gridWidth - 1]);
			threshold(line, columns, w, x0, y0 + y, inside);
		}
		return Mask.of(inside);
	}

	/**
	 * The logits along one row of pixels, at the columns of the grid.
	 *
	 * @return whether any is positive
	 */
	private static boolean combine(final float[] logits, final int gridWidth, final int gridHeight, final Taps rows,
		final int y, final int from, final int to, final float[] line)
	{
		final int last = (gridHeight - 1) * gridWidth;
		final int a = rows.from[y] * gridWidth;
		final int b = Math.min(last, a + gridWidth), c = Math.min(last, b + gridWidth);
		final float p = rows.weights[Taps.WIDTH * y], q = rows.weights[Taps.WIDTH * y + 1];
		final float r = rows.weights[Taps.WIDTH * y + 2];
		float highest = 0;
		for (int i = from; i < to; i++) {
			line[i] = p * logits[a + i] + q * logits[b + i] + r * logits[c + i];
			highest = Math.max(highest, line[i]);
		}
		return highest > 0;
	}

	/** Adds the pixels of one row that are above 0. Between cells of one sign nothing has to be computed. */
	private static void threshold(final float[] line, final Taps columns, final int count, final int x0, final int y,
		final Runs inside)
	{
		int start = -1;
		for (int x = 0, end; x < count; x = end) {
			final int i = columns.from[x];
			end = columns.end[x];
			final float a = line[i], b = line[i + 1], c = line[i + 2];
			if (a > 0 && b > 0 && c > 0) {
				if (start < 0) start = x;
			}
			else if (a > 0 || b > 0 || c > 0) {
				for (int k = x; k < end; k++) {
					final boolean positive = columns.weights[Taps.WIDTH * k] * a + columns.weights[Taps.WIDTH * k + 1] * b +
						columns.weights[Taps.WIDTH * k + 2] * c > 0;
					if (positive == start >= 0) continue;
					if (!positive) inside.add(y, x0 + start, x0 + k);
					start = positive ? k : -1;
				}
			}
			else if (start >= 0) {
				inside.add(y, x0 + start, x0 + x);
				start = -1;
			}
		}
		if (start >= 0) inside.add(y, x0 + start, x0 + count);
	}

	/** The first pixel whose centre is not left of a position. */
	private static int first(final double position) {
		return Math.max(0, (int) Math.ceil(position - 0.5));
	}

	/** The pixel behind the last whose centre is left of a position. */
	private static int last(final double position) {
		return (int) Math.ceil(position - 0.5);
	}

	/** For every pixel along one axis, the first grid cell that counts and the weights of it and those behind. */
	private static final class Taps {

		/** Two model pixels of two cells each lie in three neighbouring cells. */
		static final int WIDTH = 3;

		final int[] from;
		/** For every pixel, the one behind the last that starts at the same cell. */
		final int[] end;
		final float[] weights;

		/**
		 * @param first first pixel
		 * @param count number of pixels
		 * @param start left edge of the window
		 * @param length extent of the window
		 * @param model model pixels that the window fills
		 * @param size model pixels of the square
		 * @param grid cells of the square
		 * @param twice whether to go by way of the model's pixels
		 */
		Taps(final int first, final int count, final double start, final double length, final int model, final int size,
			final int grid, final boolean twice)
		{
			from = new int[count];
			end = new int[count];
			weights = new float[WIDTH * count];
			for (int p = 0; p < count; p++) {
				final double u = (first + p + 0.5 - start) * model / length;
				if (!twice) {
					final double cell = clamp(u * grid / size - 0.5, grid - 1);
					from[p] = (int) cell;
					weights[WIDTH * p] = (float) (1 - (cell - from[p]));
					weights[WIDTH * p + 1] = (float) (cell - from[p]);
					continue;
				}
				final double pixel = clamp(u - 0.5, model - 1);
				final int i = (int) pixel;
				final double b = pixel - i;
				final double near = clamp((i + 0.5) * grid / size - 0.5, grid - 1);
				final double far = clamp((Math.min(i + 1, model - 1) + 0.5) * grid / size - 0.5, grid - 1);
				final int base = (int) near;
				from[p] = base;
				add(p, base, near, 1 - b);
				add(p, base, far, b);
			}
			for (int p = count - 1; p >= 0; p--)
				end[p] = p + 1 < count && from[p + 1] == from[p] ? end[p + 1] : p + 1;
		}

		private void add(final int p, final int base, final double cell, final double weight) {
			final int i = (int) cell;
			weights[WIDTH * p + i - base] += (float) (weight * (1 - (cell - i)));
			if (i + 1 - base < WIDTH) weights[WIDTH * p + i + 1 - base] += (float) (weight * (cell - i));
		}

		private static double clamp(final double value, final int max) {
			return Math.max(0, Math.min(max, value));
		}
	}
}
