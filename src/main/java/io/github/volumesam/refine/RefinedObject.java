package io.github.volumesam.refine;

import io.github.volumesam.label.Measurements;
import io.github.volumesam.session.ObjectEnds;

/**
 * What has become of one object.
 *
 * @param before its measurements in the label image that was given
 * @param after its measurements in the new one
 * @param redrawn slices whose mask the model has drawn again
 * @param kept slices whose mask stayed, because the model saw something else there
 * @param added slices that had no label of the object and have it now
 * @param ends why it was followed no further; texts are empty where it was not
 *          followed
 */
public record RefinedObject(Measurements before, Measurements after, int redrawn, int kept, int added,
	ObjectEnds ends)
{

	/** The object's id in both label images. */
	public int label() {
		return after.label();
	}
}
