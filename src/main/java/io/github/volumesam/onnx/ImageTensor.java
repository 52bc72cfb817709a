package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.volumesam.model.EncoderContract;
import io.github.volumesam.model.EncoderContract.Channels;
import io.github.volumesam.model.EncoderContract.Padding;
import io.github.volumesam.model.TensorInfo;
import io.github.volumesam.model.TensorInfo.Dtype;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Writes slices of grey values 0…255 as the images of three channels that an encoder takes, normalised and padded. */
final class ImageTensor {

	/** Takes what lies half way between two bytes, but for the error of floating point, to the upper one. */
	private static final float TIE = 1e-4f;

	private final EncoderContract encoder;
	private final boolean bytes;
	private final int rank;
	private FloatBuffer floats = Network.floats(0);
	private ByteBuffer octets = ByteBuffer.allocateDirect(0);
	private float[] row = new float[0];

	/**
	 * @param tensor the encoder's image tensor
	 */
	ImageTensor(final EncoderContract encoder, final TensorInfo tensor) {
		this.encoder = encoder;
		bytes = tensor.dtype() == Dtype.U8;
		rank = tensor.rank();
	}

	/**
	 * The tensor shares its memory with the next one, so it has to be closed before
	 * that.
	 *
	 * @param slices each row by row; together they have one range
	 * @param width columns of the image
	 * @param height rows of the image
	 */
	OnnxTensor of(final OrtEnvironment environment, final List<float[]> slices, final int width, final int height)
		throws OrtException
	{
		final boolean padded = encoder.padding() == Padding.BOTTOM_RIGHT;
		final int columns = padded ? encoder.size() : width, rows = padded ? encoder.size() : height;
		final List<List<float[]>> images = encoder.channels() == Channels.SLICES ? List.of(slices) : slices.stream().map(
			slice -> List.of(slice, slice, slice)).toList();
		final int count = 3 * columns * rows * images.size();
		if (bytes && octets.capacity() < count) octets = ByteBuffer.allocateDirect(count);
		if (!bytes && floats.capacity() < count) floats = Network.floats(count);
		if (row.length < 3 * columns) row = new float[3 * columns];
		octets.clear();
		floats.clear();
		final double[] scale = new double[3], shift = new double[3];
		normalisation(slices, scale, shift);
		for (final List<float[]> channels : images) {
			if (encoder.layout().interleaved()) interleaved(channels, width, height, columns, rows, scale, shift);
			else planar(channels, width, height, columns, rows, scale, shift);
		}
		final long[] extents = encoder.layout().interleaved() ? new long[] { images.size(), rows, columns, 3 }
			: new long[] { images.size(), 3, rows, columns };
		final long[] shape = encoder.layout().batched() ? NumberTensor.shape(rank, extents) : Arrays.copyOfRange(extents, 1,
			4);
		return bytes ? OnnxTensor.createTensor(environment, octets.flip(), shape, OnnxJavaType.UINT8) : OnnxTensor
			.createTensor(environment, floats.flip(), shape);
	}

	private void interleaved(final List<float[]> channels, final int width, final int height, final int columns,
		final int rows, final double[] scale, final double[] shift)
	{
		for (int y = 0; y < height; y++) {
			for (int x = 0, k = 0; x < width; x++)
				for (int c = 0; c < 3; c++)
					row[k++] = (float) (channels.get(c)[y * width + x] * scale[c] + shift[c]);
			Arrays.fill(row, 3 * width, 3 * columns, 0);
			put(3 * columns);
		}
		Arrays.fill(row, 0, 3 * columns, 0);
		for (int y = height; y < rows; y++)
			put(3 * columns);
	}

	private void planar(final List<float[]> channels, final int width, final int height, final int columns,
		final int rows, final double[] scale, final double[] shift)
	{
		for (int c = 0; c < 3; c++) {
			final float a = (float) scale[c], b = (float) shift[c];
			final float[] values = channels.get(c);
			for (int y = 0; y < height; y++) {
				for (int x = 0; x < width; x++)
					row[x] = values[y * width + x] * a + b;
				Arrays.fill(row, width, columns, 0);
				put(columns);
			}
			Arrays.fill(row, 0, columns, 0);
			for (int y = height; y < rows; y++)
				put(columns);
		}
	}

	private void put(final int count) {
		if (bytes) for (int i = 0; i < count; i++)
			octets.put((byte) Math.max(0, Math.min(255, Math.round(row[i] + TIE))));
		else floats.put(row, 0, count);
	}

	private void normalisation(final List<float[]> slices, final double[] scale, final double[] shift) {
		for (int c = 0; c < 3; c++) {
			scale[c] = switch (encoder.norm().kind()) {
				case MEAN_STD, MIN_MAX_MEAN_STD -> 1 / encoder.norm().std()[c];
				case UNIT -> 1 / 255.0;
				case HALF_HALF -> 1 / 127.5;
				case IN_GRAPH, MIN_MAX_01 -> 1;
			};
			shift[c] = switch (encoder.norm().kind()) {
				case MEAN_STD, MIN_MAX_MEAN_STD -> -encoder.norm().mean()[c] * scale[c];
				case HALF_HALF -> -1;
				case UNIT, IN_GRAPH, MIN_MAX_01 -> 0;
			};
		}
		final double full = switch (encoder.norm().kind()) {
			case MIN_MAX_01 -> 1;
			case MIN_MAX_MEAN_STD -> 255;
			default -> 0;
		};
		if (full == 0) return;
		float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
		for (final float[] values : slices)
			for (final float value : values) {
				low = Math.min(low, value);
				high = Math.max(high, value);
			}
		for (int c = 0; c < 3; c++) {
			// A constant window becomes 0, as in MedSAM's own preparation.
			scale[c] *= full / Math.max(high - low, 1e-8);
			shift[c] -= low * scale[c];
		}
	}
}
