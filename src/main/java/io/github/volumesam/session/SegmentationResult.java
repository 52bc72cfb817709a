package io.github.volumesam.session;

import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a segmentation has found.
 *
 * @param labels the label image, in XY slices
 * @param objects in the order in which they were asked for
 * @param mapping from voxel values to what the model saw
 * @param calibration voxel size of the volume, along x, y and z
 * @param settings what was asked for
 * @param cancelled whether the user stopped it; what was finished by then is there
 */
public record SegmentationResult(LabelVolume labels, List<SegmentedObject> objects, IntensityMapping mapping,
		Calibration calibration, SegmentationSettings settings, boolean cancelled) {

	public SegmentationResult {
		objects = List.copyOf(objects);
	}

	/** Why each object was followed no further, by label. */
	public Map<Integer, ObjectEnds> ends() {
		return objects.stream().collect(Collectors.toMap(SegmentedObject::label, object -> ObjectEnds.of(object.trace()), (a,
			b) -> a, TreeMap::new));
	}

	/** The objects of which nothing is in the label image. */
	public List<SegmentedObject> missing() {
		return objects.stream().filter(SegmentedObject::isEmpty).toList();
	}

	/** Whether the user stopped it before anything was found. */
	public boolean cancelledWithNothing() {
		return cancelled && missing().size() == objects.size();
	}
}
