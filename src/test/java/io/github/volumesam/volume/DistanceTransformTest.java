package io.github.volumesam.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {

	private static final float NONE = Float.POSITIVE_INFINITY;

	@Test
	void measuresWithTheSpacingOfEachAxis() {
		final boolean[] set = new boolean[3 * 2];
		set[0] = true;
		assertArrayEquals(new float[] { 0, 4, 16, 9, 13, 25 }, DistanceTransform.squared(set, 3, 2, 2, 3));
	}

	@Test
	void measuresAlongZ() {
		final boolean[] set = { false, false, true };
		assertArrayEquals(new float[] { 25, 6.25f, 0 }, DistanceTransform.squared(set, 1, 1, 3, 1, 1, 2.5));
	}

	@Test
	void isInfiniteWithoutAPoint() {
		assertArrayEquals(new float[] { NONE, NONE, NONE, NONE }, DistanceTransform.squared(new boolean[4], 2, 2, 1, 1));
	}

	@Test
	void isZeroInTheSet() {
		final boolean[] set = new boolean[24];
		Arrays.fill(set, true);
		assertArrayEquals(new float[24], DistanceTransform.squared(set, 2, 3, 4, 1, 2, 3));
	}

	@Test
	void agreesWithBruteForceOnAnisotropicGrids() {
		final Random random = new Random(1);
		final int[][] sizes = { { 9, 7, 5 }, { 1, 8, 6 }, { 12, 1, 4 }, { 5, 5, 1 }, { 16, 3, 9 } };
		for (final int[] size : sizes)
			for (final double density : new double[] { 0.01, 0.1, 0.5 }) {
				final int w = size[0], h = size[1], d = size[2];
				final boolean[] set = new boolean[w * h * d];
				for (int i = 0; i < set.length; i++)
					set[i] = random.nextDouble() < density;
				final double sx = 0.3 + random.nextDouble(), sy = 0.3 + random.nextDouble(), sz = 1 + 3 * random.nextDouble();
				final float[] distances = DistanceTransform.squared(set, w, h, d, sx, sy, sz);
				for (int i = 0; i < set.length; i++) {
					final double expected = bruteForce(set, i, w, h, sx, sy, sz);
					assertEquals(expected, distances[i], expected == NONE ? 0 : 1e-5 * (1 + expected));
				}
			}
	}

	@Test
	void refusesASetOfAnotherSize() {
		assertThrows(IllegalArgumentException.class, () -> DistanceTransform.squared(new boolean[5], 2, 2, 1, 1));
	}

	private static double bruteForce(final boolean[] set, final int i, final int w, final int h, final double sx,
		final double sy, final double sz)
	{
		double best = Double.POSITIVE_INFINITY;
		for (int j = 0; j < set.length; j++) {
			if (!set[j]) continue;
			final double dx = (i % w - j % w) * sx, dy = (i / w % h - j / w % h) * sy, dz = (i / (w * h) - j / (w * h)) * sz;
			best = Math.min(best, dx * dx + dy * dy + dz * dz);
		}
		return best;
	}
}
