package io.github.volumesam.volume;

import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WindowReaderTest {

	private static final IntensityMapping AS_IT_IS = new IntensityMapping(0, 255, false);

	private static WindowReader ramp() {
		return new WindowReader(volume(8, 4, 2, (x, y, z) -> 10 * x + y + 100 * z), AS_IT_IS);
	}

	@Test
	void windowAtItsOwnSizeIsCopied() {
		assertArrayEquals(new float[] { 121, 131, 122, 132 }, ramp().read(1, new Window(2, 1, 2, 2), 2, 2));
	}

	@Test
	void enlargingInterpolatesBetweenPixelCentres() {
		assertArrayEquals(new float[] { 0, 2.5f, 7.5f, 12.5f, 17.5f, 20 }, new WindowReader(volume(3, 1, 1, (x, y, z) -> 10 *
			x), AS_IT_IS).read(0, new Window(0, 0, 3, 1), 6, 1), 1e-5f);
	}

	@Test
	void reducingByTwoAveragesWithATriangle() {
		// Weights 1/8, 3/8, 3/8, 1/8 around the middle between two pixels leave a ramp a ramp.
		final float[] half = ramp().read(0, new Window(0, 0, 8, 1), 4, 1);
		assertEquals(25, half[1], 1e-4);
		assertEquals(45, half[2], 1e-4);
	}

	@Test
	void reducedCheckerboardIsGrey() {
		final WindowReader board = new WindowReader(volume(64, 64, 1, (x, y, z) -> (x + y) % 2 * 200), AS_IT_IS);
		for (final float value : board.read(0, new Window(8, 8, 48, 48), 12, 12))
			assertEquals(100, value, 1e-3);
	}

	@Test
	void borderPixelsRepeatOutsideTheSlice() {
		assertArrayEquals(new float[] { 0, 0, 0, 10 }, ramp().read(0, new Window(-2, 0, 4, 1), 4, 1));
		assertArrayEquals(new float[] { 70, 70 }, ramp().read(0, new Window(20, 0, 2, 1), 2, 1));
	}

	@Test
	void intensitiesAreMappedBeforeResampling() {
		final WindowReader reader = new WindowReader(volume(2, 1, 1, (x, y, z) -> x == 0 ? Double.NaN : 50),
			new IntensityMapping(0, 100, false));
		assertArrayEquals(new float[] { 0, 127.5f }, reader.read(0, Window.whole(2, 1), 2, 1));
	}

	private static float[] row(final int[] values, final Window window, final int width, final Filter filter) {
		return new WindowReader(volume(values.length, 1, 1, (x, y, z) -> values[x]), AS_IT_IS).read(0, window, width, 1,
			filter);
	}

	@Test
	void whatLiesOutsideTheSliceDoesNotCountInAWindowThatEndsWithIt() {
		// Of the weights 1/4, 3/4, 3/4, 1/4 around the first new pixel the first is outside.
		final float[] half = row(new int[] { 0, 70, 140, 210 }, Window.whole(4, 1), 2, Filter.BILINEAR);
		assertArrayEquals(new float[] { 50, 160 }, half, 1e-4f);
	}

	@Test
	void areaIsTheMeanOfWhatANewPixelCovers() {
		final int[] values = { 10, 20, 40, 80 };
		assertArrayEquals(new float[] { 15, 60 }, row(values, Window.whole(4, 1), 2, Filter.AREA), 1e-4f);
		// Of each new pixel of 4/3, a third lies in a neighbour.
		assertArrayEquals(new float[] { 12.5f, 30, 70 }, row(values, Window.whole(4, 1), 3, Filter.AREA), 1e-4f);
	}

	@Test
	void areaBlendsOnlyAtEdgesWhereTheImageIsEnlarged() {
		assertArrayEquals(new float[] { 10, 15, 20 }, row(new int[] { 10, 20 }, Window.whole(2, 1), 3, Filter.AREA), 1e-4f);
	}

	@Test
	void nearestTakesThePixelUnderTheCorner() {
		final int[] values = { 10, 20, 40 };
		assertArrayEquals(new float[] { 10, 20 }, row(values, Window.whole(3, 1), 2, Filter.NEAREST));
		assertArrayEquals(new float[] { 10, 10, 20, 20, 40 }, row(values, Window.whole(3, 1), 5, Filter.NEAREST));
		assertArrayEquals(new float[] { 10, 10, 40 }, row(values, new Window(-2, 0, 6, 1), 3, Filter.NEAREST));
	}

	@Test
	void cubicIsKeysKernel() {
		// Beside a step from 0 to 100, at distances 0.75 and 1.75 from the first bright pixels: 0.2265625 - 0.0234375.
		final float[] step = row(new int[] { 0, 0, 0, 0, 100, 100, 100, 100 }, Window.whole(8, 1), 16, Filter.CUBIC);
		assertEquals(20.3125, step[7], 1e-4);
		assertEquals(79.6875, step[8], 1e-4);
		assertEquals(-7.03125, step[6], 1e-4);
	}
}
