package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Volume;

import java.util.Arrays;
import java.util.List;

/**
 * Voxel values inside an object, in the units of the volume. Voxels that are not a
 * number are left out; without any other, everything is NaN.
 *
 * @param mean arithmetic mean
 * @param standardDeviation of the sample, divided by n - 1 as in ImageJ; 0 for a
 *          single voxel
 * @param min smallest value
 * @param max largest value
 */
public record Intensities(double mean, double standardDeviation, double min, double max) {

	/**
	 * Measures objects whose masks lie on XY slices. Each slice is read once.
	 *
	 * @return one for each object, in their order
	 */
	public static List<Intensities> of(final List<LabelObject> objects, final Volume volume) {
		final Sum[] sums = new Sum[objects.size()];
		Arrays.setAll(sums, i -> new Sum());
		for (int z = 0; z < volume.depth(); z++) {
			float[] values = null;
			for (int i = 0; i < sums.length; i++) {
				final Mask mask = objects.get(i).mask(z);
				if (mask.isEmpty()) continue;
				if (values == null) values = volume.slice(z);
				sums[i].add(mask, values, volume.width());
			}
		}
		return Arrays.stream(sums).map(Sum::result).toList();
	}

	/** Running mean and squared deviation (Welford), which do not lose digits on large values. */
	private static final class Sum {

		private long n;
		private double mean, squares, min = Double.POSITIVE_INFINITY, max = Double.NEGATIVE_INFINITY;

		void add(final Mask mask, final float[] values, final int width) {
			mask.forEach((x, y) -> add(values[y * width + x]));
		}

		private void add(final double value) {
			if (Double.isNaN(value)) return;
			n++;
			final double delta = value - mean;
			mean += delta / n;
			squares += delta * (value - mean);
			min = Math.min(min, value);
			max = Math.max(max, value);
		}

		Intensities result() {
			if (n == 0) return new Intensities(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
			return new Intensities(mean, n == 1 ? 0 : Math.sqrt(squares / (n - 1)), min, max);
		}
	}
}
