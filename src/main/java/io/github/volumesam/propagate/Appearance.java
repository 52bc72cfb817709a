package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * What a mask looks like: intensities inside it and just around it, on the mapped
 * scale 0…255.
 *
 * @param inside mean intensity of the mask's pixels
 * @param spread standard deviation of the mask's pixels
 * @param around mean intensity of the pixels around the mask
 */
record Appearance(double inside, double spread, double around) {

	/** How far beyond the mask's box "around" reaches, as a part of the box's longer side. */
	private static final double MARGIN = 0.2;

	/** Measures a mask on slice {@code z} (from 0); the mask must not be empty. */
	static Appearance of(final Mask mask, final int z, final WindowReader reader) {
		final int w = mask.maxX() - mask.minX() + 1, h = mask.maxY() - mask.minY() + 1;
		final int margin = (int) Math.max(2, Math.round(MARGIN * Math.max(w, h)));
		final int x0 = Math.max(0, mask.minX() - margin), y0 = Math.max(0, mask.minY() - margin);
		final int x1 = Math.min(reader.volume().width(), mask.maxX() + 1 + margin);
		final int y1 = Math.min(reader.volume().height(), mask.maxY() + 1 + margin);
		final float[] pixels = reader.read(z, new Window(x0, y0, x1 - x0, y1 - y0), x1 - x0, y1 - y0);
		double in = 0, inSquared = 0, out = 0;
		int n = 0, m = 0;
		for (int y = y0, k = 0; y < y1; y++) {
			for (int x = x0; x < x1; x++, k++) {
				final double value = pixels[k];
				if (mask.contains(x, y)) {
					in += value;
					inSquared += value * value;
					n++;
				}
				else {
					out += value;
					m++;
				}
			}
		}
		final double mean = in / n;
		return new Appearance(mean, Math.sqrt(Math.max(0, inSquared / n - mean * mean)), m == 0 ? mean : out / m);
	}

	/** Inside minus around, on the mapped scale. */
	double contrast() {
		return inside - around;
	}
}
