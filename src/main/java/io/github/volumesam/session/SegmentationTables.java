package io.github.volumesam.session;

import io.github.volumesam.label.Intensities;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.volume.Calibration;

import java.util.List;
import java.util.Locale;

/**
 * The results as comma-separated tables that ImageJ, R and spreadsheets open.
 * Slices are counted from 1; numbers have a decimal point; what does not exist is
 * {@code NaN}.
 */
public final class SegmentationTables {

	private static final String MEASURED =
		"Voxels,Volume,Width,Height,Depth,CentroidX,CentroidY,CentroidZ,FirstSlice,LastSlice,Slices";

	private SegmentationTables() {}

	/**
	 * One row per object and slice along the chosen axis, with the signs by which the
	 * slice can be judged. The reason why an object was followed no further stands on
	 * its first and its last slice. Areas are those after clean-up.
	 */
	public static String slices(final SegmentationResult result) {
		final Calibration calibration = result.calibration().along(result.settings().axis());
		final StringBuilder csv = new StringBuilder(
			"Object,Slice,BoxX,BoxY,BoxWidth,BoxHeight,PredictedIoU,NeighbourIoU,Pixels,Area,Confidence,Origin,End\n");
		for (final SegmentedObject object : result.objects()) {
			for (final SliceResult slice : object.trace().slices().values()) {
				final Box box = slice.promptBox();
				final Mask mask = object.cleaned().mask(slice.z());
				csv.append(object.label()).append(',').append(slice.z() + 1);
				for (final double value : new double[] { box.x(), box.y(), box.width(), box.height(), slice.predictedIou(),
					slice.neighbourIou() })
					csv.append(',').append(number(value));
				csv.append(',').append(mask.area()).append(',').append(number(mask.area() * calibration.voxelWidth() *
					calibration.voxelHeight())).append(',').append(number(slice.confidence())).append(',').append(slice.origin())
					.append(',').append(quoted(end(object.trace(), slice.z()))).append('\n');
			}
		}
		return csv.toString();
	}

	private static String end(final ObjectResult trace, final int z) {
		final String lower = z == trace.slices().firstKey() ? "first: " + trace.lowerEnd() : "";
		final String upper = z == trace.slices().lastKey() ? "last: " + trace.upperEnd() : "";
		return lower.isEmpty() || upper.isEmpty() ? lower + upper : lower + "; " + upper;
	}

	/**
	 * One row per object: size and place in calibrated units, as the label image shows
	 * it, and why it was followed no further at its two ends.
	 */
	public static String objects(final SegmentationResult result) {
		final StringBuilder csv = new StringBuilder("Object," + MEASURED + ",LowerEnd,UpperEnd,Unit\n");
		for (final SegmentedObject object : result.objects())
			csv.append(object.label()).append(',').append(measured(object.measurements())).append(',').append(quoted(object
				.trace().lowerEnd().toString())).append(',').append(quoted(object.trace().upperEnd().toString())).append(',')
				.append(quoted(result.calibration().unit())).append('\n');
		return csv.toString();
	}

	/**
	 * One row per label of a label image: size and place in calibrated units and, where
	 * there is an intensity image, what its voxels are like inside the label.
	 *
	 * @param intensities one for each object, or none
	 * @param unit of length
	 */
	public static String labels(final List<Measurements> objects, final List<Intensities> intensities,
		final String unit)
	{
		final boolean measured = !intensities.isEmpty();
		final StringBuilder csv = new StringBuilder("Object," + MEASURED + (measured ? ",Mean,StdDev,Min,Max" : "") +
			",Unit\n");
		for (int i = 0; i < objects.size(); i++) {
			csv.append(objects.get(i).label()).append(',').append(measured(objects.get(i))).append(',');
			if (measured) {
				final Intensities values = intensities.get(i);
				for (final double value : new double[] { values.mean(), values.standardDeviation(), values.min(), values.max() })
					csv.append(number(value)).append(',');
			}
			csv.append(quoted(unit)).append('\n');
		}
		return csv.toString();
	}

	private static String measured(final Measurements m) {
		final StringBuilder cells = new StringBuilder().append(m.voxels()).append(',');
		for (final double value : new double[] { m.volume(), m.width(), m.height(), m.depth(), m.centroidX(), m
			.centroidY(), m.centroidZ() })
			cells.append(number(value)).append(',');
		return cells.append(slice(m.firstSlice())).append(',').append(slice(m.lastSlice())).append(',').append(m.slices())
			.toString();
	}

	private static String slice(final int z) {
		return z < 0 ? "NaN" : Integer.toString(z + 1);
	}

	static String number(final double value) {
		if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.format(Locale.ROOT, "%.0f", value);
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "NaN";
	}

	private static String quoted(final String text) {
		return text.matches("[^,\"\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}
}
