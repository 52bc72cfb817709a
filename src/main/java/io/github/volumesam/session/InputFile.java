package io.github.volumesam.session;

import io.github.volumesam.volume.Fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A file that a segmentation started from.
 *
 * @param role what it was used as, such as {@code image}
 * @param path where it lay
 * @param name its name, by which it can be found again elsewhere
 * @param bytes its size; of a folder, that of all files in it
 * @param sha256 of its content; of a folder, of all files in it one after the other,
 *          sorted by name
 */
public record InputFile(String role, String path, String name, long bytes, String sha256) {

	/**
	 * Reads and hashes a file, or the files in a folder.
	 *
	 * @throws IOException if it cannot be read
	 */
	public static InputFile of(final String role, final Path path) throws IOException {
		final MessageDigest digest = Fingerprint.sha256();
		final byte[] buffer = new byte[1 << 16];
		long bytes = 0;
		for (final Path file : files(path)) {
			try (InputStream in = Files.newInputStream(file)) {
				for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
					digest.update(buffer, 0, n);
					bytes += n;
				}
			}
		}
		final Path absolute = path.toAbsolutePath().normalize();
		return new InputFile(role, absolute.toString(), String.valueOf(absolute.getFileName()), bytes, HexFormat.of()
			.formatHex(digest.digest()));
	}

	private static List<Path> files(final Path path) throws IOException {
		if (!Files.isDirectory(path)) return List.of(path);
		try (Stream<Path> entries = Files.list(path)) {
			return entries.filter(Files::isRegularFile).sorted().toList();
		}
	}
}
