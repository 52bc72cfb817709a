package io.github.volumesam.ij;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;

/** Our comma-separated tables as ImageJ tables, so that files and windows say the same. */
public final class CsvTable {

	/** As many digits behind the point as our files have at most. */
	private static final int DECIMALS = 5;

	private CsvTable() {}

	/**
	 * @param csv a header and rows; text may stand in double quotes
	 */
	public static ResultsTable of(final String csv) {
		final List<List<String>> rows = rows(csv);
		final List<String> header = rows.get(0);
		final ResultsTable table = new ResultsTable();
		table.setPrecision(DECIMALS);
		for (final List<String> cells : rows.subList(1, rows.size())) {
			table.incrementCounter();
			for (int i = 0; i < cells.size(); i++) {
				final String cell = cells.get(i);
				if (cell.matches("NaN|-?[0-9.]+(e[-+]?[0-9]+)?")) table.addValue(header.get(i), Double.parseDouble(cell));
				else table.addValue(header.get(i), cell);
			}
		}
		return table;
	}

	/** The cells of each row, the header among them. */
	static List<List<String>> rows(final String csv) {
		return csv.lines().map(CsvTable::cells).toList();
	}

	private static List<String> cells(final String line) {
		final List<String> cells = new ArrayList<>();
		final StringBuilder cell = new StringBuilder();
		boolean quoted = false;
		for (int i = 0; i < line.length(); i++) {
			final char c = line.charAt(i);
			if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') cell.append(line.charAt(++i));
			else if (c == '"') quoted = !quoted;
			else if (c == ',' && !quoted) {
				cells.add(cell.toString());
				cell.setLength(0);
			}
			else cell.append(c);
		}
		cells.add(cell.toString());
		return cells;
	}
}
