package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.Test;

class LostSliceTest {

	private static final Intensity BALL = ball(20, 20, 20, 10);
	private static final Box BOX = new Box(10, 10, 20, 20);

	private static boolean isLost(final Intensity intensity, final int z, final int last) {
		return LostSlice.is(z, last, BOX, new WindowReader(volume(40, 40, 40, intensity), new IntensityMapping(0, 255,
			false)));
	}

	@Test
	void blankSliceIsLostFromBothSides() {
		final Intensity blank = (x, y, z) -> z == 23 ? 40 : BALL.at(x, y, z);
		assertTrue(isLost(blank, 23, 22));
		assertTrue(isLost(blank, 23, 24));
	}

	@Test
	void twoBlankSlicesInARowAreLost() {
		final Intensity blank = (x, y, z) -> z == 23 || z == 24 ? 40 : BALL.at(x, y, z);
		assertTrue(isLost(blank, 23, 22));
		assertTrue(isLost(blank, 24, 22));
	}

	@Test
	void ordinarySlicesAreNotLost() {
		for (int z = 12; z < 28; z++)
			assertFalse(isLost(BALL, z, z - 1), "slice " + z);
	}

	@Test
	void theEndOfAnObjectIsNoLostSlice() {
		assertFalse(isLost(BALL, 30, 29));
		assertFalse(isLost((x, y, z) -> z < 25 ? BALL.at(x, y, 20) : 40, 25, 24));
	}

	@Test
	void theLastSliceOfAVolumeIsNotLost() {
		assertFalse(isLost((x, y, z) -> z == 39 ? 40 : BALL.at(x, y, 20), 39, 38));
	}
}
