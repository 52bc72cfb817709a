package io.github.volumesam.onnx;

import io.github.volumesam.model.TensorRole;

import java.nio.FloatBuffer;
import java.util.Map;

/**
 * What the encoder saw in a window of a slice, ready to be asked any number of
 * prompts. The numbers lie in direct buffers, which the decoder reads in place.
 */
public final class Embedding {

	/**
	 * A tensor in memory outside the heap.
	 *
	 * @param values direct, in native order, from position 0 to its limit
	 */
	record Features(FloatBuffer values, long[] shape) {}

	private final Map<TensorRole, Features> features;
	private final ModelFrame frame;

	Embedding(final Map<TensorRole, Features> features, final ModelFrame frame) {
		this.features = features;
		this.frame = frame;
	}

	Map<TensorRole, Features> features() {
		return features;
	}

	/** How the window lies in the square that the model sees. */
	ModelFrame frame() {
		return frame;
	}

	/** Memory that the tensors take. */
	public long bytes() {
		return features.values().stream().mapToLong(f -> 4L * f.values.capacity()).sum();
	}
}
