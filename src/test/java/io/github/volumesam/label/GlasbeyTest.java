package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class GlasbeyTest {

	@Test
	void backgroundIsBlack() {
		assertEquals(0, Glasbey.rgb(0));
		final byte[][] table = Glasbey.table();
		assertArrayEquals(new byte[3], new byte[] { table[0][0], table[1][0], table[2][0] });
	}

	@Test
	void all256ColoursDiffer() {
		assertEquals(256, IntStream.range(0, 256).map(Glasbey::rgb).distinct().count());
	}

	@Test
	void theTableHoldsTheColoursOfTheLabels() {
		final byte[][] table = Glasbey.table();
		for (int i = 0; i < 256; i++)
			assertEquals(Glasbey.rgb(i), (table[0][i] & 255) << 16 | (table[1][i] & 255) << 8 | table[2][i] & 255);
	}

	@Test
	void labelsAbove255StartAgainBehindTheBackground() {
		assertEquals(Glasbey.rgb(255), Glasbey.rgb(510));
		assertEquals(Glasbey.rgb(1), Glasbey.rgb(256));
		assertEquals(Glasbey.rgb(1), Glasbey.rgb(1 + 255 * 1000));
		assertTrue(Glasbey.rgb(LabelObject.MAX_LABEL) != 0);
	}

	@Test
	void noColourIsLostOnAGreyImage() {
		for (int label = 1; label < 256; label++) {
			final double[] lab = lab(label);
			assertTrue(lab[0] >= 35 && Math.hypot(lab[1], lab[2]) >= 25, "colour of label " + label);
		}
	}

	@Test
	void theFirst20ColoursAreFarApart() {
		assertTrue(smallestDistance(20) > 35, "smallest CIELAB distance " + smallestDistance(20));
	}

	@Test
	void all255ColoursCanBeToldApart() {
		// 2.3 is a just noticeable difference.
		assertTrue(smallestDistance(255) > 10, "smallest CIELAB distance " + smallestDistance(255));
	}

	@Test
	void theFirstColoursNeverChange() {
		final int[] expected = { 0x00FF00, 0x5500FF, 0xFF0000, 0x00FFFF };
		assertArrayEquals(expected, IntStream.rangeClosed(1, 4).map(Glasbey::rgb).toArray());
	}

	@Test
	void whiteHasLightness100AndNoColour() {
		assertArrayEquals(new double[] { 100, 0, 0 }, Glasbey.lab(255, 255, 255), 0.01);
		assertArrayEquals(new double[] { 53.24, 80.09, 67.20 }, Glasbey.lab(255, 0, 0), 0.01);
	}

	/** Of any two of the first labels' colours, the background's included. */
	private static double smallestDistance(final int labels) {
		double smallest = Double.POSITIVE_INFINITY;
		for (int i = 0; i <= labels; i++)
			for (int j = 0; j < i; j++) {
				final double[] p = lab(i), q = lab(j);
				smallest = Math.min(smallest, Math.hypot(Math.hypot(p[0] - q[0], p[1] - q[1]), p[2] - q[2]));
			}
		return smallest;
	}

	private static double[] lab(final int label) {
		final int rgb = Glasbey.rgb(label);
		return Glasbey.lab(rgb >> 16, rgb >> 8 & 255, rgb & 255);
	}
}
