package io.github.volumesam.volume;

import java.util.Arrays;

/**
 * The sorted finite values of a volume, or of an evenly spread sample of a large
 * one (at most 64 slices and four million voxels).
 */
final class VolumeStatistics {

	private static final int MAX_SLICES = 64;
	private static final int MAX_VOXELS = 1 << 22;

	private final float[] sorted;

	private VolumeStatistics(final float[] sorted) {
		this.sorted = sorted;
	}

	/**
	 * @param positive whether to leave out values of 0 and below
	 */
	static VolumeStatistics sample(final Volume volume, final boolean positive) {
		final long plane = (long) volume.width() * volume.height();
		final boolean whole = plane * volume.depth() <= MAX_VOXELS;
		final int slices = whole ? volume.depth() : Math.min(volume.depth(), MAX_SLICES);
		final int step = whole ? 1 : (int) Math.max(1, (plane * slices + MAX_VOXELS - 1) / MAX_VOXELS);
		float[] values = new float[1024];
		int n = 0;
		for (int i = 0; i < slices; i++) {
			final float[] pixels = volume.slice((int) ((2L * i + 1) * volume.depth() / (2L * slices)));
			for (int k = i % step; k < pixels.length; k += step) {
				final float value = pixels[k];
				if (!Float.isFinite(value) || positive && value <= 0) continue;
				if (n == values.length) values = Arrays.copyOf(values, 2 * n);
				values[n++] = value;
			}
		}
		values = Arrays.copyOf(values, n);
		Arrays.parallelSort(values);
		return new VolumeStatistics(values);
	}

	/** The mapping from the smallest to the largest finite value of all voxels. */
	static IntensityMapping range(final Volume volume) {
		float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
		for (int z = 0; z < volume.depth(); z++) {
			for (final float value : volume.slice(z)) {
				if (!Float.isFinite(value)) continue;
				low = Math.min(low, value);
				high = Math.max(high, value);
			}
		}
		return low <= high ? new IntensityMapping(low, high, false) : new IntensityMapping(0, 0, false);
	}

	/**
	 * The mapping between two percentiles. Where they fall together (a few bright
	 * specks on black) the whole range of values is taken.
	 */
	IntensityMapping percentiles(final double low, final double high, final boolean zeroStaysZero) {
		if (sorted.length == 0) return new IntensityMapping(0, 0, zeroStaysZero);
		double from = percentile(low), to = percentile(high);
		if (!(to > from)) {
			from = sorted[0];
			to = sorted[sorted.length - 1];
		}
		return new IntensityMapping(from, to, zeroStaysZero);
	}

	/** Linear interpolation between the neighbouring ranks, as NumPy does it. */
	private double percentile(final double percent) {
		final double rank = percent / 100 * (sorted.length - 1);
		final int below = (int) Math.floor(rank);
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (rank - below) * (sorted[above] - (double) sorted[below]);
	}
}
