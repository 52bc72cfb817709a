package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor.Encoder;
import io.github.volumesam.model.ModelDescriptor.Layout;
import io.github.volumesam.model.ModelDescriptor.NormKind;
import io.github.volumesam.model.ModelDescriptor.Padding;
import io.github.volumesam.model.TensorRole;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a window of a slice into an embedding: reads it, resamples, normalises and
 * pads it as the descriptor says, and runs the encoder. One encode at a time: two
 * would only fight for the same processors (models.md D5).
 */
final class SliceEncoder {

	private final Network network;
	private final Encoder encoder;
	private final FloatBuffer input;
	private final float[] row;
	/** Shapes of the outputs by size of the input, known after the first run of that size. */
	private final Map<List<Integer>, Map<String, long[]>> shapes = new HashMap<>();

	SliceEncoder(final Network network, final Encoder encoder) {
		this.network = network;
		this.encoder = encoder;
		input = Network.floats(3L * encoder.size() * encoder.size());
		row = new float[3 * encoder.size()];
	}

	/**
	 * @param store gives the memory for the embedding
	 */
	synchronized Embedding encode(final WindowReader reader, final int z, final Window window,
		final EmbeddingCache store, final Progress progress)
	{
		progress.checkCancelled();
		final ModelFrame frame = ModelFrame.of(window, reader.volume().calibration().pixelAspect(), encoder);
		final long[] shape = fill(reader.read(z, window, frame.width(), frame.height()), frame);
		final String doing = "encoding slice " + (z + 1);
		try (OnnxTensor image = OnnxTensor.createTensor(network.environment(), input, shape)) {
			final List<Integer> key = List.of(frame.width(), frame.height());
			final Map<String, OnnxTensor> inputs = Map.of(encoder.input(), image);
			Map<String, long[]> known = shapes.get(key);
			final Map<String, Embedding.Features> outputs;
			if (known == null) {
				outputs = network.run(inputs, encoder.outputs().keySet(), store::allocate, progress, doing);
				known = new HashMap<>();
				for (final Map.Entry<String, Embedding.Features> output : outputs.entrySet())
					known.put(output.getKey(), output.getValue().shape());
				shapes.put(key, known);
			}
			else {
				outputs = new HashMap<>();
				for (final Map.Entry<String, long[]> output : known.entrySet()) {
					final long count = Arrays.stream(output.getValue()).reduce(1, (a, b) -> a * b);
					outputs.put(output.getKey(), new Embedding.Features(store.allocate(count), output.getValue()));
				}
				boolean done = false;
				try {
					network.runInto(inputs, outputs, progress, doing);
					done = true;
				}
				finally {
					if (!done) outputs.values().forEach(f -> store.release(f.values()));
				}
			}
			final Map<TensorRole, Embedding.Features> features = new EnumMap<>(TensorRole.class);
			outputs.forEach((name, f) -> features.put(encoder.outputs().get(name), f));
			return new Embedding(features, frame);
		}
		catch (final OrtException e) {
			throw Network.failure(doing, e);
		}
	}

	/** Writes grey values 0…255 into the input; returns its shape. */
	private long[] fill(final float[] values, final ModelFrame frame) {
		final int w = frame.width(), h = frame.height(), n = frame.size();
		final double[] scale = new double[3], shift = new double[3];
		normalisation(values, scale, shift);
		input.clear();
		if (encoder.layout() == Layout.HWC) {
			for (int y = 0; y < h; y++) {
				for (int x = 0, k = 0; x < w; x++)
					for (int c = 0; c < 3; c++)
						row[k++] = (float) (values[y * w + x] * scale[c] + shift[c]);
				input.put(row, 0, 3 * w);
			}
			input.flip();
			return new long[] { h, w, 3 };
		}
		final int columns = encoder.padding() == Padding.BOTTOM_RIGHT ? n : w;
		final int rows = encoder.padding() == Padding.BOTTOM_RIGHT ? n : h;
		for (int c = 0; c < 3; c++) {
			final float a = (float) scale[c], b = (float) shift[c];
			for (int y = 0; y < h; y++) {
				for (int x = 0; x < w; x++)
					row[x] = values[y * w + x] * a + b;
				Arrays.fill(row, w, columns, 0);
				input.put(row, 0, columns);
			}
			Arrays.fill(row, 0, columns, 0);
			for (int y = h; y < rows; y++)
				input.put(row, 0, columns);
		}
		input.flip();
		return new long[] { 1, 3, rows, columns };
	}

	private void normalisation(final float[] values, final double[] scale, final double[] shift) {
		if (encoder.norm().kind() == NormKind.MEAN_STD) {
			for (int c = 0; c < 3; c++) {
				scale[c] = 1 / encoder.norm().std()[c];
				shift[c] = -encoder.norm().mean()[c] * scale[c];
			}
			return;
		}
		Arrays.fill(scale, 1);
		if (encoder.norm().kind() == NormKind.IN_GRAPH) return;
		float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
		for (final float value : values) {
			low = Math.min(low, value);
			high = Math.max(high, value);
		}
		// A constant window becomes 0, as in MedSAM's own preparation.
		Arrays.fill(scale, 1 / Math.max(high - low, 1e-8));
		for (int c = 0; c < 3; c++)
			shift[c] = -low * scale[c];
	}
}
