package io.github.volumesam.prompt;

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
