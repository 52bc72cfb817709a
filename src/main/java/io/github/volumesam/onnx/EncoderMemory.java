package io.github.volumesam.onnx;

import io.github.volumesam.model.EncoderContract;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorRole;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * The memory that an encoder writes one embedding into. Tensors of the role
 * {@link TensorRole#INTERM} lie one behind the other, so that the decoder can read
 * them as one.
 */
final class EncoderMemory {

	private final Map<String, Embedding.Features> features = new LinkedHashMap<>();
	private final Map<String, Embedding.Features> outputs = new LinkedHashMap<>();

	/**
	 * @param shapes by tensor name, in the order in which features are stacked
	 */
	EncoderMemory(final EncoderContract encoder, final Map<String, long[]> shapes, final EmbeddingCache store) {
		final long stages = encoder.outputs().values().stream().filter(r -> r == TensorRole.INTERM).count();
		int stage = 0;
		for (final Map.Entry<String, long[]> tensor : shapes.entrySet()) {
			final TensorRole role = encoder.outputs().get(tensor.getKey());
			final long[] shape = tensor.getValue();
			final int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
			if (role != TensorRole.INTERM || stages == 1) {
				final Embedding.Features whole = new Embedding.Features(store.allocate(count), shape);
				features.put(Embedding.key(role, tensor.getKey()), whole);
				outputs.put(tensor.getKey(), whole);
				continue;
			}
			final long[] stacked = LongStream.concat(LongStream.of(stages), Arrays.stream(shape)).toArray();
			final Embedding.Features all = features.computeIfAbsent(role.name(), key -> new Embedding.Features(store.allocate(
				count * stages), stacked));
			if (!Arrays.equals(all.shape(), stacked)) throw new ModelException("The features '" + tensor.getKey() +
				"' differ in shape from the others of their role, so they cannot be stacked.");
			outputs.put(tensor.getKey(), new Embedding.Features(all.values().slice(count * stage++, count), shape));
		}
	}

	/** What the embedding consists of, by {@link Embedding#key}. */
	Map<String, Embedding.Features> features() {
		return features;
	}

	/** Where the encoder writes, by tensor name. */
	Map<String, Embedding.Features> outputs() {
		return outputs;
	}
}
