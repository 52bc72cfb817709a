package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a command line did. */
record CommandRun(int exitCode, String out, String err) {

	static CommandRun of(final String... args) {
		return of(new Interrupt(), args);
	}

	static CommandRun of(final Interrupt interrupt, final String... args) {
		final StringWriter out = new StringWriter(), err = new StringWriter();
		final int exitCode = VolumeSam.commandLine(interrupt, new PrintWriter(out, true), new PrintWriter(err, true))
			.execute(args);
		return new CommandRun(exitCode, out.toString(), err.toString());
	}

	void assertDone() {
		assertEquals(0, exitCode, err);
	}

	/** Failed, with a message for people that contains these words, and nothing else. */
	void assertRefused(final String... words) {
		assertEquals(1, exitCode, err);
		assertEquals("", out);
		assertTrue(err.startsWith("volume-sam: "), err);
		assertFalse(err.contains("\tat "), err);
		for (final String word : words)
			assertTrue(err.contains(word), "'" + word + "' in: " + err);
	}

	/** The names of the files in a folder, sorted. */
	static List<String> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}
}
