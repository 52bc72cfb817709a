package io.github.volumesam.prompt;

import java.util.Random;

/**
 * A rectangle around an object on one slice, in slice pixels. Pixel (i, j) covers
 * [i, i+1) × [j, j+1), so the tight box of a single pixel is 1 × 1.
 *
 * @param x left edge
 * @param y top edge
 * @param width horizontal extent
 * @param height vertical extent
 */
public record Box(double x, double y, double width, double height) {

	/**
	 * @throws IllegalArgumentException if the box is empty or not finite
	 */
	public Box {
		if (!(width > 0 && height > 0) || !Double.isFinite(x + y + width + height)) throw new IllegalArgumentException(
			"A box needs a positive width and height, not " + width + " x " + height + ".");
	}

	/** Right edge (exclusive). */
	public double right() {
		return x + width;
	}

	/** Bottom edge (exclusive). */
	public double bottom() {
		return y + height;
	}

	public double centerX() {
		return x + width / 2;
	}

	public double centerY() {
		return y + height / 2;
	}

	/** This box with {@code margin} pixels added on every side. */
	public Box grow(final double margin) {
		return new Box(x - margin, y - margin, width + 2 * margin, height + 2 * margin);
	}

	/** This box, widened to hold a point. */
	public Box with(final Point point) {
		final double x0 = Math.min(x, point.x()), y0 = Math.min(y, point.y());
		return new Box(x0, y0, Math.max(right(), point.x()) - x0, Math.max(bottom(), point.y()) - y0);
	}

	/**
	 * This box as another person might have drawn it: each edge is moved at random, by
	 * up to a part of the box's side.
	 *
	 * @param part 0 to less than 0.5
	 */
	public Box jittered(final double part, final Random random) {
		final double x0 = x + shift(width * part, random), y0 = y + shift(height * part, random);
		final double x1 = right() + shift(width * part, random);
		return new Box(x0, y0, x1 - x0, bottom() + shift(height * part, random) - y0);
	}

	private static double shift(final double most, final Random random) {
		return most * (2 * random.nextDouble() - 1);
	}

	/** Whether any part of this box lies inside a slice of the given size. */
	public boolean touches(final int sliceWidth, final int sliceHeight) {
		return x < sliceWidth && y < sliceHeight && right() > 0 && bottom() > 0;
	}

	/**
	 * The part of this box inside a slice of the given size.
	 *
	 * @throws IllegalArgumentException if nothing of it is inside
	 */
	public Box clip(final int sliceWidth, final int sliceHeight) {
		final double x0 = Math.max(0, x), y0 = Math.max(0, y);
		return new Box(x0, y0, Math.min(sliceWidth, right()) - x0, Math.min(sliceHeight, bottom()) - y0);
	}
}
