package io.github.volumesam.ij;

import ij.ImagePlus;

import io.github.volumesam.Csv;
import io.github.volumesam.session.ObjectEnds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why each object of a label image ends where it ends. It is kept in the image, as a
 * property that TIFF files and copies keep and that {@code Image > Show Info} shows.
 */
public final class LabelEnds {

	private static final String PROPERTY = "volumesam.ends";

	private LabelEnds() {}

	/** Writes the ends, by label, into a label image. */
	public static void write(final ImagePlus labels, final Map<Integer, ObjectEnds> ends) {
		final StringBuilder csv = new StringBuilder(Csv.row("Object", "LowerEnd", "UpperEnd"));
		ends.forEach((label, end) -> csv.append(Csv.row(label, end.lower(), end.upper())));
		labels.setProp(PROPERTY, csv.toString());
	}

	/** The ends by label; empty if the label image does not have them. */
	public static Map<Integer, ObjectEnds> read(final ImagePlus labels) {
		final Map<Integer, ObjectEnds> ends = new TreeMap<>();
		final String csv = labels.getProp(PROPERTY);
		if (csv != null) for (final List<String> row : CsvTable.rows(csv))
			// A person may have changed it.
			if (row.size() == 3 && row.get(0).matches("\\d{1,9}")) ends.put(Integer.valueOf(row.get(0)), new ObjectEnds(row.get(
				1), row.get(2)));
		return ends;
	}
}
