package io.github.volumesam.volume;

import java.util.Arrays;

/**
 * Shows a window of a slice at another size: reads it, maps its intensities to
 * 0…255 and resamples it (half-pixel centres). A window that reaches over the edge
 * of the slice sees the border pixels repeated; in any other, what would lie outside
 * the slice does not count, as where an image library resizes a whole image.
 */
public final class WindowReader {

	private final Volume volume;
	private final IntensityMapping mapping;

	public WindowReader(final Volume volume, final IntensityMapping mapping) {
		this.volume = volume;
		this.mapping = mapping;
	}

	public Volume volume() {
		return volume;
	}

	public IntensityMapping mapping() {
		return mapping;
	}

	/**
	 * Reads {@code window} of slice {@code z} (from 0), bilinearly.
	 *
	 * @param width columns of the result
	 * @param height rows of the result
	 * @return values 0…255, row by row, {@code width * height} long
	 */
	public float[] read(final int z, final Window window, final int width, final int height) {
		return read(z, window, width, height, Filter.BILINEAR);
	}

	/**
	 * Reads {@code window} of slice {@code z} (from 0).
	 *
	 * @param width columns of the result
	 * @param height rows of the result
	 * @return values 0…255 (a little beyond with a filter that overshoots), row by
	 *         row, {@code width * height} long
	 */
	public float[] read(final int z, final Window window, final int width, final int height, final Filter filter) {
		final Taps columns = new Taps(window.x(), window.width(), width, volume.width(), filter);
		final Taps rows = new Taps(window.y(), window.height(), height, volume.height(), filter);
		final int w = columns.count, h = rows.count;
		final float[] source = new float[w * h];
		volume.read(z, columns.first, rows.first, w, h, source);
		mapping.apply(source, w * h);
		// Along x costs more for each value, so that is done where fewer rows are left.
		if (height < h) return alongX(alongY(source, w, rows, height), w, height, columns, width);
		return alongY(alongX(source, w, h, columns, width), width, rows, height);
	}

	private static float[] alongX(final float[] source, final int w, final int h, final Taps taps, final int width) {
		if (taps.identity) return source;
		final float[] result = new float[width * h];
		final int[] from = taps.from;
		final float[] weights = taps.weights;
		for (int y = 0; y < h; y++) {
			for (int k = 0; k < taps.perOutput; k++) {
				final int in = y * w + k, out = y * width, tap = k * width;
				for (int x = 0; x < width; x++)
					result[out + x] += weights[tap + x] * source[in + from[x]];
			}
		}
		return result;
	}

	private static float[] alongY(final float[] source, final int width, final Taps taps, final int height) {
		if (taps.identity) return source;
		final float[] result = new float[width * height];
		for (int y = 0; y < height; y++) {
			for (int k = 0; k < taps.perOutput; k++) {
				final int in = (taps.from[y] + k) * width, out = y * width;
				final float weight = taps.weights[k * height + y];
				for (int x = 0; x < width; x++)
					result[out + x] += weight * source[in + x];
			}
		}
		return result;
	}

	/** For every output position, which input positions count and how much. */
	private static final class Taps {

		/** Input positions that count for one output position. */
		private final int perOutput;
		/** The first of them, from {@link #first} on. */
		private final int[] from;
		/** The first weight of every output position, then the second of every one, and so on. */
		private final float[] weights;
		/** The input positions that are needed at all. */
		private final int first, count;
		/** Whether nothing has to be resampled. */
		private final boolean identity;

		/**
		 * @param start where the outputs begin, in input positions
		 * @param length input positions that they cover
		 * @param size number of outputs
		 * @param limit number of input positions there are
		 */
		Taps(final double start, final double length, final int size, final int limit, final Filter filter) {
			final double scale = length / size;
			final double support = filter.support(scale);
			final boolean over = start < 0 || start + length > limit;
			final int reach = (int) Math.ceil(2 * support);
			perOutput = Math.min(limit, reach);
			from = new int[size];
			weights = new float[perOutput * size];
			identity = scale == 1 && start == Math.rint(start) && start >= 0 && start + size <= limit;
			final double[] weight = new double[perOutput];
			for (int i = 0; i < size; i++) {
				final double center = filter == Filter.NEAREST ? Math.floor(start + i * scale) : start + (i + 0.5) * scale - 0.5;
				final int a = (int) Math.floor(center - support) + 1;
				from[i] = Math.max(0, Math.min(limit - perOutput, a));
				double sum = 0;
				Arrays.fill(weight, 0);
				for (int k = a; k < a + reach; k++) {
					if (!over && (k < 0 || k >= limit)) continue;
					final double w = filter.weight(k - center, scale);
					weight[Math.max(0, Math.min(limit - 1, k)) - from[i]] += w;
					sum += w;
				}
				for (int k = 0; k < perOutput; k++)
					weights[k * size + i] = (float) (weight[k] / sum);
			}
			first = identity ? (int) start : from[0];
			count = identity ? size : from[size - 1] + perOutput - first;
			for (int i = 0; i < size; i++)
				from[i] -= first;
		}
	}
}
