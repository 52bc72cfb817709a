package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.NetworkInfo;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.volume.Window;

import java.util.HashMap;
import java.util.Map;

/** Features of nothing, to ask a decoder how it answers. */
final class EmptyEmbedding {

	private EmptyEmbedding() {}

	/**
	 * @param inputs role by tensor name
	 * @throws ModelException if the network leaves open how large its inputs are
	 */
	static Embedding of(final NetworkInfo network, final Map<String, TensorRole> inputs) {
		final Map<String, Embedding.Features> features = new HashMap<>();
		inputs.forEach((name, role) -> {
			if (!role.isEncoded()) return;
			final TensorInfo input = network.input(name).orElseThrow();
			final long[] shape = input.shape().clone();
			long count = 1;
			for (int d = 0; d < shape.length; d++) {
				if (d == 0 && shape[d] < 1) shape[d] = 1;
				if (shape[d] < 1) throw new ModelException("How many masks " + network.name() +
					" returns cannot be told from its tensors; write a descriptor with 'decoder.tokens'.");
				count *= shape[d];
			}
			features.put(Embedding.key(role, name), new Embedding.Features(Network.floats(count), shape));
		});
		return new Embedding(features, new ModelFrame(Window.whole(1, 1), 1, 1, 1, 1));
	}
}
