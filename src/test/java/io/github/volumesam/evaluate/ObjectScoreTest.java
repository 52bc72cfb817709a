package io.github.volumesam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class ObjectScoreTest {

	private static final double EXACT = 1e-12;
	/** Distances are held as floats. */
	private static final double ROUNDED = 1e-6;

	/** A box of voxels. */
	private static LabelObject box(final int x, final int y, final int z, final int width, final int height,
		final int depth)
	{
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		for (int k = z; k < z + depth; k++)
			masks.put(k, Mask.of(x, y, width, height, (i, j) -> true));
		return new LabelObject(3, masks, Map.of());
	}

	private static LabelObject nothing() {
		return new LabelObject(3, new TreeMap<>(), Map.of());
	}

	private static ObjectScore score(final LabelObject predicted, final LabelObject truth) {
		return ObjectScore.of(predicted, truth, Calibration.PIXELS, 0);
	}

	@Test
	void theTruthItselfIsPerfect() {
		final LabelObject truth = box(1, 1, 2, 5, 4, 3);
		assertEquals(new ObjectScore(3, 60, 60, 1, 1, 1, 0, 2, 4, 2, 4, 0, 0), score(truth, truth));
	}

	@Test
	void aFlatBoxShiftedByOnePixelInX() {
		// 4 x 3 x 2 voxels of 0.5 x 1 x 2: 18 of 24 shared, all on the surface; 6 of each are 0.5 away.
		final Calibration calibration = new Calibration(0.5, 1, 2, "mm");
		final LabelObject truth = box(1, 1, 1, 4, 3, 2), predicted = box(2, 1, 1, 4, 3, 2);
		final ObjectScore strict = ObjectScore.of(predicted, truth, calibration, 0.49);
		assertEquals(36.0 / 48, strict.dice(), EXACT);
		assertEquals(18.0 / 30, strict.iou(), EXACT);
		assertEquals(0.5, strict.hausdorff95(), ROUNDED);
		assertEquals(36.0 / 48, strict.surfaceDice(), EXACT);
		assertEquals(1, ObjectScore.of(predicted, truth, calibration, 0.5).surfaceDice());
	}

	@Test
	void aCubeShiftedByOneSlice() {
		// 5 x 5 x 5 voxels of 1 x 1 x 2, 98 of 125 on the surface. Of these the top 25 and the middle of the lower
		// face are 2 away from the other surface, the 8 voxels around that middle are 1 away, all others on it.
		final Calibration calibration = new Calibration(1, 1, 2, "µm");
		final LabelObject truth = box(1, 1, 1, 5, 5, 5), predicted = box(1, 1, 2, 5, 5, 5);
		final ObjectScore score = ObjectScore.of(predicted, truth, calibration, 1);
		assertEquals(200.0 / 250, score.dice(), EXACT);
		assertEquals(100.0 / 150, score.iou(), EXACT);
		assertEquals(72.0 / 98, score.surfaceDice(), EXACT);
		assertEquals(64.0 / 98, ObjectScore.of(predicted, truth, calibration, 0.99).surfaceDice(), EXACT);
		assertEquals(1, ObjectScore.of(predicted, truth, calibration, 2).surfaceDice());
		assertEquals(2, score.hausdorff95(), ROUNDED);
		assertEquals(-1, score.lowerEnd());
		assertEquals(1, score.upperEnd());
		assertEquals(2, score.endSliceError());
	}

	@Test
	void hausdorff95IsTheLargerPercentileNotThatOfThePool() {
		// One of 12 predicted voxels is 2 units off: rank 0.95 * 11 = 10.45 lies between 0 and 2. Nothing is missing.
		final Calibration calibration = new Calibration(2, 1, 1, "mm");
		final LabelObject shorter = box(0, 0, 0, 11, 1, 1), longer = box(0, 0, 0, 12, 1, 1);
		assertEquals(0.9, ObjectScore.of(longer, shorter, calibration, 0).hausdorff95(), ROUNDED);
		assertEquals(0.9, ObjectScore.of(shorter, longer, calibration, 0).hausdorff95(), ROUNDED);
	}

	@Test
	void objectsThatDoNotTouchScoreZeroAndKeepTheirDistance() {
		final ObjectScore score = score(box(0, 0, 0, 1, 1, 1), box(3, 4, 0, 1, 1, 1));
		assertEquals(0, score.dice());
		assertEquals(0, score.iou());
		assertEquals(0, score.surfaceDice());
		assertEquals(5, score.hausdorff95(), ROUNDED);
		assertFalse(score.missed());
	}

	@Test
	void overshotEndsArePositive() {
		final ObjectScore score = score(box(0, 0, 2, 2, 2, 9), box(0, 0, 3, 2, 2, 6));
		assertEquals(1, score.lowerEnd());
		assertEquals(2, score.upperEnd());
		assertEquals(3, score.endSliceError());
	}

	@Test
	void undershotEndsAreNegative() {
		final ObjectScore score = score(box(0, 0, 5, 2, 2, 3), box(0, 0, 3, 2, 2, 6));
		assertEquals(-2, score.lowerEnd());
		assertEquals(-1, score.upperEnd());
		assertEquals(3, score.endSliceError());
	}

	@Test
	void aMissedObjectIsUndershotByAllItsSlices() {
		final ObjectScore score = score(nothing(), box(0, 0, 3, 2, 2, 5));
		assertEquals(new ObjectScore(3, 0, 20, 0, 0, 0, Double.NaN, -1, -1, 3, 7, -2, -3), score);
		assertTrue(score.missed());
		assertEquals(5, score.endSliceError());
		assertEquals(1, score(nothing(), box(0, 0, 3, 2, 2, 1)).endSliceError());
	}

	@Test
	void refusesAnEmptyTruth() {
		assertThrows(IllegalArgumentException.class, () -> score(box(0, 0, 0, 1, 1, 1), nothing()));
	}

	@Test
	void refusesObjectsThatSpanTooMuch() {
		final Mask here = Mask.of(0, 0, 1, 1, (x, y) -> true), there = here.shift(1100, 1100);
		final LabelObject far = new LabelObject(3, new TreeMap<>(Map.of(0, here, 2000, there)), Map.of());
		final String message = assertThrows(IllegalArgumentException.class, () -> score(far, far)).getMessage();
		assertTrue(message.contains("1101 x 1101 x 2001"), message);
	}
}
