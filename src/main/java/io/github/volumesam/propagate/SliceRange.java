package io.github.volumesam.propagate;

/**
 * The slices that objects may be on.
 *
 * @param first from 0
 * @param last from 0, inclusive
 */
public record SliceRange(int first, int last) {

	/**
	 * Reads the range as a user gives it.
	 *
	 * @param first from 1; 0 for any
	 * @param last from 1; 0 for any
	 * @param depth number of slices of the image
	 * @throws IllegalArgumentException if there is no such slice, or the range is empty
	 */
	public static SliceRange of(final int first, final int last, final int depth) {
		check("first", first, depth);
		check("last", last, depth);
		final int from = first == 0 ? 1 : first, to = last == 0 ? depth : last;
		if (from > to) throw new IllegalArgumentException("The first slice " + from + " lies behind the last slice " + to +
			".");
		return new SliceRange(from - 1, to - 1);
	}

	private static void check(final String name, final int slice, final int depth) {
		if (slice < 0 || slice > depth) throw new IllegalArgumentException("The " + name + " slice " + slice +
			" does not exist; the image has " + (depth == 1 ? "1 slice" : "slices 1 to " + depth) +
			", and 0 is for no limit.");
	}
}
