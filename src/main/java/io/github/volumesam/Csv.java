package io.github.volumesam;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Comma-separated values as all our tables have them: ImageJ, R and spreadsheets
 * open them whatever the language of the computer.
 */
public final class Csv {

	private Csv() {}

	/**
	 * A row with its line break. Numbers have a decimal point and six significant
	 * digits, whole ones all of them; what is not finite is {@code NaN}; text stands in
	 * quotes where it has to.
	 */
	public static String row(final Object... cells) {
		return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(",", "", "\n"));
	}

	private static String cell(final Object cell) {
		return cell instanceof Number number ? number(number.doubleValue()) : quoted(String.valueOf(cell));
	}

	private static String number(final double value) {
		if (value == Math.rint(value) && Math.abs(value) < 1e15) return String.format(Locale.ROOT, "%.0f", value);
		return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "NaN";
	}

	/** A cell of text, in quotes if it has a comma, a quote or a line break. */
	private static String quoted(final String text) {
		return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}
}
