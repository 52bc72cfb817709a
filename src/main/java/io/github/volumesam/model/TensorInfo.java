package io.github.volumesam.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An input or output of a network.
 *
 * @param name the tensor's name in the file
 * @param shape its extents; -1 where the extent is free
 * @param dtype its element type
 */
public record TensorInfo(String name, long[] shape, Dtype dtype) {

	/** Element types that occur in models. */
	public enum Dtype {
		F32, F64, F16, U8, I8, I16, I32, I64, BOOL, OTHER
	}

	public int rank() {
		return shape.length;
	}

	/**
	 * Whether the tensor has this shape, where -1 in either stands for any extent.
	 */
	public boolean fits(final long... expected) {
		if (expected.length != shape.length) return false;
		for (int d = 0; d < shape.length; d++)
			if (shape[d] >= 0 && expected[d] >= 0 && shape[d] != expected[d]) return false;
		return true;
	}

	/** For example {@code point_coords f32 [1, ?, 2]}. */
	@Override
	public String toString() {
		return name + " " + dtype.name().toLowerCase(Locale.ROOT) + " " + Arrays.stream(shape).mapToObj(n -> n < 0 ? "?"
			: Long.toString(n)).collect(Collectors.joining(", ", "[", "]"));
	}
}
