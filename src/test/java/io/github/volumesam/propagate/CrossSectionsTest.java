package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import org.junit.jupiter.api.Test;

class CrossSectionsTest {

	private static final Intensity BALL = ball(20, 20, 20, 10);

	/** A box that the cuts know better than. */
	private static final Box ANY = new Box(1, 2, 3, 4);

	private static CrossSections sections(final Intensity intensity, final int z) {
		final Mask key = Mask.of(0, 0, 40, 40, (x, y) -> intensity.at(x, y, z) > 128);
		return CrossSections.of(key, z, new ThresholdPredictor(volume(40, 40, 40, intensity)), Calibration.PIXELS);
	}

	@Test
	void allCutsSupportTheMiddleAndNoneWhatLiesBeyondThePoles() {
		final CrossSections ball = sections(BALL, 19);
		assertEquals(1, ball.support(19));
		assertEquals(1, ball.support(25));
		assertEquals(0, ball.support(30));
		assertEquals(0, ball.support(9));
	}

	@Test
	void boxOfTheKeySliceIsTheKeyMasksBox() {
		assertEquals(new Box(10, 10, 20, 20), sections(BALL, 19).box(19, ANY));
	}

	@Test
	void boxesFollowTheBallsProfile() {
		final Box box = sections(BALL, 19).box(26, ANY);
		final Box truth = Mask.of(0, 0, 40, 40, (x, y) -> BALL.at(x, y, 26) > 128).box();
		assertEquals(truth.centerX(), box.centerX(), 1);
		assertEquals(truth.width(), box.width(), 2);
		assertEquals(truth.height(), box.height(), 2);
	}

	@Test
	void boxesFollowATiltedColumn() {
		final Intensity tilted = (x, y, z) -> Math.abs(x - z) <= 6 && Math.abs(y - 20) <= 6 ? 200 : 40;
		final Box box = sections(tilted, 20).box(24, ANY);
		assertEquals(24.5, box.centerX(), 1);
	}

	@Test
	void supportIsThatOfThePlanesWhichASlantedObjectStaysIn() {
		final Intensity slanted = (x, y, z) -> Math.abs(x - z) <= 6 && Math.abs(y - 20) <= 6 ? 200 : 40;
		assertEquals(1, sections(slanted, 20).support(28));
	}

	@Test
	void nothingIsKnownOfASingleSlice() {
		final Mask key = Mask.of(new Box(10, 10, 20, 20));
		final CrossSections none = CrossSections.of(key, 0, new ThresholdPredictor(volume(40, 40, 1, (x, y, z) -> 0)),
			Calibration.PIXELS);
		assertEquals(ANY, none.box(0, ANY));
		assertTrue(Double.isNaN(none.support(0)));
	}

	@Test
	void anObjectTwoPixelsWideIsNotCut() {
		final Mask thin = Mask.of(new Box(10, 10, 2, 2));
		assertTrue(Double.isNaN(CrossSections.of(thin, 5, new ThresholdPredictor(volume(20, 20, 10, (x, y, z) -> 0)),
			Calibration.PIXELS).support(5)));
	}
}
