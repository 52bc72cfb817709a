package io.github.volumesam.evaluate;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.DistanceTransform;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far the surfaces of two objects lie apart. The surface of an object is the
 * set of its voxels with at least one of the six face neighbours outside;
 * everything beyond the edge of the image is outside. Distances run between voxel
 * centres, in calibrated units.
 */
final class SurfaceDistances {

	/** Distances are held as floats; one that is equal to the tolerance shall count as within. */
	private static final double ROUNDING = 1 + 1e-6;

	private final double[] fromPredicted;
	private final double[] fromTruth;

	/**
	 * @throws IllegalArgumentException if one object is empty, or both together span
	 *           too many voxels
	 */
	SurfaceDistances(final LabelObject predicted, final LabelObject truth, final Calibration calibration) {
		if (predicted.isEmpty() || truth.isEmpty()) throw new IllegalArgumentException("An empty object has no surface");
		final SortedMap<Integer, Mask> predictedSurface = surface(predicted);
		final SortedMap<Integer, Mask> trueSurface = surface(truth);
		final Crop crop = Crop.around(predicted, truth);
		fromPredicted = crop.distances(predictedSurface, trueSurface, calibration);
		fromTruth = crop.distances(trueSurface, predictedSurface, calibration);
	}

	/** Voxels with a face neighbour outside, by slice. */
	static SortedMap<Integer, Mask> surface(final LabelObject object) {
		final SortedMap<Integer, Mask> surface = new TreeMap<>();
		object.masks().forEach((z, mask) -> {
			final Mask above = object.mask(z - 1), below = object.mask(z + 1);
			surface.put(z, mask.where((x, y) -> !(mask.contains(x - 1, y) && mask.contains(x + 1, y) && //
				mask.contains(x, y - 1) && mask.contains(x, y + 1) && above.contains(x, y) && below.contains(x, y))));
		});
		return surface;
	}

	/** The share of both surfaces that lies within {@code tolerance} of the other. */
	double dice(final double tolerance) {
		return (double) (within(fromPredicted, tolerance) + within(fromTruth, tolerance)) / //
			(fromPredicted.length + fromTruth.length);
	}

	/** The larger of the two directed 95th percentiles. */
	double hausdorff95() {
		return Math.max(percentile95(fromPredicted), percentile95(fromTruth));
	}

	private static long within(final double[] distances, final double tolerance) {
		return Arrays.stream(distances).filter(d -> d <= tolerance * ROUNDING).count();
	}

	/** Interpolated linearly between the neighbouring ranks, as NumPy does. */
	private static double percentile95(final double[] distances) {
		final double[] sorted = distances.clone();
		Arrays.sort(sorted);
		final double rank = 0.95 * (sorted.length - 1);
		final int below = (int) rank;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
	}

	/** The bounding box of two objects: all that the distances depend on. */
	private record Crop(int x, int y, int z, int width, int height, int depth) {

		static Crop around(final LabelObject a, final LabelObject b) {
			int x0 = Integer.MAX_VALUE, y0 = Integer.MAX_VALUE, x1 = Integer.MIN_VALUE, y1 = Integer.MIN_VALUE;
			for (final LabelObject object : new LabelObject[] { a, b }) {
				for (final Mask mask : object.masks().values()) {
					x0 = Math.min(x0, mask.minX());
					y0 = Math.min(y0, mask.minY());
					x1 = Math.max(x1, mask.maxX());
					y1 = Math.max(y1, mask.maxY());
				}
			}
			final int z0 = Math.min(a.masks().firstKey(), b.masks().firstKey());
			final int z1 = Math.max(a.masks().lastKey(), b.masks().lastKey());
			final Crop crop = new Crop(x0, y0, z0, x1 - x0 + 1, y1 - y0 + 1, z1 - z0 + 1);
			if ((double) crop.width * crop.height * crop.depth > Integer.MAX_VALUE - 8) throw new IllegalArgumentException(
				"Object " + b.label() + " spans " + crop.width + " x " + crop.height + " x " + crop.depth +
					" voxels, too many to measure distances between surfaces. Crop both label images or scale them down.");
			return crop;
		}

		/** Distance of every voxel of {@code from} to the nearest one of {@code to}. */
		double[] distances(final SortedMap<Integer, Mask> from, final SortedMap<Integer, Mask> to,
			final Calibration calibration)
		{
			final boolean[] set = new boolean[width * height * depth];
			to.forEach((slice, mask) -> mask.forEach((i, j) -> set[index(i, j, slice)] = true));
			final float[] squared = DistanceTransform.squared(set, width, height, depth, calibration.voxelWidth(),
				calibration.voxelHeight(), calibration.voxelDepth());
			final double[] distances = new double[from.values().stream().mapToInt(Mask::area).sum()];
			final int[] n = new int[1];
			from.forEach((slice, mask) -> mask.forEach((i, j) -> distances[n[0]++] = Math.sqrt(squared[index(i, j, slice)])));
			return distances;
		}

		private int index(final int i, final int j, final int slice) {
			return ((slice - z) * height + j - y) * width + i - x;
		}
	}
}
