package io.github.volumesam.session;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads boxes from a table with commas, semicolons or tabs. */
final class BoxTable {

	/** What the columns of a table without names mean. */
	private static final List<String> USUAL = List.of("label", "slice", "x", "y", "width", "height");

	private final String separator;
	private final Map<BoxColumn, Integer> columns;

	private BoxTable(final String separator, final Map<BoxColumn, Integer> columns) {
		this.separator = separator;
		this.columns = columns;
	}

	/**
	 * @param file its name, for messages
	 * @throws IllegalArgumentException if the text is no table of boxes
	 */
	static List<PlacedBox> parse(final String text, final String file) {
		final List<PlacedBox> boxes = new ArrayList<>();
		final String[] lines = text.split("\r\n?|\n");
		BoxTable table = null;
		for (int i = 0; i < lines.length; i++) {
			if (lines[i].isBlank() || lines[i].startsWith("#")) continue;
			final boolean first = table == null;
			if (first) table = of(lines[i], file);
			if (!first || table.isData(lines[i])) boxes.add(table.box(lines[i], file + ", line " + (i + 1)));
		}
		return boxes;
	}

	private static BoxTable of(final String line, final String file) {
		final String separator = line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",";
		final List<String> cells = cells(line, separator);
		final int count = cells.size();
		if (cells.stream().allMatch(BoxTable::isNumber) && (count == 5 || count == 6)) return new BoxTable(separator, BoxColumn
			.find(USUAL.subList(6 - count, 6)));
		final Map<BoxColumn, Integer> columns = BoxColumn.find(cells);
		for (final List<BoxColumn> either : List.of(List.of(BoxColumn.SLICE), List.of(BoxColumn.X), List.of(BoxColumn.Y), List
			.of(BoxColumn.WIDTH, BoxColumn.RIGHT), List.of(BoxColumn.HEIGHT, BoxColumn.BOTTOM)))
			if (either.stream().noneMatch(columns::containsKey)) throw new IllegalArgumentException(file + " has no column '" +
				either.get(0) + "'. A table of boxes has the columns " + String.join(", ", USUAL) + "; the first line of this " +
				"one is: " + line.strip());
		return new BoxTable(separator, columns);
	}

	private boolean isData(final String line) {
		return cells(line, separator).stream().allMatch(BoxTable::isNumber);
	}

	private PlacedBox box(final String line, final String origin) {
		final List<String> cells = cells(line, separator);
		final Map<BoxColumn, Double> row = new EnumMap<>(BoxColumn.class);
		columns.forEach((column, i) -> {
			final String cell = i < cells.size() ? cells.get(i) : "";
			if (!cell.isEmpty() && !isNumber(cell)) throw new IllegalArgumentException(origin + ": '" + cell +
				"' in the column '" + column + "' is not a number.");
			if (!cell.isEmpty()) row.put(column, Double.parseDouble(cell));
		});
		return BoxColumn.box(row, origin);
	}

	/** Where commas do not separate, they are decimal points. */
	private static List<String> cells(final String line, final String separator) {
		return Stream.of(line.split(separator, -1)).map(cell -> cell.strip().replaceAll("^\"|\"$", "")).map(
			cell -> !separator.equals(",") && cell.matches("[-+]?\\d+,\\d+") ? cell.replace(',', '.') : cell).toList();
	}

	private static boolean isNumber(final String text) {
		return text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
	}
}
