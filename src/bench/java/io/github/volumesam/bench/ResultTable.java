package io.github.volumesam.bench;

import java.util.Locale;

/** Prints results as the rows of a markdown table, each as soon as it is known. */
final class ResultTable {

	private boolean begun;

	/**
	 * @param value what was measured
	 * @param goal what it should be, in words
	 * @param met whether it is
	 * @param details what was compared, in words
	 */
	void row(final String figure, final String value, final String goal, final boolean met, final String details) {
		if (!begun) System.out.println("| figure | measured | goal | met | details |\n|---|---|---|---|---|");
		begun = true;
		System.out.printf("| %s | %s | %s | %s | %s |%n", figure, value, goal, met ? "yes" : "NO", details);
	}

	static String format(final String format, final Object... values) {
		return String.format(Locale.ROOT, format, values);
	}
}
