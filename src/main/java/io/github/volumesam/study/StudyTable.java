package io.github.volumesam.study;

import io.github.volumesam.propagate.Strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a study as comma-separated values. The table is also the study's
 * memory: a study that finds its own table goes on where it stopped.
 */
public final class StudyTable {

	private static final String HEADER = "Model,Prompt,Strategy,Objects,Dice,SurfaceDice,EndSliceError," +
		"MedianEndSliceError,EndSliceError90,DiceOver0.5,DiceOver0.8,SecondsPerObject,Inputs";

	private StudyTable() {}

	/** Numbers have a decimal point everywhere. */
	public static String csv(final List<StudyRow> rows) {
		final StringBuilder csv = new StringBuilder(HEADER).append('\n');
		for (final StudyRow row : rows) {
			csv.append('"').append(row.model().replace("\"", "\"\"")).append("\",").append(row.prompt()).append(',').append(row
				.strategy()).append(',').append(row.objects());
			for (final double value : new double[] { row.dice(), row.surfaceDice(), row.endSliceError(), row
				.medianEndSliceError(), row.largeEndSliceError(), row.half(), row.good(), row.seconds() })
				csv.append(',').append(String.format(Locale.ROOT, "%.4f", value));
			csv.append(',').append(row.inputs()).append('\n');
		}
		return csv.toString();
	}

	/**
	 * Reads a table back.
	 *
	 * @throws IllegalArgumentException if the text is no table of a study
	 */
	public static List<StudyRow> parse(final String csv) {
		final List<String> lines = csv.lines().toList();
		if (lines.isEmpty() || !lines.get(0).equals(HEADER)) throw new IllegalArgumentException(
			"There is already a file of this name, and it is not the table of a study. Choose another name.");
		final List<StudyRow> rows = new ArrayList<>();
		for (final String line : lines.subList(1, lines.size())) {
			final int end = line.lastIndexOf("\",");
			final String[] cells = end < 1 ? new String[0] : line.substring(end + 2).split(",");
			if (cells.length != 12) throw new IllegalArgumentException("The table of the study is damaged at '" + line +
				"'. Delete the line to have it computed again.");
			final double[] n = new double[8];
			for (int i = 0; i < n.length; i++)
				n[i] = Double.parseDouble(cells[i + 3]);
			rows.add(new StudyRow(line.substring(1, end).replace("\"\"", "\""), PromptMode.parse(cells[0]), Strategy.parse(
				cells[1]), Integer.parseInt(cells[2]), n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], cells[11]));
		}
		return rows;
	}
}
