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

	private final Map<String, Features> features;
	private final ModelFrame frame;

	/**
	 * @param features by {@link #key}
	 */
	Embedding(final Map<String, Features> features, final ModelFrame frame) {
		this.features = features;
		this.frame = frame;
	}

	/**
	 * What features are called: by their role, or by the tensor's name where that is
	 * how they are handed on.
	 */
	static String key(final TensorRole role, final String tensor) {
		return role == TensorRole.PASSED ? tensor : role.name();
	}

	/** By {@link #key}. */
	Map<String, Features> features() {
		return features;
	}

	/** The image features. */
	Features image() {
		return features.get(TensorRole.EMBEDDING.name());
	}

	/** How the window lies in the square that prompts and masks are given in. */
	ModelFrame frame() {
		return frame;
	}

	/** Memory that the tensors take. */
	public long bytes() {
		return features.values().stream().mapToLong(f -> 4L * f.values.capacity()).sum();
	}
}
