package io.github.volumesam.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How many cores the processor has. Two threads on one core share its arithmetic
 * units, which an encoder keeps busy with one thread already (models.md D5).
 */
final class Processor {

	private static final Path LINUX = Path.of("/sys/devices/system/cpu");

	private Processor() {}

	/**
	 * The physical cores that this Java process may use; empty where only ONNX Runtime
	 * itself can tell, which is on Windows.
	 */
	static OptionalInt cores() {
		final int threads = Runtime.getRuntime().availableProcessors();
		final String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
		if (system.contains("win")) return OptionalInt.empty();
		final OptionalInt found = system.contains("mac") ? mac() : linux(LINUX);
		// A container may be allowed less than the computer has.
		return OptionalInt.of(Math.min(threads, found.orElse(threads)));
	}

	/**
	 * Counts the sets of threads that share a core.
	 *
	 * @param cpus the folder in which Linux describes its processors
	 */
	static OptionalInt linux(final Path cpus) {
		final Set<String> cores = new HashSet<>();
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(cpus, "cpu[0-9]*")) {
			for (final Path folder : folders) {
				final Path siblings = folder.resolve("topology/thread_siblings_list");
				if (Files.isReadable(siblings)) cores.add(Files.readString(siblings).trim());
			}
		}
		catch (final IOException e) {
			// Some containers hide it; then every thread counts as a core.
			return OptionalInt.empty();
		}
		return cores.isEmpty() ? OptionalInt.empty() : OptionalInt.of(cores.size());
	}

	private static OptionalInt mac() {
		try {
			final Process process = new ProcessBuilder("/usr/sbin/sysctl", "-n", "hw.physicalcpu").start();
			try (InputStream out = process.getInputStream()) {
				return OptionalInt.of(Integer.parseInt(new String(out.readAllBytes(), StandardCharsets.US_ASCII).trim()));
			}
		}
		catch (final IOException | NumberFormatException e) {
			return OptionalInt.empty();
		}
	}
}
