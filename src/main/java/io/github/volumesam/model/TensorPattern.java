package io.github.volumesam.model;

import io.github.volumesam.model.TensorInfo.Dtype;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a tensor of a known contract looks like, written as messages write tensors:
 * {@code image f32 [?, 3, 1024, 1024]}, or a name alone. A name of {@code *} is any
 * name, {@code **} stands for all tensors that fit, {@code ?} is any extent and
 * {@code >1} any fixed extent above 1.
 *
 * @param name null for any
 * @param all whether it stands for all tensors that fit
 * @param dtype null for any
 * @param extents null for any
 */
record TensorPattern(String name, boolean all, Dtype dtype, List<String> extents) {

	static TensorPattern parse(final String text) {
		final int bracket = text.indexOf('[');
		final String[] words = (bracket < 0 ? text : text.substring(0, bracket)).trim().split(" ");
		final Dtype dtype = words.length > 1 ? Dtype.valueOf(words[1].toUpperCase(Locale.ROOT)) : null;
		return new TensorPattern(words[0].startsWith("*") ? null : words[0], words[0].equals("**"), dtype, bracket < 0 ? null : Arrays.stream(text
			.substring(bracket + 1, text.indexOf(']')).split(",")).map(String::trim).toList());
	}

	/**
	 * @param strict whether an extent that the file leaves free fits no number; inputs
	 *          say what they take, while exports often leave the extents of outputs open
	 */
	boolean fits(final TensorInfo tensor, final boolean strict) {
		if (name != null && !name.equals(tensor.name()) || dtype != null && dtype != tensor.dtype()) return false;
		if (extents == null) return true;
		if (extents.size() != tensor.rank()) return false;
		for (int d = 0; d < tensor.rank(); d++)
			if (!fits(extents.get(d), tensor.shape()[d], strict)) return false;
		return true;
	}

	private static boolean fits(final String expected, final long extent, final boolean strict) {
		if (expected.equals("?") || extent < 0 && !strict) return true;
		return expected.equals(">1") ? extent > 1 : extent == Long.parseLong(expected);
	}
}
