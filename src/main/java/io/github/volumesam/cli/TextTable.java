package io.github.volumesam.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table for the terminal, its columns aligned: text to the left, numbers to the right. */
final class TextTable {

	private final List<String[]> rows = new ArrayList<>();

	TextTable(final String... header) {
		rows.add(header);
	}

	TextTable row(final Object... cells) {
		rows.add(Arrays.stream(cells).map(String::valueOf).toArray(String[]::new));
		return this;
	}

	void print(final PrintWriter out) {
		final int columns = rows.get(0).length;
		final int[] width = new int[columns];
		final boolean[] number = new boolean[columns];
		for (int c = 0; c < columns; c++) {
			final int column = c;
			width[c] = rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
			number[c] = rows.stream().skip(1).allMatch(row -> row[column].matches("[-+]?[0-9.]+|NaN|-?"));
		}
		for (final String[] row : rows) {
			final StringBuilder line = new StringBuilder();
			for (int c = 0; c < columns; c++) {
				final String padding = " ".repeat(width[c] - row[c].length());
				line.append(c == 0 ? "" : "  ").append(number[c] ? padding + row[c] : row[c] + padding);
			}
			out.println(line.toString().stripTrailing());
		}
	}
}
