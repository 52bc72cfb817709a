package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class LabelVolumeTest {

	/** Left two columns of a 3 x 3 slice. */
	private static final Mask LEFT = rectangle(0, 0, 2, 3);
	/** Right two columns; shares the middle column with the left. */
	private static final Mask RIGHT = rectangle(1, 0, 2, 3);

	private static Mask rectangle(final int x, final int y, final int width, final int height) {
		return Mask.of(x, y, width, height, (i, j) -> true);
	}

	private static LabelObject object(final int label, final double score, final Mask mask) {
		return new LabelObject(label, new TreeMap<>(Map.of(0, mask)), Map.of(0, score));
	}

	private static LabelVolume threeByThree(final OverlapPolicy policy, final LabelObject... objects) {
		return new LabelVolume(3, 3, 1, List.of(objects), policy);
	}

	private static LabelImage existing(final float... labels) {
		return new LabelImage(new Volume("before", ArrayImgs.floats(labels, 3, 3, 1), Calibration.PIXELS));
	}

	@Test
	void theHigherScoreTakesTheOverlap() {
		final LabelObject left = object(1, 0.7, LEFT), right = object(2, 0.9, RIGHT);
		final int[] expected = { 1, 2, 2, 1, 2, 2, 1, 2, 2 };
		assertArrayEquals(expected, threeByThree(OverlapPolicy.HIGHEST_SCORE, left, right).slice(0));
		assertArrayEquals(expected, threeByThree(OverlapPolicy.HIGHEST_SCORE, right, left).slice(0));
	}

	@Test
	void ofEqualScoresTheLowerLabelTakesTheOverlap() {
		final LabelObject left = object(5, 0.8, LEFT), right = object(3, 0.8, RIGHT);
		final int[] expected = { 5, 3, 3, 5, 3, 3, 5, 3, 3 };
		assertArrayEquals(expected, threeByThree(OverlapPolicy.HIGHEST_SCORE, left, right).slice(0));
		assertArrayEquals(expected, threeByThree(OverlapPolicy.HIGHEST_SCORE, right, left).slice(0));
	}

	@Test
	void anUnknownScoreLoses() {
		final LabelObject unknown = new LabelObject(1, new TreeMap<>(Map.of(0, LEFT)), Map.of());
		final int[] expected = { 1, 2, 2, 1, 2, 2, 1, 2, 2 };
		assertArrayEquals(expected, threeByThree(OverlapPolicy.HIGHEST_SCORE, unknown, object(2, 0, RIGHT)).slice(0));
	}

	@Test
	void theScoreIsThatOfTheSliceNotOfTheObject() {
		final LabelObject a = new LabelObject(1, new TreeMap<>(Map.of(0, LEFT, 1, LEFT)), Map.of(0, 0.9, 1, 0.2));
		final LabelObject b = new LabelObject(2, new TreeMap<>(Map.of(0, LEFT, 1, LEFT)), Map.of(0, 0.5, 1, 0.5));
		final LabelVolume volume = new LabelVolume(3, 3, 2, List.of(a, b), OverlapPolicy.HIGHEST_SCORE);
		assertArrayEquals(new int[] { 1, 1, 0, 1, 1, 0, 1, 1, 0 }, volume.slice(0));
		assertArrayEquals(new int[] { 2, 2, 0, 2, 2, 0, 2, 2, 0 }, volume.slice(1));
	}

	@Test
	void theFirstInTheListWinsWhateverItsScore() {
		final LabelObject left = object(1, 0.9, LEFT), right = object(2, 0.1, RIGHT);
		assertArrayEquals(new int[] { 1, 2, 2, 1, 2, 2, 1, 2, 2 }, threeByThree(OverlapPolicy.FIRST, right, left).slice(0));
		assertArrayEquals(new int[] { 1, 1, 2, 1, 1, 2, 1, 1, 2 }, threeByThree(OverlapPolicy.FIRST, left, right).slice(0));
	}

	@Test
	void existingLabelsStayWhenTheyAreToBeKept() {
		final LabelImage before = existing(7, 0, 0, 0, 7, 0, 0, 0, 7);
		final LabelVolume volume = new LabelVolume(before, List.of(object(1, 0.7, LEFT), object(2, 0.9, RIGHT)),
			OverlapPolicy.KEEP_EXISTING);
		assertArrayEquals(new int[] { 7, 2, 2, 1, 7, 2, 1, 2, 7 }, volume.slice(0));
	}

	@Test
	void existingLabelsYieldOtherwise() {
		final LabelImage before = existing(7, 0, 7, 0, 7, 0, 0, 0, 7);
		for (final OverlapPolicy policy : List.of(OverlapPolicy.HIGHEST_SCORE, OverlapPolicy.FIRST))
			assertArrayEquals(new int[] { 1, 1, 7, 1, 1, 0, 1, 1, 7 }, new LabelVolume(before, List.of(object(1, 0.7, LEFT)),
				policy).slice(0));
	}

	@Test
	void objectsOfOneLabelAreUnited() {
		assertArrayEquals(new int[] { 4, 4, 4, 4, 4, 4, 4, 4, 4 }, threeByThree(OverlapPolicy.HIGHEST_SCORE, object(4, 0.5,
			LEFT), object(4, 0.6, RIGHT)).slice(0));
	}

	@Test
	void slicesWithoutAnObjectAreBackground() {
		final LabelVolume volume = new LabelVolume(3, 3, 2, List.of(object(1, 1, LEFT)), OverlapPolicy.HIGHEST_SCORE);
		assertArrayEquals(new int[9], volume.slice(1));
	}

	@Test
	void refusesASliceThatItDoesNotHave() {
		assertThrows(IndexOutOfBoundsException.class, () -> threeByThree(OverlapPolicy.FIRST).slice(1));
		assertThrows(IndexOutOfBoundsException.class, () -> threeByThree(OverlapPolicy.FIRST).slice(-1));
	}

	@Test
	void visibleObjectsLackWhatWentToOthers() {
		final List<LabelObject> visible = threeByThree(OverlapPolicy.HIGHEST_SCORE, object(1, 0.7, LEFT), object(2, 0.9,
			RIGHT), object(3, 0.1, rectangle(2, 0, 1, 1))).visible();
		assertEquals(List.of(object(1, 0.7, rectangle(0, 0, 1, 3)), object(2, 0.9, RIGHT), new LabelObject(3,
			new TreeMap<>(), Map.of())), visible);
	}

	@Test
	void thousandsOfSlicesNeedOnlyTheMasks() {
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		for (int z = 0; z < 20_000; z++)
			masks.put(z, rectangle(z % 4000, 0, 2, 1));
		final LabelObject object = new LabelObject(1, masks, Map.of());
		final LabelVolume volume = new LabelVolume(4096, 4096, 20_000, List.of(object),
			OverlapPolicy.HIGHEST_SCORE);
		assertEquals(1, volume.slice(15_001)[3002]);
		assertEquals(0, volume.slice(15_001)[3000]);
	}

	@Test
	void sixteenBitsHold65535LabelsAndNoMore() {
		assertFalse(threeByThree(OverlapPolicy.FIRST, object(65_535, 1, LEFT)).needs32Bit());
		final LabelVolume more = threeByThree(OverlapPolicy.FIRST, object(65_536, 1, LEFT));
		assertTrue(more.needs32Bit());
		assertEquals(65_536, more.maxLabel());
		assertEquals(65_536, more.slice(0)[0]);
	}

	@Test
	void theLargestLabelCountsExistingOnesButNoEmptyObjects() {
		final LabelImage before = existing(0, 0, 0, 0, 70_000, 0, 0, 0, 0);
		assertTrue(new LabelVolume(before, List.of(object(2, 1, LEFT)), OverlapPolicy.FIRST).needs32Bit());
		assertEquals(0, threeByThree(OverlapPolicy.FIRST, object(9, 1, Mask.EMPTY)).maxLabel());
	}

	@Test
	void refusesObjectsThatReachOutside() {
		for (final Mask mask : List.of(rectangle(2, 0, 2, 1), rectangle(0, 2, 1, 2), rectangle(-1, 0, 1, 1))) {
			final LabelObject object = object(8, 1, mask);
			final String message = assertThrows(IllegalArgumentException.class, () -> threeByThree(OverlapPolicy.FIRST,
				object)).getMessage();
			assertTrue(message.contains("Object 8"), message);
		}
		final LabelObject tooDeep = new LabelObject(8, new TreeMap<>(Map.of(1, LEFT)), Map.of());
		assertThrows(IllegalArgumentException.class, () -> threeByThree(OverlapPolicy.FIRST, tooDeep));
	}
}
