package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;

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

	/**
	 * Answers a prompt while looking at the surroundings of {@code region} rather
	 * than where the prompt itself would lead. A predictor that always looks at the
	 * same part of a slice ignores the region.
	 *
	 * @param region in slice pixels
	 */
	Prediction predict(int z, Prompt prompt, Box region);

	/** The same model on the same volume, cut into slices along another axis. */
	MaskPredictor along(Axis axis);

	/**
	 * Whether a few looks along another axis cost no more than a few slices. They do
	 * not where whole slices are encoded, since those of another axis are others.
	 */
	boolean isCheapAcross();

	/** How many threads are worth asking at the same time; with 1, only one may. */
	default int concurrency() {
		return 1;
	}

	/** Number of slices. */
	int depth();

	/** Slice width, in pixels. */
	int width();

	/** Slice height, in pixels. */
	int height();
}
