package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.EncoderContract;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a window of a slice into an embedding: reads it, resamples, normalises and
 * pads it as the descriptor says, and runs the encoder. One encode at a time: two
 * would only fight for the same processors (models.md D5).
 */
final class SliceEncoder {

	private final Network network;
	private final EncoderContract encoder;
	private final int frameSize;
	private final ImageTensor image;
	/** Shapes of the outputs, in the descriptor's order, by size of the image; known after the first run of that size. */
	private final Map<List<Integer>, Map<String, long[]>> shapes = new HashMap<>();

	/**
	 * @param frameSize extent of the square that prompts are given in
	 */
	SliceEncoder(final Network network, final EncoderContract encoder, final int frameSize) {
		this.network = network;
		this.encoder = encoder;
		this.frameSize = frameSize;
		image = new ImageTensor(encoder, network.info().input(encoder.input()).orElseThrow());
	}

	/**
	 * @param z the first of the slices that the encoder looks at; where they reach over
	 *          an end of the volume, the slice at that end is shown again
	 * @param store gives the memory for the embedding
	 */
	synchronized Embedding encode(final WindowReader reader, final int z, final Window window,
		final EmbeddingCache store, final Progress progress)
	{
		progress.checkCancelled();
		final double aspect = reader.volume().calibration().pixelAspect();
		final ModelFrame square = ModelFrame.of(window, aspect, encoder, encoder.size());
		final ModelFrame shown = encoder.resizeInGraph() && encoder.width() == 0 ? square.original() : square;
		final int width = shown.width(), height = shown.height();
		final List<float[]> slices = new ArrayList<>();
		for (int k = 0; k < encoder.slices(); k++)
			slices.add(reader.read(Math.max(0, Math.min(z + k, reader.volume().depth() - 1)), window, width, height, encoder
				.filter()));
		final String doing = "encoding slice " + (Math.max(0, z) + 1);
		final Map<String, OnnxTensor> inputs = new HashMap<>();
		try {
			inputs.put(encoder.input(), image.of(network.environment(), slices, width, height));
			for (final Map.Entry<String, TensorRole> input : encoder.inputs().entrySet())
				inputs.put(input.getKey(), extra(input.getKey(), input.getValue(), width, height));
			return new Embedding(run(inputs, List.of(width, height), store, progress, doing), ModelFrame.of(window, aspect,
				encoder, frameSize));
		}
		catch (final OrtException e) {
			throw Network.failure(doing, e);
		}
		finally {
			inputs.values().forEach(OnnxTensor::close);
		}
	}

	private OnnxTensor extra(final String name, final TensorRole role, final int width, final int height)
		throws OrtException
	{
		final TensorInfo tensor = network.info().input(name).orElseThrow();
		if (role == TensorRole.ORIGINAL_SIZE) return NumberTensor.of(network.environment(), tensor, new float[] { height,
			width }, 2);
		throw new ModelException("The encoder " + network.info().name() + " takes " + tensor +
			" in a role that an encoder cannot be given.");
	}

	private Map<String, Embedding.Features> run(final Map<String, OnnxTensor> inputs, final List<Integer> size,
		final EmbeddingCache store, final Progress progress, final String doing)
	{
		final Map<String, long[]> known = shapes.get(size);
		if (known == null) {
			final Map<String, Embedding.Features> first = network.run(inputs, encoder.outputs().keySet(), Network::floats,
				progress, doing);
			final Map<String, long[]> found = new LinkedHashMap<>();
			encoder.outputs().keySet().forEach(name -> found.put(name, first.get(name).shape()));
			final EncoderMemory memory = new EncoderMemory(encoder, found, store);
			memory.outputs().forEach((name, target) -> target.values().duplicate().put(first.get(name).values()));
			shapes.put(size, found);
			return memory.features();
		}
		final EncoderMemory memory = new EncoderMemory(encoder, known, store);
		boolean done = false;
		try {
			network.runInto(inputs, memory.outputs(), progress, doing);
			done = true;
		}
		finally {
			if (!done) memory.features().values().forEach(f -> store.release(f.values()));
		}
		return memory.features();
	}
}
