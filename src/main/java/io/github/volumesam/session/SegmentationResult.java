package io.github.volumesam.session;

import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;

import java.util.List;

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

	/** The objects of which nothing is in the label image. */
	public List<SegmentedObject> missing() {
		return objects.stream().filter(SegmentedObject::isEmpty).toList();
	}

	/** Whether the user stopped it before anything was found. */
	public boolean cancelledWithNothing() {
		return cancelled && missing().size() == objects.size();
	}
}
