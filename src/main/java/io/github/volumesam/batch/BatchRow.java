package io.github.volumesam.batch;

import io.github.volumesam.Csv;

import java.util.List;
import java.util.Locale;

/**
 * What became of one image.
 *
 * @param file relative to the folder
 * @param objects how many were found
 * @param seconds that it took
 * @param state what became of it
 * @param reason why, where that is to be said
 */
public record BatchRow(String file, int objects, double seconds, State state, String reason) {

	/** What can become of an image. */
	public enum State {

		/** Its results have been written. */
		DONE,

		/** Its results were there already. */
		SKIPPED,

		/** It could not be segmented. */
		FAILED,

		/** The user has stopped before it was finished. */
		CANCELLED;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** Rows as comma-separated values. */
	public static String csv(final List<BatchRow> rows) {
		final StringBuilder csv = new StringBuilder("File,Objects,Seconds,State,Reason\n");
		for (final BatchRow row : rows)
			csv.append(Csv.row(row.file, row.objects, row.seconds, row.state, row.reason));
		return csv.toString();
	}
}
