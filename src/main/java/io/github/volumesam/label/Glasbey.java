package io.github.volumesam.label;

import java.util.Arrays;

/**
 * The look-up table of label images: black for the background, then 255 colours,
 * each as different as can be from all before it (Glasbey et al., <i>Colour
 * displays for categorical images</i>, 2007). Computed here: the next colour is
 * the one of a 16 × 16 × 16 RGB grid that is farthest in CIELAB from those taken.
 * Dark and greyish colours are left out, for they are lost on a grey image.
 */
public final class Glasbey {

	private static final int COLOURS = 256;
	private static final int STEP = 17;
	private static final double MIN_LIGHTNESS = 35;
	private static final double MIN_CHROMA = 25;
	private static final int[] RGB = colours();

	private Glasbey() {}

	/** Red, green and blue of the 256 entries, as ImageJ takes them; a new array each time. */
	public static byte[][] table() {
		final byte[][] table = new byte[3][COLOURS];
		for (int i = 0; i < COLOURS; i++)
			for (int c = 0; c < 3; c++)
				table[c][i] = (byte) (RGB[i] >> 16 - 8 * c);
		return table;
	}

	/**
	 * The colour of a label as 0xRRGGBB: black for 0; labels above 255 start again
	 * with the colour of 1.
	 */
	public static int rgb(final int label) {
		return label == 0 ? 0 : RGB[1 + Math.floorMod(label - 1, COLOURS - 1)];
	}

	private static int[] colours() {
		final double[][] grid = new double[16 * 16 * 16][];
		final int[] rgb = new int[grid.length];
		int n = 0;
		for (int i = 0; i < grid.length; i++) {
			final int r = (i >> 8) * STEP, g = (i >> 4 & 15) * STEP, b = (i & 15) * STEP;
			final double[] lab = lab(r, g, b);
			if (lab[0] < MIN_LIGHTNESS || Math.sqrt(lab[1] * lab[1] + lab[2] * lab[2]) < MIN_CHROMA) continue;
			rgb[n] = r << 16 | g << 8 | b;
			grid[n++] = lab;
		}
		final int[] chosen = new int[COLOURS];
		final double[] nearest = new double[n];
		Arrays.fill(nearest, Double.POSITIVE_INFINITY);
		double[] last = lab(0, 0, 0);
		for (int k = 1; k < COLOURS; k++) {
			int best = 0;
			for (int i = 0; i < n; i++) {
				nearest[i] = Math.min(nearest[i], squaredDistance(grid[i], last));
				if (nearest[i] > nearest[best]) best = i;
			}
			chosen[k] = rgb[best];
			last = grid[best];
		}
		return chosen;
	}

	/** CIE L*, a*, b* of an sRGB colour under D65. */
	static double[] lab(final int red, final int green, final int blue) {
		final double r = linear(red), g = linear(green), b = linear(blue);
		final double x = compressed((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
		final double y = compressed(0.2126729 * r + 0.7151522 * g + 0.0721750 * b);
		final double z = compressed((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / 1.08883);
		return new double[] { 116 * y - 16, 500 * (x - y), 200 * (y - z) };
	}

	private static double linear(final int component) {
		final double c = component / 255.0;
		// StrictMath: the same table on every machine.
		return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
	}

	private static double compressed(final double t) {
		return t > 216.0 / 24389 ? StrictMath.cbrt(t) : (24389.0 / 27 * t + 16) / 116;
	}

	private static double squaredDistance(final double[] p, final double[] q) {
		final double l = p[0] - q[0], a = p[1] - q[1], b = p[2] - q[2];
		return l * l + a * a + b * b;
	}
}
