package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Asks the decoder one prompt and makes its answer a mask on the slice. One prompt
 * is one object; two boxes in one call would be one prompt (models.md A1).
 */
final class MaskDecoder {

	private final Network network;
	private final ModelDescriptor descriptor;
	private final int maskSize;
	private final FloatBuffer maskInput;
	private final FloatBuffer hasMask = Network.floats(1);
	private boolean maskInputIsZero = true;
	/** Where the decoder writes, by name, once the shapes are known; and for which grid. */
	private Map<String, Embedding.Features> outputs;
	private long outputsGrid;

	MaskDecoder(final Network network, final ModelDescriptor descriptor) {
		this.network = network;
		this.descriptor = descriptor;
		final int size = descriptor.decoder().maskSize();
		maskSize = size == 0 ? descriptor.encoder().size() : size;
		maskInput = Network.floats((long) maskSize * maskSize);
	}

	/**
	 * @param width of the slice
	 * @param height of the slice
	 */
	synchronized Prediction decode(final Embedding embedding, final Prompt prompt, final int width, final int height,
		final Progress progress)
	{
		final ModelFrame frame = embedding.frame();
		final PromptTensors numbers = PromptTensors.of(prompt, frame, descriptor.prompt());
		if (!descriptor.prompt().points() && !prompt.points().isEmpty()) throw new IllegalArgumentException(descriptor
			.displayName() + " does not understand points; give it a box.");
		run(embedding, numbers, prompt.mask().orElse(Mask.EMPTY), progress);
		final Embedding.Features masks = output(TensorRole.LOW_RES_MASKS);
		final FloatBuffer scores = output(TensorRole.SCORES).values();
		final long[] shape = masks.shape();
		final int rows = (int) shape[shape.length - 2], columns = (int) shape[shape.length - 1];
		final int token = best(scores, (int) shape[shape.length - 3], numbers.clear());
		final float[] logits = new float[rows * columns];
		masks.values().get(token * rows * columns, logits);
		final Embedding.Features object = output(TensorRole.OBJECT_SCORE);
		final Mask mask = LogitResampler.mask(logits, columns, rows, frame, descriptor.encoder().resize(), width, height);
		return new Prediction(mask, scores.get(token), object == null ? Double.NaN : object.values().get(0),
			new LogitMap(frame.covered(), columns, rows, logits));
	}

	/** How many masks an answer has; asks the network itself, with an empty prompt. */
	synchronized int tokens() {
		final TensorInfo taken = network.info().input(name(descriptor.decoder().inputs(), TensorRole.EMBEDDING))
			.orElseThrow();
		final long[] shape = taken.shape();
		long count = 1;
		for (int d = 0; d < shape.length; d++) {
			shape[d] = d == 0 ? 1 : shape[d];
			if (shape[d] < 1) throw new ModelException("How many masks " + network.info().name() +
				" returns cannot be told from its tensors; write a descriptor with 'decoder.tokens'.");
			count *= shape[d];
		}
		final Embedding nothing = new Embedding(Map.of(TensorRole.EMBEDDING, new Embedding.Features(Network.floats(count),
			shape)), null);
		run(nothing, new PromptTensors(new float[2], new float[] { 1 }, false), Mask.EMPTY, Progress.NONE);
		final long[] masks = output(TensorRole.LOW_RES_MASKS).shape();
		return (int) masks[masks.length - 3];
	}

	/**
	 * The mask that counts (models.md A5): of four, the first for a clear prompt and
	 * else the best of the others; of three, the best; of one, that.
	 */
	private static int best(final FloatBuffer scores, final int tokens, final boolean clear) {
		if (tokens == 1 || tokens == 4 && clear) return 0;
		int best = tokens == 4 ? 1 : 0;
		for (int i = best + 1; i < tokens; i++)
			if (scores.get(i) > scores.get(best)) best = i;
		return best;
	}

	private void run(final Embedding embedding, final PromptTensors prompt, final Mask mask, final Progress progress) {
		final Map<String, OnnxTensor> inputs = new HashMap<>();
		try {
			for (final Map.Entry<String, TensorRole> input : descriptor.decoder().inputs().entrySet())
				inputs.put(input.getKey(), input(input.getKey(), input.getValue(), embedding, prompt, mask));
			final long[] grid = embedding.features().get(TensorRole.EMBEDDING).shape();
			if (outputs == null || outputsGrid != grid[grid.length - 1]) {
				outputs = network.run(inputs, descriptor.decoder().outputs().keySet(), Network::floats, progress,
					"answering a prompt");
				outputsGrid = grid[grid.length - 1];
			}
			else network.runInto(inputs, outputs, progress, "answering a prompt");
		}
		catch (final OrtException e) {
			throw Network.failure("answering a prompt", e);
		}
		finally {
			inputs.values().forEach(OnnxTensor::close);
		}
	}

	private OnnxTensor input(final String name, final TensorRole role, final Embedding embedding,
		final PromptTensors prompt, final Mask mask) throws OrtException
	{
		final int points = prompt.labels().length;
		return switch (role) {
			case POINTS -> floats(prompt.coordinates(), 1, points, 2);
			case LABELS -> numbers(name, prompt.labels(), 1, points);
			case MASK_INPUT -> {
				draw(mask, embedding.frame());
				yield OnnxTensor.createTensor(network.environment(), maskInput, new long[] { 1, 1, maskSize, maskSize });
			}
			case HAS_MASK -> {
				hasMask.put(0, mask.isEmpty() ? 0 : 1);
				yield OnnxTensor.createTensor(network.environment(), hasMask, new long[] { 1 });
			}
			// Only the size of the export's own full-size masks, which are not used: the smallest costs least.
			case ORIGINAL_SIZE -> numbers(name, new float[] { 1, 1 }, 2);
			default -> {
				final Embedding.Features features = embedding.features().get(role);
				if (features == null) throw new ModelException("The decoder's input '" + name +
					"' has a role that the encoder does not provide.");
				yield network.tensor(features);
			}
		};
	}

	private void draw(final Mask mask, final ModelFrame frame) {
		if (!mask.isEmpty()) {
			MaskRaster.draw(mask, frame, maskSize, descriptor.decoder().maskLogit(), maskInput);
			maskInputIsZero = false;
		}
		else if (!maskInputIsZero) {
			maskInput.clear();
			maskInput.put(new float[maskInput.capacity()]).flip();
			maskInputIsZero = true;
		}
	}

	private OnnxTensor floats(final float[] values, final long... shape) throws OrtException {
		final FloatBuffer buffer = Network.floats(values.length);
		buffer.put(values).flip();
		return OnnxTensor.createTensor(network.environment(), buffer, shape);
	}

	/** Whole numbers in the type that this network takes them in, which differs between exports (models.md A6). */
	private OnnxTensor numbers(final String name, final float[] values, final long... shape) throws OrtException {
		final TensorInfo tensor = network.info().input(name).orElseThrow();
		final ByteBuffer bytes = ByteBuffer.allocateDirect(8 * values.length).order(ByteOrder.nativeOrder());
		switch (tensor.dtype()) {
			case F32:
				return floats(values, shape);
			case I32:
				for (final float value : values)
					bytes.putInt((int) value);
				return OnnxTensor.createTensor(network.environment(), bytes.flip(), shape, OnnxJavaType.INT32);
			case I64:
				for (final float value : values)
					bytes.putLong((long) value);
				return OnnxTensor.createTensor(network.environment(), bytes.flip(), shape, OnnxJavaType.INT64);
			default:
				throw new ModelException("The decoder " + network.info().name() + " takes " + tensor +
					" in a type that is not supported.");
		}
	}

	private Embedding.Features output(final TensorRole role) {
		return ModelDescriptor.named(descriptor.decoder().outputs(), role).map(outputs::get).orElse(null);
	}

	private static String name(final Map<String, TensorRole> tensors, final TensorRole role) {
		return ModelDescriptor.named(tensors, role).orElseThrow();
	}
}
