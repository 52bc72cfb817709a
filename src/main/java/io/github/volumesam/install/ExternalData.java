package io.github.volumesam.install;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The names of the files in which an ONNX file keeps its weights. They stand in its
 * tensors as entries with the key {@code location} (onnx.proto,
 * {@code TensorProto.external_data}, a {@code StringStringEntryProto} with the key
 * as field 1 and the value as field 2).
 */
final class ExternalData {

	private static final byte[] KEY = "\n\blocation\u0012".getBytes(StandardCharsets.US_ASCII);
	private static final int LONGEST_NAME = 1024;

	private ExternalData() {}

	/** The names, relative to the file; empty if it holds its weights itself. */
	static Set<String> of(final Path onnx) throws IOException {
		final Set<String> names = new LinkedHashSet<>();
		try (InputStream in = new BufferedInputStream(Files.newInputStream(onnx), 1 << 16)) {
			int matched = 0;
			for (int b = in.read(); b >= 0; b = in.read()) {
				// The first byte of the key occurs in it only once, so a failed match can begin anew with this byte.
				matched = b == KEY[matched] ? matched + 1 : b == KEY[0] ? 1 : 0;
				if (matched < KEY.length) continue;
				matched = 0;
				final int length = length(in);
				if (length > 0 && length <= LONGEST_NAME) names.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
			}
		}
		return names;
	}

	/** A variable-length integer, seven bits a byte, the lowest first. */
	private static int length(final InputStream in) throws IOException {
		int value = 0;
		for (int shift = 0; shift < 21; shift += 7) {
			final int b = in.read();
			if (b < 0) return 0;
			value |= (b & 0x7f) << shift;
			if (b < 0x80) return value;
		}
		return 0;
	}
}
