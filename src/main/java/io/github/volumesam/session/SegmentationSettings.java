package io.github.volumesam.session;

import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;

/**
 * Everything besides image and prompts that decides what a segmentation yields.
 *
 * @param model the model as a user names it: {@code embedded}, an ID, a descriptor,
 *          or encoder and decoder separated by a comma
 * @param axis the plane of the slices; key slices are counted along its normal
 * @param intensity from voxel values to the grey values that the model sees
 * @param prompt what is handed on from slice to slice
 * @param mode how far objects are followed
 * @param allAxes whether the slices along all three axes vote
 * @param window which part of a slice is shown to the model
 * @param overlap who gets a voxel that several objects claim
 * @param cleanUp what is done to every object at the end
 */
public record SegmentationSettings(String model, Axis axis, IntensityRule intensity, Strategy prompt, Mode mode,
		boolean allAxes, WindowMode window, OverlapPolicy overlap, CleanUp cleanUp) {

	/** What is used unless the user says otherwise. */
	public static final SegmentationSettings DEFAULT = new SegmentationSettings(ModelFiles.EMBEDDED, Axis.XY,
		IntensityRule.DEFAULT, PropagationSettings.DEFAULT.nextPrompt().strategy(), PropagationSettings.DEFAULT.mode(),
		PropagationSettings.DEFAULT.allAxes(), WindowMode.AUTO, OverlapPolicy.HIGHEST_SCORE, CleanUp.DEFAULT);

	/** How objects are followed. */
	PropagationSettings propagation() {
		return PropagationSettings.DEFAULT.with(prompt).with(mode).withAllAxes(allAxes);
	}
}
