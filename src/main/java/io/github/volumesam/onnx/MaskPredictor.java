package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Prompt;

/**
 * Answers prompts on the slices of one volume. The real one encodes the part of
 * the slice that the prompt needs (or takes it from the store) and decodes; tests
 * of propagation use one that needs no model.
 */
public interface MaskPredictor {

	/**
	 * @param z slice, from 0
	 * @param prompt in slice pixels
	 * @return the model's answer; its mask may be empty
	 * @throws java.util.concurrent.CancellationException if the user has cancelled
	 */
	Prediction predict(int z, Prompt prompt);

	/** Number of slices. */
	int depth();

	/** Slice width, in pixels. */
	int width();

	/** Slice height, in pixels. */
	int height();
}
