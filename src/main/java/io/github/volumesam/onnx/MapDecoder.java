package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.DecoderContract.MaskValues;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorRole;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Asks a decoder that takes no prompt for its maps (models.md A3 D20). */
final class MapDecoder {

	private final ModelDescriptor descriptor;
	private final RoleNetwork decoder;
	/** What the decoder takes besides, from a file of its own; null if nothing. */
	private final Embedding.Features imagePe;
	private final TensorRole role;

	/**
	 * @param imagePe the positions of the grid's cells, where they come from a file;
	 *          otherwise null
	 */
	MapDecoder(final Network decoder, final Embedding.Features imagePe, final ModelDescriptor descriptor) {
		this.descriptor = descriptor;
		this.imagePe = imagePe;
		this.decoder = new RoleNetwork(decoder, descriptor.decoder().inputs(), descriptor.decoder().outputs());
		role = descriptor.decoder().outputs().containsValue(TensorRole.LOW_RES_MASKS) ? TensorRole.LOW_RES_MASKS
			: TensorRole.MASKS;
	}

	/**
	 * @return the maps of every slice of the embedding. Of a single map, what is above 0
	 *         is inside
	 */
	List<List<LogitMap>> decode(final Embedding embedding, final Progress progress) {
		final ModelFrame frame = embedding.frame(), told = frame.original();
		decoder.run((input, given) -> input(input, given, embedding), List.of((long) told.width(), (long) told.height()),
			progress, "finding what is on a slice");
		final Embedding.Features found = decoder.output(role);
		final long[] shape = found.shape();
		final int slices = descriptor.encoder().slices();
		final int rows = (int) shape[shape.length - 2], columns = (int) shape[shape.length - 1], size = rows * columns;
		final int count = found.values().limit() / size / slices;
		if (count == 0 || count * slices * size != found.values().limit() || shape.length > 3 && count != shape[shape.length -
			3]) throw new ModelException("The decoder " + decoder.network().info().name() + " answers for another number of " +
				"slices than the " + slices + " that the descriptor has under 'encoder.slices'.");
		final int used = descriptor.decoder().first() ? 1 : count;
		final List<List<LogitMap>> maps = new ArrayList<>();
		for (int s = 0; s < slices; s++) {
			final List<LogitMap> slice = new ArrayList<>();
			for (int k = 0; k < used; k++)
				slice.add(new LogitMap(role == TensorRole.MASKS ? frame.window() : frame.covered(), columns, rows, values(found
					.values(), (s * count + k) * size, size, used)));
			maps.add(slice);
		}
		return maps;
	}

	/** The numbers of a map; of a single one moved so that its border lies at 0. */
	private float[] values(final FloatBuffer all, final int from, final int size, final int maps) {
		final float[] values = new float[size];
		all.get(from, values);
		if (maps > 1) return values;
		final MaskValues meaning = descriptor.decoder().values();
		final float[] settled = meaning.settled(values);
		for (int i = 0; i < size; i++)
			settled[i] = meaning.resampled(settled[i]);
		return settled;
	}

	private OnnxTensor input(final TensorInfo input, final TensorRole given, final Embedding embedding)
		throws OrtException
	{
		final Network network = decoder.network();
		if (given == TensorRole.ORIGINAL_SIZE) return NumberTensor.of(network.environment(), input, new float[] { embedding
			.frame().original().height(), embedding.frame().original().width() }, NumberTensor.shape(input.rank(), 2));
		// No point and no box, which a prompt encoder would have made tokens of.
		if (given == TensorRole.SPARSE) return NumberTensor.of(network.environment(), input, new float[0], NumberTensor
			.shape(input.rank(), 0, input.shape()[input.rank() - 1]));
		final Embedding.Features own = embedding.features().get(Embedding.key(given, input.name()));
		final Embedding.Features features = own == null && given == TensorRole.IMAGE_PE ? imagePe : own;
		if (features == null) throw new ModelException("The decoder " + network.info().name() + " takes " + input +
			", which nothing provides without a prompt.");
		return network.tensor(features);
	}
}
