package io.github.volumesam.refine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Impatient;
import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.propagate.EndReason;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.session.ObjectEnds;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Volume;

import java.util.Map;

import org.junit.jupiter.api.Test;

/** Label images of a bright block, x 10–19, y 12–21, z 5–14, refined by a threshold. */
class RefinementTest {

	private static final int WIDTH = 32, HEIGHT = 34, DEPTH = 20;
	private static final SliceRange ALL = new SliceRange(0, DEPTH - 1);

	private static boolean inBlock(final int x, final int y, final int z) {
		return x >= 10 && x < 20 && y >= 12 && y < 22 && z >= 5 && z < 15;
	}

	private static final Volume IMAGE = volume((x, y, z) -> inBlock(x, y, z) ? 200 : 20);

	private static Volume volume(final Intensity values) {
		return SyntheticVolumes.volume(WIDTH, HEIGHT, DEPTH, values);
	}

	private static RefinementResult run(final RefineMode mode, final SliceRange range, final Intensity labels) {
		return run(IMAGE, mode, range, labels, Progress.NONE);
	}

	private static RefinementResult run(final Volume image, final RefineMode mode, final SliceRange range,
		final Intensity labels, final Progress progress)
	{
		return Refinement.run(image, volume(labels), mode, range, ThresholdPredictor::new, SegmentationSettings.DEFAULT,
			progress);
	}

	private static void assertLabels(final Intensity expected, final RefinementResult result) {
		for (int z = 0; z < DEPTH; z++)
			assertArrayEquals(volume(expected).slice(z), floats(result.labels().slice(z)), "slice " + z);
	}

	private static float[] floats(final int[] labels) {
		final float[] values = new float[labels.length];
		for (int i = 0; i < values.length; i++)
			values[i] = labels[i];
		return values;
	}

	/** The block without a rim of one pixel in each slice. */
	private static boolean isCore(final int x, final int y, final int z) {
		return inBlock(x - 1, y - 1, z) && inBlock(x + 1, y + 1, z);
	}

	// -- Refine --

	@Test
	void masksAreRedrawnUnderTheirIds() {
		final RefinementResult result = run(RefineMode.REFINE, ALL, (x, y, z) -> isCore(x, y, z) ? 70_000 : 0);
		assertLabels((x, y, z) -> inBlock(x, y, z) ? 70_000 : 0, result);
		final RefinedObject object = result.objects().get(0);
		assertEquals(640, object.before().voxels());
		assertEquals(1000, object.after().voxels());
		assertEquals(10, object.redrawn());
		assertEquals(0, object.kept() + object.added());
	}

	@Test
	void slicesWithoutTheLabelStayWithoutIt() {
		assertLabels((x, y, z) -> z == 8 && inBlock(x, y, z) ? 3 : 0, run(RefineMode.REFINE, ALL, (x, y, z) -> z == 8 &&
			isCore(x, y, z) ? 3 : 0));
	}

	@Test
	void slicesOutsideTheLimitsStayAsTheyAre() {
		assertLabels((x, y, z) -> (z >= 6 && z <= 9 ? inBlock(x, y, z) : isCore(x, y, z)) ? 3 : 0, run(RefineMode.REFINE,
			new SliceRange(6, 9), (x, y, z) -> isCore(x, y, z) ? 3 : 0));
	}

	@Test
	void aMaskOfSomethingElseIsNotTaken() {
		// Nine pixels of the block are in reach of a label of 100 pixels.
		final Intensity labels = (x, y, z) -> z == 9 && x < 13 && x >= 3 && y >= 5 && y < 15 ? 1 : 0;
		final RefinementResult result = run(RefineMode.REFINE, ALL, labels);
		assertLabels(labels, result);
		assertEquals(1, result.objects().get(0).kept());
		assertFalse(result.isChanged());
	}

	@Test
	void neighboursKeepTheirVoxels() {
		// The model sees one object where there are two labels.
		final RefinementResult result = run(RefineMode.REFINE, ALL, (x, y, z) -> !inBlock(x, y, z) || x == 10 ? 0 : x < 18
			? 1 : 2);
		assertLabels((x, y, z) -> !inBlock(x, y, z) ? 0 : x < 18 ? 1 : 2, result);
	}

	@Test
	void specksInsideALabelAreFilled() {
		final Volume speckled = volume((x, y, z) -> inBlock(x, y, z) && !(x == 15 && y == 15) ? 200 : 20);
		final Intensity block = (x, y, z) -> inBlock(x, y, z) ? 1 : 0;
		assertLabels(block, run(speckled, RefineMode.REFINE, ALL, block, Progress.NONE));
		final Intensity ring = (x, y, z) -> inBlock(x, y, z) && !(x == 15 && y == 15) ? 1 : 0;
		assertLabels(ring, run(speckled, RefineMode.REFINE, ALL, ring, Progress.NONE));
	}

	// -- Extend --

	@Test
	void aLabelOnOneSliceIsFollowedToBothEnds() {
		final RefinementResult result = run(RefineMode.EXTEND, ALL, (x, y, z) -> z == 9 && inBlock(x, y, z) ? 4 : 0);
		assertLabels((x, y, z) -> inBlock(x, y, z) ? 4 : 0, result);
		assertEquals(9, result.objects().get(0).added());
		assertEquals(Map.of(4, new ObjectEnds(EndReason.OBJECT_SCORE.toString(), EndReason.OBJECT_SCORE.toString())), result
			.ends());
	}

	@Test
	void labelledSlicesStayAsTheyAre() {
		final RefinementResult result = run(RefineMode.EXTEND, ALL, (x, y, z) -> z >= 8 && z <= 10 && isCore(x, y, z) &&
			!(x == 15 && y == 15) ? 4 : 0);
		assertLabels((x, y, z) -> z >= 8 && z <= 10 ? isCore(x, y, z) && !(x == 15 && y == 15) ? 4 : 0 : inBlock(x, y, z) ? 4
			: 0, result);
	}

	@Test
	void extendingEndsAtTheLimits() {
		final RefinementResult result = run(RefineMode.EXTEND, new SliceRange(7, 9), (x, y, z) -> z == 9 && inBlock(x, y, z)
			? 4 : 0);
		assertLabels((x, y, z) -> z >= 7 && z <= 9 && inBlock(x, y, z) ? 4 : 0, result);
		assertEquals(EndReason.RANGE_END.toString(), result.ends().get(4).lower());
	}

	@Test
	void anObjectDoesNotGrowIntoItsNeighbour() {
		final RefinementResult result = run(RefineMode.EXTEND, ALL, (x, y, z) -> !inBlock(x, y, z) ? 0 : z == 6 ? 1 : z > 9
			? 2 : 0);
		for (int z = 10; z < 15; z++)
			for (final int label : result.labels().slice(z))
				assertTrue(label == 0 || label == 2, "label " + label + " on slice " + z);
	}

	// -- Fill --

	@Test
	void gapsAreFilledAndNothingElse() {
		final Intensity labels = (x, y, z) -> (z == 7 || z == 8 || z == 12) && inBlock(x, y, z) ? 5 : 0;
		final RefinementResult result = run(RefineMode.FILL, ALL, labels);
		assertLabels((x, y, z) -> z >= 7 && z <= 12 && inBlock(x, y, z) ? 5 : 0, result);
		assertEquals(3, result.objects().get(0).added());
		assertTrue(result.ends().isEmpty());
	}

	@Test
	void whatTheModelDoesNotSeeIsBlended() {
		final Volume dark = volume((x, y, z) -> z == 9 ? 20 : inBlock(x, y, z) ? 200 : 20);
		assertLabels((x, y, z) -> z >= 8 && z <= 10 && inBlock(x, y, z) ? 5 : 0, run(dark, RefineMode.FILL, ALL, (x, y,
			z) -> (z == 8 || z == 10) && inBlock(x, y, z) ? 5 : 0, Progress.NONE));
	}

	@Test
	void withoutGapsNothingIsChanged() {
		final Intensity labels = (x, y, z) -> z >= 7 && z <= 9 && inBlock(x, y, z) ? 5 : 0;
		final RefinementResult result = run(RefineMode.FILL, ALL, labels);
		assertLabels(labels, result);
		assertFalse(result.isChanged());
	}

	// -- Cancelling and bad input --

	@Test
	void cancellingKeepsWhatIsFinishedAndTheRestAsItWas() {
		// Intensities, and three slices.
		final RefinementResult result = run(IMAGE, RefineMode.REFINE, ALL, (x, y, z) -> isCore(x, y, z) ? 1 : 0, new Impatient(4));
		assertTrue(result.cancelled());
		assertLabels((x, y, z) -> (z < 8 ? inBlock(x, y, z) : isCore(x, y, z)) ? 1 : 0, result);
	}

	private static void assertRefused(final String words, final Volume labels) {
		final String message = assertThrows(IllegalArgumentException.class, () -> Refinement.run(IMAGE, labels,
			RefineMode.REFINE, ALL, ThresholdPredictor::new, SegmentationSettings.DEFAULT, Progress.NONE)).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void labelsThatDoNotFitAreRefused() {
		assertRefused("32 x 34 x 1 voxels, but", SyntheticVolumes.volume(WIDTH, HEIGHT, 1, (x, y, z) -> 1));
		assertRefused("holds no label", volume((x, y, z) -> 0));
		assertRefused("no label image", volume((x, y, z) -> 0.5));
	}

	@Test
	void modesAreReadByName() {
		assertEquals(RefineMode.FILL, RefineMode.parse(" Fill "));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> RefineMode.parse("grow")).getMessage().contains(
			"use refine, extend or fill"));
	}
}
