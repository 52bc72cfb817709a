package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads arrays of 32-bit floating point from NumPy's .npy format, versions 1 to 3. */
final class NpyArray {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };
	private static final Pattern HEADER = Pattern.compile(
		"'descr': '<f4', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\)");

	private NpyArray() {}

	/**
	 * @throws ModelException if it is another file, or an array of another type
	 */
	static Embedding.Features read(final ModelFiles.Source source) {
		final byte[] bytes = source.bytes();
		if (bytes.length < 12 || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) throw bad(source,
			"it is not in NumPy's format");
		final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(MAGIC.length);
		final int version = buffer.get();
		buffer.get();
		final long length = version == 1 ? Short.toUnsignedInt(buffer.getShort()) : Integer.toUnsignedLong(buffer.getInt());
		if (length > buffer.remaining()) throw bad(source, "it is cut off");
		final String header = new String(bytes, buffer.position(), (int) length, StandardCharsets.ISO_8859_1);
		final Matcher matcher = HEADER.matcher(header);
		if (!matcher.find()) throw bad(source, "its header is " + header.trim());
		final long[] shape = Arrays.stream(matcher.group(1).split(",")).map(String::trim).filter(s -> !s.isEmpty())
			.mapToLong(Long::parseLong).toArray();
		final long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
		buffer.position(buffer.position() + (int) length);
		if (4 * count != buffer.remaining()) throw bad(source, "it is cut off");
		final FloatBuffer values = Network.floats(count);
		values.put(buffer.asFloatBuffer()).flip();
		return new Embedding.Features(values, shape);
	}

	private static ModelException bad(final ModelFiles.Source source, final String why) {
		return new ModelException("The file " + source.name() +
			" is not an array of 32-bit floating point that NumPy has saved: " + why + ".");
	}
}
