package io.github.volumesam.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.TensorInfo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.ObjIntConsumer;

/** A few numbers for a network, in the type that it takes them in, which differs between exports (models.md A6). */
final class NumberTensor {

	private NumberTensor() {}

	/**
	 * @param tensor the input that the numbers are for
	 * @param shape may have an extent of 0
	 */
	static OnnxTensor of(final OrtEnvironment environment, final TensorInfo tensor, final float[] values,
		final long... shape) throws OrtException
	{
		return switch (tensor.dtype()) {
			case F32 -> of(environment, values, shape, OnnxJavaType.FLOAT, (b, i) -> b.putFloat(values[i]));
			case F64 -> of(environment, values, shape, OnnxJavaType.DOUBLE, (b, i) -> b.putDouble(values[i]));
			case I16 -> of(environment, values, shape, OnnxJavaType.INT16, (b, i) -> b.putShort((short) values[i]));
			case I32 -> of(environment, values, shape, OnnxJavaType.INT32, (b, i) -> b.putInt((int) values[i]));
			case I64 -> of(environment, values, shape, OnnxJavaType.INT64, (b, i) -> b.putLong((long) values[i]));
			default -> throw new ModelException("The model takes " + tensor + " in a type that is not supported.");
		};
	}

	private static OnnxTensor of(final OrtEnvironment environment, final float[] values, final long[] shape,
		final OnnxJavaType type, final ObjIntConsumer<ByteBuffer> put) throws OrtException
	{
		final ByteBuffer bytes = ByteBuffer.allocateDirect(type.size * values.length).order(ByteOrder.nativeOrder());
		for (int i = 0; i < values.length; i++)
			put.accept(bytes, i);
		return OnnxTensor.createTensor(environment, bytes.flip(), shape, type);
	}

	/** A shape of {@code rank} axes that ends in {@code last} and is 1 in front. */
	static long[] shape(final int rank, final long... last) {
		final long[] shape = new long[Math.max(rank, last.length)];
		for (int d = 0; d < shape.length; d++)
			shape[d] = d < shape.length - last.length ? 1 : last[d - shape.length + last.length];
		return shape;
	}
}
