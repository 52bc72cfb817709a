package io.github.volumesam.session;

import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.onnx.Doubt;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a segmentation has found.
 *
 * @param labels the label image, in XY slices
 * @param objects in the order in which they were asked for
 * @param classes what the labels are called where the model knows what it finds;
 *          empty where it was prompted
 * @param mapping from voxel values to what the model saw
 * @param calibration voxel size of the volume, along x, y and z
 * @param settings what was asked for
 * @param cancelled whether the user stopped it; what was finished by then is there
 */
public record SegmentationResult(LabelVolume labels, List<SegmentedObject> objects, Map<Integer, String> classes,
		IntensityMapping mapping,
		Calibration calibration, SegmentationSettings settings, boolean cancelled) {

	/** A slice whose area is this many times that of any key slice would have been the better one to prompt. */
	private static final double MUCH_LARGER = 1.5;

	public SegmentationResult {
		objects = List.copyOf(objects);
		classes = Map.copyOf(classes);
	}

	/** Why each object was followed no further, by label. */
	public Map<Integer, ObjectEnds> ends() {
		return objects.stream().collect(Collectors.toMap(SegmentedObject::label, object -> ObjectEnds.of(object.trace()), (a,
			b) -> a, TreeMap::new));
	}

	/** The objects that were asked for and of which nothing is in the label image. */
	public List<SegmentedObject> missing() {
		return classes.isEmpty() ? objects.stream().filter(SegmentedObject::isEmpty).toList() : List.of();
	}

	/**
	 * What the user should know of single objects, a sentence or two each: of which
	 * nothing was found, and which were prompted far from their largest slice, where
	 * the model would have seen more of them.
	 */
	public List<String> notices() {
		final List<String> notices = new ArrayList<>();
		for (final SegmentedObject object : missing())
			notices.add("Object " + object.label() + ": nothing was found" + (cancelled ? " before the interruption."
				: ". Check that its prompt fits it tightly."));
		for (final SegmentedObject object : objects) {
			final int prompted = largest(object, true), found = largest(object, false);
			if (prompted > 0 && found > MUCH_LARGER * prompted) {
				final int slice = object.trace().slices().values().stream().filter(s -> s.mask().area() == found).findFirst()
					.orElseThrow().z() + 1;
				notices.add(String.format(Locale.ROOT, "Object %d: on slice %d it is %.1f times as large as where it was " +
					"prompted. A box there, too, may give a better result.", object.label(), slice, (double) found / prompted));
			}
		}
		return notices;
	}

	/** Pixels of an object's largest mask, on key slices or on any. */
	private static int largest(final SegmentedObject object, final boolean keys) {
		return object.trace().slices().values().stream().filter(slice -> !keys || slice.origin() == SliceResult.Origin.KEY)
			.mapToInt(slice -> slice.mask().area()).max().orElse(0);
	}

	/**
	 * How much the masks on an XY slice depend on how the boxes were drawn: the variance
	 * of the probability that a pixel belongs to its object, row by row, 0 to 0.25; of
	 * several objects the largest, 0 where nothing was asked in several boxes.
	 *
	 * @param z from 0
	 */
	public float[] doubt(final int z) {
		final float[] pixels = new float[labels.width() * labels.height()];
		for (final SegmentedObject object : objects)
			for (final SliceResult slice : object.trace().slices().values()) {
				final Doubt doubt = slice.doubt();
				if (doubt == null || settings.axis() == Axis.XY && slice.z() != z) continue;
				doubt.forEach((u, v, variance) -> {
					// The slices of the other axes show z from top to bottom.
					if (settings.axis() != Axis.XY && v != z) return;
					final int i = switch (settings.axis()) {
						case XY -> v * labels.width() + u;
						case XZ -> slice.z() * labels.width() + u;
						case YZ -> u * labels.width() + slice.z();
					};
					pixels[i] = Math.max(pixels[i], variance);
				});
			}
		return pixels;
	}

	/** Whether the user stopped it before anything was found. */
	public boolean cancelledWithNothing() {
		return cancelled && objects.stream().allMatch(SegmentedObject::isEmpty);
	}
}
