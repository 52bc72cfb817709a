package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * Recognises a slice that was lost in recording (blank, out of place, another
 * field): it shows nothing of the slices on either side, which look alike.
 */
final class LostSlice {

	/** Slices are compared at this size. */
	private static final int SIZE = 32;
	/** How far around the object they are compared, as a factor of its box. */
	private static final double FIELD = 2;
	/** Up to this many slices in a row can be lost. */
	private static final int LONGEST_GAP = 2;
	/** Correlation of slices that look alike, and of slices that have nothing in common. */
	private static final double ALIKE = 0.8, UNLIKE = 0.3;

	private LostSlice() {}

	/**
	 * Whether slice {@code z} is lost.
	 *
	 * @param last the slice before it, which is not
	 * @param box of the object on slice {@code last}
	 */
	static boolean is(final int z, final int last, final Box box, final WindowReader reader) {
		final int direction = Integer.signum(z - last);
		final Window window = new Window(box.centerX() - FIELD * box.width() / 2, box.centerY() - FIELD * box.height() / 2,
			FIELD * box.width(), FIELD * box.height());
		final float[] before = reader.read(last, window, SIZE, SIZE), here = reader.read(z, window, SIZE, SIZE);
		if (correlation(before, here) >= UNLIKE) return false;
		for (int i = 1; i <= LONGEST_GAP; i++) {
			final int beyond = z + i * direction;
			if (beyond < 0 || beyond >= reader.volume().depth()) return false;
			final float[] after = reader.read(beyond, window, SIZE, SIZE);
			if (correlation(before, after) > ALIKE && correlation(here, after) < UNLIKE) return true;
		}
		return false;
	}

	/** Pearson's correlation; 0 where one side is constant. */
	private static double correlation(final float[] a, final float[] b) {
		double sumA = 0, sumB = 0, squareA = 0, squareB = 0, product = 0;
		for (int i = 0; i < a.length; i++) {
			sumA += a[i];
			sumB += b[i];
			squareA += (double) a[i] * a[i];
			squareB += (double) b[i] * b[i];
			product += (double) a[i] * b[i];
		}
		final double n = a.length, varianceA = squareA - sumA * sumA / n, varianceB = squareB - sumB * sumB / n;
		return varianceA < n || varianceB < n ? 0 : (product - sumA * sumB / n) / Math.sqrt(varianceA * varianceB);
	}
}
