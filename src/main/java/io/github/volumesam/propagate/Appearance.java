package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * What a mask looks like: the intensities inside it, on the mapped scale 0…255.
 *
 * @param inside mean intensity of the mask's pixels
 * @param spread standard deviation of the mask's pixels
 */
record Appearance(double inside, double spread) {

	/** Measures a mask on slice {@code z} (from 0); the mask must not be empty and lie inside the slice. */
	static Appearance of(final Mask mask, final int z, final WindowReader reader) {
		final int x0 = mask.minX(), y0 = mask.minY(), w = mask.maxX() - x0 + 1, h = mask.maxY() - y0 + 1;
		final float[] pixels = reader.read(z, new Window(x0, y0, w, h), w, h);
		final double[] sums = new double[2];
		mask.forEach((x, y) -> {
			final double value = pixels[(y - y0) * w + x - x0];
			sums[0] += value;
			sums[1] += value * value;
		});
		final double mean = sums[0] / mask.area();
		return new Appearance(mean, Math.sqrt(Math.max(0, sums[1] / mask.area() - mean * mean)));
	}
}
