package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.DecoderContract.MaskValues;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks the decoder one prompt and makes its answer a mask on the slice. One prompt
 * is one object; two boxes in one call would be one prompt (models.md A1).
 */
final class MaskDecoder {

	private final ModelDescriptor descriptor;
	/** Reads the prompt; null where the decoder does. */
	private final RoleNetwork promptEncoder;
	private final RoleNetwork decoder;
	/** What the decoder takes besides, from a file of its own; null if nothing. */
	private final Embedding.Features imagePe;
	private final int maskSize;
	private final FloatBuffer maskInput;
	private boolean maskInputIsZero = true;
	/** What inputs get that the model has no use for. */
	private FloatBuffer zeros = Network.floats(0);

	/**
	 * @param promptEncoder reads the prompt; null where the decoder does
	 * @param imagePe the positions of the grid's cells, where they come from a file;
	 *          otherwise null
	 */
	MaskDecoder(final Network decoder, final Network promptEncoder, final Embedding.Features imagePe,
		final ModelDescriptor descriptor)
	{
		this.descriptor = descriptor;
		this.imagePe = imagePe;
		this.decoder = new RoleNetwork(decoder, descriptor.decoder().inputs(), descriptor.decoder().outputs());
		this.promptEncoder = promptEncoder == null ? null : new RoleNetwork(promptEncoder, descriptor.promptEncoder()
			.inputs(), descriptor.promptEncoder().outputs());
		final int size = descriptor.decoder().maskSize();
		maskSize = size == 0 ? descriptor.encoder().size() : size;
		maskInput = Network.floats(descriptor.takes(TensorRole.MASK_INPUT) ? (long) maskSize * maskSize : 0);
	}

	/**
	 * @param width of the slice
	 * @param height of the slice
	 * @return the answer on each slice of the embedding
	 * @throws IllegalArgumentException if the model does not understand the prompt
	 */
	synchronized List<Prediction> decode(final Embedding embedding, final Prompt prompt, final int width, final int height,
		final Progress progress)
	{
		PromptTensors.check(prompt, descriptor);
		final ModelFrame frame = embedding.frame();
		final PromptTensors numbers = PromptTensors.of(prompt, frame, descriptor);
		run(embedding, numbers, prompt.mask().orElse(Mask.EMPTY), progress);
		final Embedding.Features masks = masks();
		final FloatBuffer scores = decoder.output(TensorRole.SCORES) == null ? null : decoder.output(TensorRole.SCORES)
			.values();
		final long[] shape = masks.shape();
		final int rows = (int) shape[shape.length - 2], columns = (int) shape[shape.length - 1];
		final int slices = descriptor.encoder().slices();
		final int token = token(scores, tokens((int) shape[shape.length - 3], slices, scores), numbers.clear());
		final Embedding.Features object = decoder.output(TensorRole.OBJECT_SCORE);
		final List<Prediction> answers = new ArrayList<>();
		for (int s = 0; s < slices; s++) {
			final float[] values = new float[rows * columns];
			masks.values().get((token * slices + s) * rows * columns, values);
			answers.add(answer(values, columns, rows, frame, width, height, scores == null ? Double.NaN : scores.get(token),
				object == null ? Double.NaN : object.values().get(0)));
		}
		return answers;
	}

	/** How many kinds of masks there are to choose from. */
	private int tokens(final int masks, final int slices, final FloatBuffer scores) {
		final int tokens = masks / slices;
		if (tokens * slices == masks && (scores == null || scores.limit() >= tokens)) return tokens;
		throw new ModelException("The decoder " + decoder.network().info().name() + " returns " + masks + " masks" + (scores ==
			null ? "" : " and " + scores.limit() + " scores") + ", which is not what one that sees " + (slices == 1
				? "one slice" : slices + " slices") + " at a time returns. If it is Slide-SAM, add its preset: " +
			"ENCODER.onnx,DECODER.onnx,slide-sam");
	}

	/**
	 * @param values a mask's numbers
	 * @param score NaN where the decoder gives none
	 */
	private Prediction answer(final float[] values, final int columns, final int rows, final ModelFrame frame,
		final int width, final int height, final double score, final double objectScore)
	{
		// Masks over the window alone have no padding to cut off.
		final boolean whole = fullSize();
		final MaskValues meaning = descriptor.decoder().values();
		final float[] settled = meaning.settled(values);
		final float[] logits = mapped(settled, meaning != MaskValues.LOGITS, meaning::logit);
		final Mask mask = LogitResampler.mask(mapped(settled, meaning != MaskValues.LOGITS, meaning::resampled), columns, rows,
			whole ? frame.stretched() : frame, !whole && descriptor.masksThroughModel(), width, height);
		final LogitMap map = new LogitMap(whole ? frame.window() : frame.covered(), columns, rows, logits);
		// A decoder that does not estimate the IoU itself is trusted as far as its edges are stable.
		return new Prediction(mask, Double.isNaN(score) ? map.stability() : score, objectScore, map);
	}

	private interface Mapping {

		float of(float value);
	}

	private static float[] mapped(final float[] values, final boolean needed, final Mapping mapping) {
		if (!needed) return values;
		final float[] result = new float[values.length];
		for (int i = 0; i < values.length; i++)
			result[i] = mapping.of(values[i]);
		return result;
	}

	private boolean fullSize() {
		return !descriptor.decoder().outputs().containsValue(TensorRole.LOW_RES_MASKS);
	}

	private Embedding.Features masks() {
		return decoder.output(fullSize() ? TensorRole.MASKS : TensorRole.LOW_RES_MASKS);
	}

	/** How many masks an answer has; asks the network itself, with a small prompt on an empty image. */
	synchronized int tokens() {
		final Embedding nothing = EmptyEmbedding.of(decoder.network().info(), descriptor.decoder().inputs());
		run(nothing, new PromptTensors(new float[4], new float[] { 2, 3 }, new float[4], true), Mask.EMPTY, Progress.NONE);
		final long[] masks = masks().shape();
		return (int) masks[masks.length - 3];
	}

	/**
	 * The mask that counts (models.md A5): of four, the first for a clear prompt and
	 * else the best of the others; of three, the best; of one, that. Some models know
	 * the first alone, or never learned it.
	 */
	private int token(final FloatBuffer scores, final int tokens, final boolean clear) {
		final boolean first = descriptor.decoder().first() || tokens == 4 && clear && !descriptor.decoder().best();
		if (first || scores == null || tokens == 1) return 0;
		int best = tokens == 4 ? 1 : 0;
		for (int i = best + 1; i < tokens; i++)
			if (scores.get(i) > scores.get(best)) best = i;
		return best;
	}

	private void run(final Embedding embedding, final PromptTensors prompt, final Mask mask, final Progress progress) {
		final String doing = "answering a prompt";
		final long points = prompt.labels().length;
		if (promptEncoder != null) promptEncoder.run((input, role) -> input(promptEncoder.network(), input, role, embedding,
			prompt, mask), List.of(points), progress, doing);
		final long[] grid = embedding.image().shape();
		final ModelFrame told = embedding.frame().original();
		decoder.run((input, role) -> input(decoder.network(), input, role, embedding, prompt, mask), fullSize() ? List.of(
			grid[grid.length - 1], (long) told.width(), (long) told.height()) : List.of(grid[grid.length - 1]), progress,
			doing);
	}

	private OnnxTensor input(final Network network, final TensorInfo input, final TensorRole role,
		final Embedding embedding, final PromptTensors prompt, final Mask mask) throws OrtException
	{
		final int points = prompt.labels().length;
		return switch (role) {
			case POINTS -> numbers(network, input, prompt.coordinates(), points, 2);
			case LABELS -> numbers(network, input, prompt.labels(), points);
			case BOXES -> input.rank() == 1 ? numbers(network, input, prompt.box(), 4) : numbers(network, input, prompt.box(),
				prompt.box().length / 4, 4);
			case MASK_INPUT -> {
				draw(mask, embedding.frame());
				yield network.tensor(new Embedding.Features(maskInput, NumberTensor.shape(input.rank(), maskSize, maskSize)));
			}
			case HAS_MASK -> numbers(network, input, new float[] { mask.isEmpty() ? 0 : 1 }, 1);
			case ORIGINAL_SIZE -> numbers(network, input, originalSize(embedding.frame()), 2);
			case UNUSED -> network.tensor(nothing(input));
			case SPARSE, DENSE -> network.tensor(promptEncoder.output(role));
			default -> network.tensor(features(input, role, embedding));
		};
	}

	private static OnnxTensor numbers(final Network network, final TensorInfo input, final float[] values,
		final long... last) throws OrtException
	{
		return NumberTensor.of(network.environment(), input, values, NumberTensor.shape(input.rank(), last));
	}

	/** Zeros for what a model has no use for. */
	private Embedding.Features nothing(final TensorInfo input) {
		final long[] shape = Arrays.stream(input.shape()).map(extent -> Math.max(1, extent)).toArray();
		final int count = Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b));
		if (zeros.capacity() < count) zeros = Network.floats(count);
		return new Embedding.Features(zeros.slice(0, count), shape);
	}

	/**
	 * Height and width that full-size masks get. Where they are not used, the smallest
	 * cost least; and an export whose size is folded into the graph (models.md A1) does
	 * no harm.
	 */
	private float[] originalSize(final ModelFrame frame) {
		if (!fullSize()) return new float[] { 1, 1 };
		return new float[] { frame.original().height(), frame.original().width() };
	}

	/** What the encoder returned for an input, as that input wants it. */
	private Embedding.Features features(final TensorInfo input, final TensorRole role, final Embedding embedding) {
		final Embedding.Features found = embedding.features().get(Embedding.key(role, input.name()));
		final Embedding.Features features = found == null && role == TensorRole.IMAGE_PE ? imagePe : found;
		if (features == null) throw new ModelException("The decoder's input '" + input.name() +
			"' has a role that neither the encoder nor a file of the model provides.");
		return role == TensorRole.INTERM ? stages(input, features) : features;
	}

	/** Intermediate features come stage by stage; a decoder may want the first few alone (models.md D2). */
	private static Embedding.Features stages(final TensorInfo input, final Embedding.Features features) {
		final long[] shape = NumberTensor.shape(input.rank(), features.shape());
		final long wanted = input.shape()[0];
		if (wanted < 1 || wanted >= shape[0]) return new Embedding.Features(features.values(), shape);
		final int count = (int) (features.values().remaining() / shape[0] * wanted);
		shape[0] = wanted;
		return new Embedding.Features(features.values().slice(0, count), shape);
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
}
