package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.DistanceTransform;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * What a mask looks like: the intensities inside and around it, on the mapped scale
 * 0…255.
 *
 * @param inside mean intensity of the mask's pixels
 * @param spread standard deviation of the mask's pixels
 * @param around mean intensity of a rim around the mask; {@code inside} where the mask
 *          fills the slice
 */
record Appearance(double inside, double spread, double around) {

	/** Width of the rim, as a part of the square root of the mask's area, and in pixels. */
	private static final double RIM = 0.2, THINNEST_RIM = 1.5, WIDEST_RIM = 8;

	/** Measures a mask on slice {@code z} (from 0); the mask must not be empty and lie inside the slice. */
	static Appearance of(final Mask mask, final int z, final WindowReader reader) {
		final double rim = Math.max(THINNEST_RIM, Math.min(WIDEST_RIM, RIM * Math.sqrt(mask.area())));
		final int margin = (int) Math.ceil(rim);
		final int x0 = Math.max(0, mask.minX() - margin), y0 = Math.max(0, mask.minY() - margin);
		final int w = Math.min(reader.volume().width(), mask.maxX() + margin + 1) - x0;
		final int h = Math.min(reader.volume().height(), mask.maxY() + margin + 1) - y0;
		final float[] pixels = reader.read(z, new Window(x0, y0, w, h), w, h);
		final boolean[] inside = new boolean[w * h];
		mask.forEach((x, y) -> inside[(y - y0) * w + x - x0] = true);
		final float[] distance = DistanceTransform.squared(inside, w, h, 1, 1);
		double sum = 0, squares = 0, rimSum = 0;
		int rimPixels = 0;
		for (int i = 0; i < pixels.length; i++) {
			if (inside[i]) {
				sum += pixels[i];
				squares += (double) pixels[i] * pixels[i];
			}
			else if (distance[i] <= rim * rim) {
				rimSum += pixels[i];
				rimPixels++;
			}
		}
		final double mean = sum / mask.area();
		return new Appearance(mean, Math.sqrt(Math.max(0, squares / mask.area() - mean * mean)), rimPixels == 0 ? mean
			: rimSum / rimPixels);
	}

	/** How much brighter the mask is than its rim. */
	double contrast() {
		return inside - around;
	}
}
