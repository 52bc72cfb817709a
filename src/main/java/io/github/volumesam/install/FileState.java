package io.github.volumesam.install;

import io.github.volumesam.Csv;

import java.util.List;

/**
 * What has become of a file of an installed model.
 *
 * @param model ID of the model
 * @param file its name
 * @param state in words
 * @param isRight whether it is the file that it should be
 */
public record FileState(String model, String file, String state, boolean isRight) {

	/** States as comma-separated values with a header. */
	public static String csv(final List<FileState> states) {
		final StringBuilder csv = new StringBuilder(Csv.row("ID", "File", "State"));
		for (final FileState state : states)
			csv.append(Csv.row(state.model, state.file, state.state));
		return csv.toString();
	}
}
