package io.github.volumesam.evaluate;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.Map;

/**
 * How well one object was found. Slices are counted from 0.
 *
 * @param label id in both label images
 * @param predictedVoxels number of voxels found; 0 if the object was missed
 * @param trueVoxels number of voxels in the truth
 * @param dice 2 · |P ∩ T| / (|P| + |T|); 0 if missed
 * @param iou |P ∩ T| / |P ∪ T|; 0 if missed
 * @param surfaceDice the share of the voxels of both surfaces that lie within the
 *          tolerance of the other surface (Nikolov et al., <i>J Med Internet Res</i>
 *          2021; voxels counted as in Metrics Reloaded's normalised surface
 *          distance); 0 if missed
 * @param hausdorff95 the larger of the two directed 95th percentiles of the
 *          distances between the surfaces, in calibrated units (the definition of
 *          Metrics Reloaded, Maier-Hein et al., <i>Nature Methods</i> 2024; percentiles
 *          interpolated as NumPy does); NaN if missed
 * @param firstSlice first slice found; -1 if missed
 * @param lastSlice last slice found; -1 if missed
 * @param trueFirstSlice first slice in the truth
 * @param trueLastSlice last slice in the truth
 * @param lowerEnd slices overshot (above 0) or undershot (below 0) at the first slice
 * @param upperEnd slices overshot (above 0) or undershot (below 0) at the last slice
 */
public record ObjectScore(int label, long predictedVoxels, long trueVoxels, double dice, double iou, double surfaceDice,
	double hausdorff95, int firstSlice, int lastSlice, int trueFirstSlice, int trueLastSlice, int lowerEnd, int upperEnd)
{

	/**
	 * Compares an object with the truth. A missed object is undershot by all of its
	 * slices, half of them at each end (of an odd number, the middle one at the
	 * upper).
	 *
	 * @param predicted what was found; an empty object if it was missed
	 * @param truth what should have been found
	 * @param calibration voxel size of both
	 * @param tolerance distance up to which surfaces agree, in calibrated units
	 * @throws IllegalArgumentException if the true object is empty, or the two span
	 *           more than 2^31 voxels
	 */
	public static ObjectScore of(final LabelObject predicted, final LabelObject truth, final Calibration calibration,
		final double tolerance)
	{
		if (truth.isEmpty()) throw new IllegalArgumentException("Object " + truth.label() + " of the truth is empty.");
		final long n = truth.voxels();
		final int trueFirst = truth.masks().firstKey(), trueLast = truth.masks().lastKey();
		if (predicted.isEmpty()) {
			final int slices = trueLast - trueFirst + 1;
			return new ObjectScore(truth.label(), 0, n, 0, 0, 0, Double.NaN, -1, -1, trueFirst, trueLast, -(slices / 2),
				-(slices - slices / 2));
		}
		final long found = predicted.voxels(), both = overlap(predicted, truth);
		final SurfaceDistances distances = new SurfaceDistances(predicted, truth, calibration);
		final int first = predicted.masks().firstKey(), last = predicted.masks().lastKey();
		return new ObjectScore(truth.label(), found, n, 2.0 * both / (found + n), (double) both / (found + n - both),
			distances.dice(tolerance), distances.hausdorff95(), first, last, trueFirst, trueLast, trueFirst - first,
			last - trueLast);
	}

	private static long overlap(final LabelObject a, final LabelObject b) {
		long n = 0;
		for (final Map.Entry<Integer, Mask> slice : a.masks().entrySet())
			n += slice.getValue().overlap(b.mask(slice.getKey()));
		return n;
	}

	/** Whether nothing of the object was found under its label. */
	public boolean missed() {
		return predictedVoxels == 0;
	}

	/** Slices over- and undershot, both ends together: |lower| + |upper|. */
	public int endSliceError() {
		return Math.abs(lowerEnd) + Math.abs(upperEnd);
	}
}
