package io.github.volumesam.cli;

import io.github.volumesam.session.PlacedBox;

/** A box as it is written on the command line: {@code Z,X,Y,W,H[,LABEL]}. */
final class BoxOption {

	private BoxOption() {}

	/**
	 * @throws IllegalArgumentException if the text is no box; the message repeats it
	 */
	static PlacedBox parse(final String text) {
		final String origin = "--box " + text;
		final String[] parts = text.split(",", -1);
		if (parts.length != 5 && parts.length != 6) throw new IllegalArgumentException(origin + " has " + parts.length +
			" numbers; write --box Z,X,Y,WIDTH,HEIGHT or --box Z,X,Y,WIDTH,HEIGHT,LABEL.");
		final double[] numbers = new double[6];
		numbers[5] = Double.NaN;
		for (int i = 0; i < parts.length; i++) {
			try {
				numbers[i] = Double.parseDouble(parts[i].trim());
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException(origin + ": '" + parts[i] + "' is not a number.", e);
			}
		}
		return PlacedBox.of(origin, numbers[5], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
	}
}
