package io.github.volumesam.session;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.propagate.ObjectResult;

/**
 * One object of a segmentation.
 *
 * @param trace how it was followed, slice by slice along the chosen axis
 * @param cleaned the masks after clean-up, on the same slices as the trace
 * @param visible the object as the label image shows it: on XY slices, without the
 *          voxels that went to other objects
 * @param measurements of {@code visible}, in calibrated units
 */
public record SegmentedObject(ObjectResult trace, LabelObject cleaned, LabelObject visible, Measurements measurements) {

	/** The object's id in the label image. */
	public int label() {
		return trace.label();
	}

	/** Whether nothing of it is in the label image. */
	public boolean isEmpty() {
		return visible.isEmpty();
	}
}
