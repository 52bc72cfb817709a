package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about an ONNX file before it is loaded. */
class OnnxCheckTest {

	@TempDir
	private Path folder;

	// -- A protocol buffer, written by hand --

	private static byte[] varint(final long value) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		long rest = value;
		for (; (rest & ~0x7FL) != 0; rest >>>= 7)
			out.write((int) (rest & 0x7F | 0x80));
		out.write((int) rest);
		return out.toByteArray();
	}

	private static byte[] join(final byte[]... parts) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (final byte[] part : parts)
			out.writeBytes(part);
		return out.toByteArray();
	}

	private static byte[] number(final int field, final long value) {
		return join(varint(field << 3), varint(value));
	}

	private static byte[] bytes(final int field, final byte[]... parts) {
		final byte[] content = join(parts);
		return join(varint(field << 3 | 2), varint(content.length), content);
	}

	private static byte[] text(final int field, final String text) {
		return bytes(field, text.getBytes(StandardCharsets.UTF_8));
	}

	// -- ONNX --

	private Path model(final byte[]... graph) throws IOException {
		return Files.write(folder.resolve("model.onnx"), join(number(1, 8), bytes(7, graph)));
	}

	private static byte[] raw(final long... values) {
		final ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
		Arrays.stream(values).forEach(buffer::putLong);
		return bytes(9, buffer.array());
	}

	private static byte[] shape(final byte[] values) {
		return bytes(5, number(2, 7), text(8, "s"), values);
	}

	private static byte[] node(final String operator, final String... inputs) {
		return bytes(1, join(Arrays.stream(inputs).map(input -> text(1, input)).toArray(byte[][]::new)), text(2, "y"), text(4,
			operator));
	}

	private static byte[] external(final String... entries) {
		byte[] weights = join(number(2, 1), text(8, "w"), number(14, 1));
		for (int i = 0; i < entries.length; i += 2)
			weights = join(weights, bytes(13, text(1, entries[i]), text(2, entries[i + 1])));
		return bytes(5, weights);
	}

	private static void assertRefused(final Path model, final String... words) {
		final String message = assertThrows(ModelException.class, () -> OnnxCheck.check(model)).getMessage();
		for (final String word : words)
			assertTrue(message.contains(word), message);
	}

	// -- Weights in another file --

	@Test
	void weightsBesideTheFileAreFine() throws IOException {
		Files.write(folder.resolve("w.bin"), new byte[400]);
		OnnxCheck.check(model(external("location", "w.bin", "offset", "300", "length", "100"), external("location",
			"w.bin")));
	}

	@Test
	void aMissingFileOfWeightsIsNamed() throws IOException {
		assertRefused(model(external("location", "model.onnx_data", "length", "100")), "'model.onnx_data', which is missing",
			"Download that too");
	}

	@Test
	void aFileOfWeightsThatEndsTooEarlyIsNamed() throws IOException {
		Files.write(folder.resolve("w.bin"), new byte[400]);
		assertRefused(model(external("location", "w.bin", "offset", "300", "length", "101")), "w.bin", "400 bytes",
			"at least 401", "download it again");
	}

	@Test
	void weightsOutsideTheFolderAreNotRead() throws IOException {
		for (final String place : new String[] { "/etc/passwd", "../w.bin", "a/../../w.bin", "", " ", "a\0b" })
			assertRefused(model(external("location", place)), "damaged", "no file beside it");
		assertRefused(model(external("offset", "0")), "no file beside it");
	}

	@Test
	void aPlaceThatIsNoNumberIsRefused() throws IOException {
		Files.write(folder.resolve("w.bin"), new byte[400]);
		for (final String place : new String[] { "-8", "abc", "99999999999999999999", "9223372036854775807" })
			assertRefused(model(external("location", "w.bin", "offset", place)), "damaged", place);
	}

	// -- Shapes --

	@Test
	void usualShapesAreFine() throws IOException {
		OnnxCheck.check(model(shape(raw(1, 256, 64, 64)), node("Expand", "x", "s"), node("ConstantOfShape", "s"), node("Pad",
			"x", "s"), node("Reshape", "x", "huge")));
	}

	@Test
	void absurdShapesAreRefused() throws IOException {
		for (final byte[] values : new byte[][] { raw(1, 524_528, 64, 64), raw(1L << 40, 1L << 40), bytes(7, varint(3),
			varint(1L << 31)), join(number(7, 1L << 20), number(7, 1L << 20)) })
		{
			assertRefused(model(shape(values), node("ConstantOfShape", "s")), "damaged", "absurd size");
			assertRefused(model(node("Expand", "x", "s"), shape(values)), "absurd size");
			assertRefused(model(shape(values), node("Tile", "x", "s")), "absurd size");
			// Only where it is a shape: a slice may end at the largest number there is.
			OnnxCheck.check(model(shape(values), node("Slice", "x", "s")));
		}
		assertRefused(model(shape(raw(0, 0, 0, 1 << 20)), node("Pad", "x", "s")), "absurd size");
	}

	@Test
	void shapesInNodesOfTheirOwnCountToo() throws IOException {
		final byte[] constant = bytes(1, text(2, "s"), text(4, "Constant"), bytes(5, text(1, "value"), bytes(5, number(2, 7),
			raw(1L << 40))));
		assertRefused(model(constant, node("ConstantOfShape", "s")), "absurd size");
	}

	// -- Files that are none --

	@Test
	void whatIsNoOnnxAtAllIsLeftToTheRuntime() throws IOException {
		final byte[] whole = Files.readAllBytes(model(shape(raw(1, 2)), node("Expand", "x", "s")));
		for (int length = 0; length < whole.length; length++) {
			final Path part = Files.write(folder.resolve("part.onnx"), Arrays.copyOf(whole, length));
			assertDoesNotThrow(() -> OnnxCheck.check(part));
		}
		final Path text = Files.writeString(folder.resolve("text.onnx"), "<html>404 Not Found</html>");
		assertDoesNotThrow(() -> OnnxCheck.check(text));
		assertDoesNotThrow(() -> OnnxCheck.check(folder.resolve("missing.onnx")));
	}

	@Test
	void theNetworksOfTheProjectAreFine() {
		for (final String file : new String[] { "models/embedded/encoder.onnx", "models/embedded/decoder.onnx",
			"src/bench/resources/io/github/volumesam/bench/sam-size-encoder.onnx",
			"src/bench/resources/io/github/volumesam/bench/sam-size-decoder.onnx" })
			OnnxCheck.check(Path.of(file));
	}
}
