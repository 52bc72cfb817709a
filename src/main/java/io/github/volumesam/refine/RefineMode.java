package io.github.volumesam.refine;

import java.util.Locale;

/** What is done to a label image. */
public enum RefineMode {

	/** Each mask of each object is redrawn by the model, where it agrees with what was there. */
	REFINE,

	/** Objects are followed to slices where they have no label, beyond their ends and in their gaps. */
	EXTEND,

	/** Slices between an object's labels that lack it are filled. */
	FILL;

	/**
	 * @throws IllegalArgumentException if the text is none of refine, extend and fill
	 */
	public static RefineMode parse(final String text) {
		for (final RefineMode mode : values())
			if (mode.toString().equals(text.trim().toLowerCase(Locale.ROOT))) return mode;
		throw new IllegalArgumentException("Unknown mode '" + text + "'; use refine, extend or fill.");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
