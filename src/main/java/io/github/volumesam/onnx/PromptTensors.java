package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelDescriptor.PadPoint;
import io.github.volumesam.model.ModelDescriptor.PromptFrame;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;

import java.util.Optional;

/**
 * A prompt as numbers, in the frame of the model.
 *
 * @param coordinates x and y of every point, in turn
 * @param labels 1 on the object, 0 off it, 2 and 3 the corners of the box, -1
 *          padding
 * @param clear whether the prompt leaves no doubt about what is meant, so that the
 *          model's single answer counts: a box, a mask or several points
 */
record PromptTensors(float[] coordinates, float[] labels, boolean clear) {

	/**
	 * Packs points first and then the box, as SAM's predictor does. A mask without
	 * anything else goes with its tight box, since models of the family learned to
	 * take masks together with other prompts.
	 */
	static PromptTensors of(final Prompt prompt, final ModelFrame frame, final PromptFrame rules) {
		final Optional<Mask> mask = prompt.mask().filter(m -> !m.isEmpty());
		final Optional<Box> substitute = prompt.points().isEmpty() ? mask.map(Mask::box) : Optional.empty();
		final Box box = prompt.box().or(() -> substitute).orElse(null);
		final int points = prompt.points().size();
		final boolean pad = pads(rules.padPoint(), points, box != null);
		final int count = points + (pad ? 1 : 0) + (box != null ? 2 : 0);
		final float[] coordinates = new float[2 * count];
		final float[] labels = new float[count];
		final double scale = rules.size() == 0 ? 1 : (double) rules.size() / frame.size();
		final double shift = rules.halfPixelInGraph() ? -0.5 : 0;
		int k = 0;
		for (final Point point : prompt.points()) {
			coordinates[2 * k] = (float) (frame.modelX(point.x()) * scale + shift);
			coordinates[2 * k + 1] = (float) (frame.modelY(point.y()) * scale + shift);
			labels[k++] = point.positive() ? 1 : 0;
		}
		if (box != null) {
			coordinates[2 * k] = (float) (frame.modelX(box.x()) * scale + shift);
			coordinates[2 * k + 1] = (float) (frame.modelY(box.y()) * scale + shift);
			labels[k++] = 2;
			coordinates[2 * k] = (float) (frame.modelX(box.right()) * scale + shift);
			coordinates[2 * k + 1] = (float) (frame.modelY(box.bottom()) * scale + shift);
			labels[k++] = 3;
		}
		if (pad) labels[k] = -1;
		return new PromptTensors(coordinates, labels, box != null || mask.isPresent() || points > 1);
	}

	private static boolean pads(final PadPoint rule, final int points, final boolean box) {
		return switch (rule) {
			case NEVER -> false;
			case IF_NO_BOX -> !box;
			case UNTIL_THREE -> !box || points == 0;
		};
	}
}
