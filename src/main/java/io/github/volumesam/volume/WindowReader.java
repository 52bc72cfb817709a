package io.github.volumesam.volume;

import java.util.Arrays;

/**
 * Shows a window of a slice at another size: reads it, maps its intensities to
 * 0…255 and resamples it bilinearly (half-pixel centres). Where the window is
 * reduced the filter widens with it, so nothing aliases; outside the slice the
 * border pixels are repeated.
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
	 * Reads {@code window} of slice {@code z} (from 0).
	 *
	 * @param width columns of the result
	 * @param height rows of the result
	 * @return values 0…255, row by row, {@code width * height} long
	 */
	public float[] read(final int z, final Window window, final int width, final int height) {
		final Taps columns = Taps.of(window.x(), window.width(), width, volume.width());
		final Taps rows = Taps.of(window.y(), window.height(), height, volume.height());
		final int w = columns.count, h = rows.count;
		final float[] source = new float[w * h];
		volume.read(z, columns.first, rows.first, w, h, source);
		mapping.apply(source, w * h);
		if (columns.identity && rows.identity) return source;
		final float[] narrow = columns.identity ? source : alongX(source, w, h, columns, width);
		return rows.identity ? narrow : alongY(narrow, width, rows, height);
	}

	private static float[] alongX(final float[] source, final int w, final int h, final Taps taps, final int width) {
		final float[] result = new float[width * h];
		for (int y = 0; y < h; y++) {
			final int row = y * w;
			for (int x = 0; x < width; x++) {
				final float[] weights = taps.weights[x];
				final int from = row + taps.from[x];
				float sum = 0;
				for (int k = 0; k < weights.length; k++)
					sum += weights[k] * source[from + k];
				result[y * width + x] = sum;
			}
		}
		return result;
	}

	private static float[] alongY(final float[] source, final int width, final Taps taps, final int height) {
		final float[] result = new float[width * height];
		for (int y = 0; y < height; y++) {
			final float[] weights = taps.weights[y];
			for (int k = 0; k < weights.length; k++) {
				final float weight = weights[k];
				final int from = (taps.from[y] + k) * width;
				for (int x = 0; x < width; x++)
					result[y * width + x] += weight * source[from + x];
			}
		}
		return result;
	}

	/** For every output position, which input positions count and how much. */
	private static final class Taps {

		private final int[] from;
		private final float[][] weights;
		private int first;
		private int count;
		private boolean identity;

		private Taps(final int size) {
			from = new int[size];
			weights = new float[size][];
		}

		static Taps of(final double start, final double length, final int size, final int limit) {
			final Taps taps = new Taps(size);
			final double scale = length / size;
			final double support = Math.max(1, scale);
			int lowest = Integer.MAX_VALUE, highest = Integer.MIN_VALUE;
			boolean identity = true;
			for (int i = 0; i < size; i++) {
				final double center = start + (i + 0.5) * scale - 0.5;
				final int a = (int) Math.floor(center - support) + 1, b = (int) Math.ceil(center + support) - 1;
				final int lo = clamp(a, limit), hi = clamp(b, limit);
				final double[] weight = new double[hi - lo + 1];
				double sum = 0;
				for (int k = a; k <= b; k++) {
					final double w = 1 - Math.abs(k - center) / support;
					weight[clamp(k, limit) - lo] += w;
					sum += w;
				}
				taps.from[i] = lo;
				taps.weights[i] = new float[weight.length];
				for (int k = 0; k < weight.length; k++)
					taps.weights[i][k] = (float) (weight[k] / sum);
				lowest = Math.min(lowest, lo);
				highest = Math.max(highest, hi);
				identity &= weight.length == 1 && lo == taps.from[0] + i;
			}
			taps.first = lowest;
			taps.count = highest - lowest + 1;
			taps.identity = identity && taps.count == size;
			final int shift = lowest;
			Arrays.setAll(taps.from, i -> taps.from[i] - shift);
			return taps;
		}

		private static int clamp(final int position, final int limit) {
			return Math.max(0, Math.min(limit - 1, position));
		}
	}
}
