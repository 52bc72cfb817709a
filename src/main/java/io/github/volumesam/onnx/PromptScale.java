package io.github.volumesam.onnx;

import io.github.volumesam.model.PromptContract;

/**
 * From slice pixels to the coordinates that a model's prompts are given in.
 *
 * @param frame in which the window lies as in the encoder's
 * @param shift added to model pixels
 * @param factorX applied to that along x
 * @param factorY likewise along y
 */
record PromptScale(ModelFrame frame, double shift, double factorX, double factorY) {

	static PromptScale of(final ModelFrame frame, final PromptContract rules) {
		final double shift = rules.halfPixelInGraph() ? -0.5 : 0;
		return switch (rules.unit()) {
			case MODEL -> new PromptScale(frame, shift, 1, 1);
			case ORIGINAL_PIXELS -> new PromptScale(frame, shift, (double) frame.original().width() / frame.width(),
				(double) frame.original().height() / frame.height());
			case MAX_SIDE -> new PromptScale(frame, shift, frame.window().width() / frame.longest() / frame.width(), frame
				.window().height() / frame.aspect() / frame.longest() / frame.height());
			case PER_AXIS -> new PromptScale(frame, shift, 1.0 / frame.width(), 1.0 / frame.height());
		};
	}

	float x(final double x) {
		return (float) ((frame.modelX(x) + shift) * factorX);
	}

	float y(final double y) {
		return (float) ((frame.modelY(y) + shift) * factorY);
	}
}
