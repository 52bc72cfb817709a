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
}
