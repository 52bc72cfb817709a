package io.github.volumesam.session;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;

/**
 * A box that a user has written down.
 *
 * @param origin where it was written, for messages
 * @param label of its object; 0 if none was given
 * @param slice from 1
 * @param box in slice pixels
 */
public record PlacedBox(String origin, int label, int slice, Box box) {

	/**
	 * Checks the numbers of a box.
	 *
	 * @param label NaN if none was given
	 * @throws IllegalArgumentException if they are none; the message begins with the
	 *           origin
	 */
	public static PlacedBox of(final String origin, final double label, final double slice, final double x,
		final double y, final double width, final double height)
	{
		if (!Double.isFinite(slice + x + y + width + height) || Double.isInfinite(label)) throw new IllegalArgumentException(origin +
			": every number must be finite.");
		if (slice != Math.rint(slice) || Math.abs(slice) > Integer.MAX_VALUE) throw new IllegalArgumentException(origin +
			": the slice must be a whole number.");
		if (!(width > 0 && height > 0)) throw new IllegalArgumentException(origin +
			": width and height must be above 0.");
		return new PlacedBox(origin, Double.isNaN(label) ? 0 : label(origin, label), (int) slice, new Box(x, y, width,
			height));
	}

	private static int label(final String origin, final double label) {
		if (label != Math.rint(label)) throw new IllegalArgumentException(origin + ": the label must be a whole number.");
		try {
			LabelObject.checkLabel((long) label);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException(origin + ": " + e.getMessage(), e);
		}
		return (int) label;
	}

	/**
	 * The part of the box inside the image.
	 *
	 * @throws IllegalArgumentException if nothing of it is
	 */
	public Box inside(final int width, final int height, final int depth) {
		if (slice < 1 || slice > depth) throw new IllegalArgumentException(origin + ": there is no slice " + slice +
			"; the image has " + (depth == 1 ? "1 slice." : "slices 1 to " + depth + "."));
		if (!box.touches(width, height)) throw new IllegalArgumentException(origin +
			" lies outside the slices, which are " + width + " x " + height + " pixels.");
		return box.clip(width, height);
	}
}
