package io.github.volumesam.propagate;

/** What of the last slice's mask is handed to the model as the next slice's prompt. */
public enum Strategy {
		/** The mask's box. */
		BOX("box"),
		/** The mask's box and the mask itself. */
		BOX_MASK("box+mask"),
		/** Points deep inside the mask and around it. */
		POINTS("points"),
		/** Points and the mask itself. */
		MASK_POINTS("mask+points");

	private final String text;

	Strategy(final String text) {
		this.text = text;
	}

	/**
	 * @param text {@code box}, {@code box+mask}, {@code points} or
	 *          {@code mask+points}
	 * @throws IllegalArgumentException for anything else
	 */
	public static Strategy parse(final String text) {
		for (final Strategy strategy : values())
			if (strategy.text.equalsIgnoreCase(text.trim())) return strategy;
		throw new IllegalArgumentException("Unknown prompt '" + text +
			"'; use box, box+mask, points or mask+points.");
	}

	@Override
	public String toString() {
		return text;
	}
}
