package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * The intensities inside a mask, on the mapped scale 0…255.
 *
 * @param mean of its pixels
 * @param spread their standard deviation
 */
record Appearance(double mean, double spread) {

	/** A spread below this is noise. */
	private static final double SMALLEST_SPREAD = 8;
	/** Differences beyond this count no more. */
	private static final double LARGEST_SHIFT = 4;

	/** Measures a mask on slice {@code z} (from 0); the mask must not be empty and lie inside the slice. */
	static Appearance of(final Mask mask, final int z, final WindowReader reader) {
		final int x0 = mask.minX(), y0 = mask.minY(), w = mask.maxX() + 1 - x0, h = mask.maxY() + 1 - y0;
		final float[] pixels = reader.read(z, new Window(x0, y0, w, h), w, h);
		final double[] sums = new double[2];
		mask.forEach((x, y) -> {
			final float pixel = pixels[(y - y0) * w + x - x0];
			sums[0] += pixel;
			sums[1] += (double) pixel * pixel;
		});
		final double mean = sums[0] / mask.area();
		return new Appearance(mean, Math.sqrt(Math.max(0, sums[1] / mask.area() - mean * mean)));
	}

	/** How far the mean of another mask is from this one's, in standard deviations inside this one, at most 4. */
	double shift(final Appearance other) {
		return Math.min(LARGEST_SHIFT, Math.abs(other.mean - mean) / Math.max(SMALLEST_SPREAD, spread));
	}
}
