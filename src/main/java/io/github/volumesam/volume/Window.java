package io.github.volumesam.volume;

/**
 * The part of a slice that is shown to a model, in slice pixels. It may be
 * fractional and may reach over the edge of the slice.
 *
 * @param x left edge
 * @param y top edge
 * @param width horizontal extent
 * @param height vertical extent
 */
public record Window(double x, double y, double width, double height) {

	/**
	 * @throws IllegalArgumentException if the window is empty or not finite
	 */
	public Window {
		if (!(width > 0 && height > 0) || !Double.isFinite(x + y + width + height)) throw new IllegalArgumentException(
			"Empty window: " + width + " x " + height + " at " + x + ", " + y);
	}

	/** The window that shows a whole slice. */
	public static Window whole(final int width, final int height) {
		return new Window(0, 0, width, height);
	}

	/** Right edge (exclusive). */
	public double right() {
		return x + width;
	}

	/** Bottom edge (exclusive). */
	public double bottom() {
		return y + height;
	}
}
