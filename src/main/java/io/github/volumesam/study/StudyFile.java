package io.github.volumesam.study;

import io.github.volumesam.session.Failure;
import io.github.volumesam.session.Outputs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The table of a study as a file, from which a study that was stopped goes on.
 *
 * @param outputs of the command, with the folder of the file
 * @param name of the file
 */
public record StudyFile(Outputs outputs, String name) {

	/**
	 * The rows of an earlier run; none if there is no file.
	 *
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it is no table of a study
	 */
	public List<StudyRow> known() throws IOException {
		final Path file = outputs.folder().resolve(name);
		return Files.exists(file) ? StudyTable.parse(Files.readString(file)) : List.of();
	}

	/** Replaces the file. */
	public void save(final List<StudyRow> rows) {
		try {
			Files.writeString(outputs.add(name), StudyTable.csv(rows));
			outputs.commit();
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The table of the study cannot be written: " + Failure.message(e), e);
		}
	}
}
