package io.github.volumesam.propagate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How far an object is followed, and what prompts the slices between its key slices. */
public enum Mode {

		/** From the key slices outwards until the object ends; between key slices their masks are blended. */
		FOLLOW("follow"),

		/** As {@link #FOLLOW}, but the object is known to be on every slice from the first to the last. */
		RANGE("range"),

		/** From the lowest to the highest key slice; their boxes are interpolated along straight lines. */
		BOXES("boxes"),

		/** As {@link #BOXES}, but the boxes lie on a natural cubic spline. */
		SMOOTH_BOXES("smooth-boxes");

	private final String text;

	Mode(final String text) {
		this.text = text;
	}

	/** Whether the slices between key slices are prompted by interpolated boxes, and none beyond them is looked at. */
	public boolean interpolatesBoxes() {
		return this == BOXES || this == SMOOTH_BOXES;
	}

	/**
	 * @throws IllegalArgumentException if there is no such mode; the message lists them
	 */
	public static Mode parse(final String text) {
		for (final Mode mode : values())
			if (mode.text.equals(text.trim().toLowerCase(Locale.ROOT))) return mode;
		throw new IllegalArgumentException("Unknown mode '" + text + "'; use " + Arrays.stream(values()).map(
			Mode::toString).collect(Collectors.joining(", ")) + ".");
	}

	@Override
	public String toString() {
		return text;
	}
}
