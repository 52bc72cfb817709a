package io.github.volumesam.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a column of a table of boxes (or a field in JSON) means, by the names that
 * programs give it. Where several fit, the one that stands first here counts: in
 * ImageJ's results the corner of the box is BX, while X is a centroid.
 */
enum BoxColumn {

		LABEL("label", "object", "objectid", "id", "group", "class"),
		SLICE("slice", "z", "slicenumber", "position"),
		X("bx", "boxx", "x", "left", "xmin", "x1"),
		Y("by", "boxy", "y", "top", "ymin", "y1"),
		WIDTH("width", "w", "boxwidth"),
		HEIGHT("height", "h", "boxheight"),
		RIGHT("right", "xmax", "x2"),
		BOTTOM("bottom", "ymax", "y2");

	private final List<String> names;

	BoxColumn(final String... names) {
		this.names = List.of(names);
	}

	/** Where among some names each column is; those that are not there are missing. */
	static Map<BoxColumn, Integer> find(final List<String> names) {
		final List<String> plain = names.stream().map(name -> name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
			.toList();
		final Map<BoxColumn, Integer> places = new EnumMap<>(BoxColumn.class);
		for (final BoxColumn column : values())
			column.names.stream().map(plain::indexOf).filter(i -> i >= 0).findFirst().ifPresent(i -> places.put(column, i));
		return places;
	}

	/**
	 * The box that the columns of one row make.
	 *
	 * @param origin where it stands, for messages
	 * @throws IllegalArgumentException if a value is missing or makes no box
	 */
	static PlacedBox box(final Map<BoxColumn, Double> row, final String origin) {
		final double x = X.of(row, origin), y = Y.of(row, origin);
		final double width = row.containsKey(RIGHT) ? row.get(RIGHT) - x : WIDTH.of(row, origin);
		final double height = row.containsKey(BOTTOM) ? row.get(BOTTOM) - y : HEIGHT.of(row, origin);
		return PlacedBox.of(origin, row.getOrDefault(LABEL, Double.NaN), SLICE.of(row, origin), x, y, width, height);
	}

	private double of(final Map<BoxColumn, Double> row, final String origin) {
		if (!row.containsKey(this)) throw new IllegalArgumentException(origin + " has no '" + this + "'.");
		return row.get(this);
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
