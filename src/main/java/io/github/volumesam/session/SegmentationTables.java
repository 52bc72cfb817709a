package io.github.volumesam.session;

import io.github.volumesam.Csv;
import io.github.volumesam.label.Intensities;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.volume.Calibration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The results as comma-separated tables that ImageJ, R and spreadsheets open.
 * Slices are counted from 1; numbers have a decimal point; what does not exist is
 * {@code NaN}.
 */
public final class SegmentationTables {

	private static final List<String> MEASURED = List.of("Voxels", "Volume", "Surface", "Width", "Height", "Depth",
		"CentroidX", "CentroidY", "CentroidZ", "FirstSlice", "LastSlice", "Slices");
	private static final List<String> INTENSITIES = List.of("Mean", "StdDev", "Min", "Max");
	private static final List<String> ENDS = List.of("LowerEnd", "UpperEnd");

	private SegmentationTables() {}

	/**
	 * One row per object and slice along the chosen axis, with the signs by which the
	 * slice can be judged. The reason why an object was followed no further stands on
	 * its first and its last slice. Areas are those after clean-up. Where slices were
	 * asked in several boxes, {@code Agreement} is that of the answers.
	 */
	public static String slices(final SegmentationResult result) {
		final Calibration calibration = result.calibration().along(result.settings().axis());
		final boolean jittered = result.settings().jitter() > 1;
		final StringBuilder csv = new StringBuilder(
			"Object,Slice,BoxX,BoxY,BoxWidth,BoxHeight,PredictedIoU,NeighbourIoU,Pixels,Area,Confidence," + (jittered
				? "Agreement," : "") + "Origin,End\n");
		for (final SegmentedObject object : result.objects()) {
			for (final SliceResult slice : object.trace().slices().values()) {
				final Box box = slice.promptBox();
				final Mask mask = object.cleaned().mask(slice.z());
				final List<Object> row = new ArrayList<>(List.of(object.label(), slice.z() + 1));
				if (box == null) row.addAll(Collections.nCopies(4, Double.NaN));
				else Collections.addAll(row, box.x(), box.y(), box.width(), box.height());
				Collections.addAll(row, slice.predictedIou(), slice.neighbourIou(), mask.area(), mask.area() * calibration
					.voxelWidth() * calibration.voxelHeight(), slice.confidence());
				if (jittered) row.add(slice.doubt() == null ? Double.NaN : slice.doubt().agreement());
				Collections.addAll(row, slice.origin(), end(object.trace(), slice.z()));
				csv.append(Csv.row(row.toArray()));
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
		return labels(result.objects().stream().map(SegmentedObject::measurements).toList(), result.classes(), List.of(),
			result.ends(), result.calibration().unit());
	}

	/**
	 * One row per label of a label image: size and place in calibrated units and, where
	 * they are known, what its voxels are like in an intensity image and why it ends
	 * where it ends.
	 *
	 * @param classes what the labels are called, if they have names
	 * @param intensities one for each object, or none
	 * @param ends by label, or none
	 * @param unit of length
	 */
	public static String labels(final List<Measurements> objects, final Map<Integer, String> classes,
		final List<Intensities> intensities, final Map<Integer, ObjectEnds> ends, final String unit)
	{
		final List<Object> header = new ArrayList<>(List.of("Object"));
		if (!classes.isEmpty()) header.add("Class");
		header.addAll(MEASURED);
		if (!intensities.isEmpty()) header.addAll(INTENSITIES);
		if (!ends.isEmpty()) header.addAll(ENDS);
		header.add("Unit");
		final StringBuilder csv = new StringBuilder(Csv.row(header.toArray()));
		for (int i = 0; i < objects.size(); i++) {
			final List<Object> row = new ArrayList<>(measured(objects.get(i)));
			if (!classes.isEmpty()) row.add(1, classes.getOrDefault(objects.get(i).label(), ""));
			if (!intensities.isEmpty()) Collections.addAll(row, intensities.get(i).mean(), intensities.get(i)
				.standardDeviation(), intensities.get(i).min(), intensities.get(i).max());
			final ObjectEnds known = ends.getOrDefault(objects.get(i).label(), ObjectEnds.UNKNOWN);
			if (!ends.isEmpty()) Collections.addAll(row, known.lower(), known.upper());
			row.add(unit);
			csv.append(Csv.row(row.toArray()));
		}
		return csv.toString();
	}

	private static List<Object> measured(final Measurements m) {
		return List.of(m.label(), m.voxels(), m.volume(), m.surface(), m.width(), m.height(), m.depth(), m.centroidX(), m
			.centroidY(), m.centroidZ(), slice(m.firstSlice()), slice(m.lastSlice()), m.slices());
	}

	private static double slice(final int z) {
		return z < 0 ? Double.NaN : z + 1;
	}
}
