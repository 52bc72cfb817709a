package io.github.volumesam.model;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads the fields of a protocol buffer one after the other, and skips what is not
 * wanted, so that a large file is looked through in no time
 * (protobuf.dev/programming-guides/encoding).
 */
final class ProtobufReader implements AutoCloseable {

	private static final int NUMBER = 0, FIXED_64 = 1, BYTES = 2, FIXED_32 = 5;

	private final InputStream in;
	private final long size;
	private long position;

	/** Receives the fields of a message. */
	interface Fields {

		/** A whole number. */
		default void number(final int field, final long value) {}

		/** A message, a text or packed numbers; what is not read of it is skipped. */
		default void bytes(final int field, final long length) throws IOException {}
	}

	ProtobufReader(final Path file) throws IOException {
		in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
		size = Files.size(file);
	}

	/**
	 * Reads the whole file as one message.
	 *
	 * @throws IOException if it is none, or ends too early
	 */
	void message(final Fields fields) throws IOException {
		message(size, fields);
	}

	/**
	 * Reads a message.
	 *
	 * @param length in bytes
	 * @throws IOException if it is none, or ends too early
	 */
	void message(final long length, final Fields fields) throws IOException {
		final long end = position + length;
		while (position < end) {
			final long tag = varint();
			final int field = (int) (tag >>> 3);
			switch ((int) (tag & 7)) {
				case NUMBER -> fields.number(field, varint());
				case FIXED_64 -> skip(8);
				case FIXED_32 -> skip(4);
				case BYTES -> {
					final long bytes = varint();
					if (bytes < 0 || bytes > end - position) throw new EOFException();
					final long next = position + bytes;
					fields.bytes(field, bytes);
					skip(next - position);
				}
				default -> throw new StreamCorruptedException();
			}
		}
	}

	long varint() throws IOException {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 7) {
			final int b = next();
			value |= (long) (b & 0x7F) << shift;
			if (b < 0x80) return value;
		}
		throw new StreamCorruptedException();
	}

	/** A number of eight bytes, the lowest first. */
	long fixed64() throws IOException {
		long value = 0;
		for (int shift = 0; shift < 64; shift += 8)
			value |= (long) next() << shift;
		return value;
	}

	/** @throws IOException if it is longer than any name is */
	String text(final long length) throws IOException {
		if (length > 1 << 16) throw new StreamCorruptedException();
		final byte[] bytes = in.readNBytes((int) length);
		position += bytes.length;
		return new String(bytes, StandardCharsets.UTF_8);
	}

	long position() {
		return position;
	}

	private int next() throws IOException {
		final int b = in.read();
		if (b < 0) throw new EOFException();
		position++;
		return b;
	}

	private void skip(final long bytes) throws IOException {
		if (bytes < 0) throw new StreamCorruptedException();
		in.skipNBytes(bytes);
		position += bytes;
	}

	@Override
	public void close() throws IOException {
		in.close();
	}
}
