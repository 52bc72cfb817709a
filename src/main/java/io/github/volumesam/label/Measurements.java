package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.Map;

/**
 * Size and place of an object in calibrated units. Voxel (i, j, k) covers [i, i+1) ×
 * [j, j+1) × [k, k+1) voxels from the corner of the image, so its centre is at
 * ((i + 0.5) · voxel width, …), as in ImageJ's own Measure command. MorphoLibJ
 * puts centres on whole voxels; its centroids are half a voxel less.
 *
 * @param label id in the label image
 * @param voxels number of voxels
 * @param volume physical volume, in cubed units
 * @param surface area of the surface, in squared units, by Crofton's formula in 13
 *          directions as MorphoLibJ has it; what lies beyond the image is outside
 * @param width extent of the bounding box along x, in units
 * @param height extent of the bounding box along y, in units
 * @param depth extent of the bounding box along z, in units
 * @param centroidX mean x of the voxel centres, in units; NaN for an empty object
 * @param centroidY mean y of the voxel centres, in units; NaN for an empty object
 * @param centroidZ mean z of the voxel centres, in units; NaN for an empty object
 * @param firstSlice first slice with the object (from 0); -1 for an empty object
 * @param lastSlice last slice with the object (from 0); -1 for an empty object
 * @param slices number of slices with the object
 */
public record Measurements(int label, long voxels, double volume, double surface, double width, double height,
	double depth, double centroidX, double centroidY, double centroidZ, int firstSlice, int lastSlice, int slices)
{

	/** Measures an object whose masks lie on XY slices. */
	public static Measurements of(final LabelObject object, final Calibration calibration) {
		if (object.isEmpty()) return new Measurements(object.label(), 0, 0, 0, 0, 0, 0, Double.NaN, Double.NaN,
			Double.NaN, -1, -1, 0);
		int x0 = Integer.MAX_VALUE, y0 = Integer.MAX_VALUE, x1 = Integer.MIN_VALUE, y1 = Integer.MIN_VALUE;
		double sumX = 0, sumY = 0, sumZ = 0;
		for (final Map.Entry<Integer, Mask> slice : object.masks().entrySet()) {
			final Mask mask = slice.getValue();
			x0 = Math.min(x0, mask.minX());
			y0 = Math.min(y0, mask.minY());
			x1 = Math.max(x1, mask.maxX());
			y1 = Math.max(y1, mask.maxY());
			sumX += mask.centroidX() * mask.area();
			sumY += mask.centroidY() * mask.area();
			sumZ += (slice.getKey() + 0.5) * mask.area();
		}
		final long n = object.voxels();
		final int first = object.masks().firstKey(), last = object.masks().lastKey();
		return new Measurements(object.label(), n, n * calibration.voxelVolume(), SurfaceArea.of(object, calibration), //
			(x1 - x0 + 1) * calibration.voxelWidth(), (y1 - y0 + 1) * calibration.voxelHeight(), //
			(last - first + 1) * calibration.voxelDepth(), //
			sumX / n * calibration.voxelWidth(), sumY / n * calibration.voxelHeight(), sumZ / n * calibration.voxelDepth(), //
			first, last, object.masks().size());
	}
}
