package io.github.volumesam.cli;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;

/**
 * A box as it is written on the command line: {@code Z,X,Y,W,H[,LABEL]}.
 *
 * @param text what was written
 * @param slice from 1
 * @param box in slice pixels
 * @param label 0 if none was given
 */
record BoxOption(String text, int slice, Box box, int label) {

	/**
	 * @throws IllegalArgumentException if the text is no box; the message repeats it
	 */
	static BoxOption parse(final String text) {
		final String[] parts = text.split(",", -1);
		if (parts.length != 5 && parts.length != 6) throw new IllegalArgumentException("--box " + text + " has " +
			parts.length + " numbers; write --box Z,X,Y,WIDTH,HEIGHT or --box Z,X,Y,WIDTH,HEIGHT,LABEL.");
		final double[] numbers = new double[parts.length];
		for (int i = 0; i < parts.length; i++) {
			try {
				numbers[i] = Double.parseDouble(parts[i].trim());
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException("--box " + text + ": '" + parts[i] + "' is not a number.", e);
			}
		}
		for (final double number : numbers)
			if (!Double.isFinite(number)) throw new IllegalArgumentException("--box " + text +
				": every number must be finite.");
		if (numbers[0] != Math.rint(numbers[0]) || Math.abs(numbers[0]) > Integer.MAX_VALUE)
			throw new IllegalArgumentException("--box " + text + ": the slice must be a whole number.");
		if (!(numbers[3] > 0 && numbers[4] > 0)) throw new IllegalArgumentException("--box " + text +
			": width and height must be above 0.");
		int label = 0;
		if (numbers.length == 6) {
			if (numbers[5] != Math.rint(numbers[5])) throw new IllegalArgumentException("--box " + text +
				": the label must be a whole number.");
			LabelObject.checkLabel((long) numbers[5]);
			label = (int) numbers[5];
		}
		return new BoxOption(text, (int) numbers[0], new Box(numbers[1], numbers[2], numbers[3], numbers[4]), label);
	}

	/**
	 * The part of the box inside the image.
	 *
	 * @throws IllegalArgumentException if nothing of it is
	 */
	Box inside(final int width, final int height, final int depth) {
		if (slice < 1 || slice > depth) throw new IllegalArgumentException("--box " + text + ": there is no slice " +
			slice + "; the image has " + (depth == 1 ? "1 slice." : "slices 1 to " + depth + "."));
		if (!box.touches(width, height)) throw new IllegalArgumentException("--box " + text +
			" lies outside the slices, which are " + width + " x " + height + " pixels.");
		return box.clip(width, height);
	}
}
