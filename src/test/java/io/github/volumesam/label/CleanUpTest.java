package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Mask;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class CleanUpTest {

	private static final SortedMap<Integer, Mask> NO_SEED = new TreeMap<>();

	private static Mask rectangle(final int x, final int y, final int width, final int height) {
		return Mask.of(x, y, width, height, (i, j) -> true);
	}

	private static LabelObject object(final Map<Integer, Mask> masks) {
		final Map<Integer, Double> scores = new HashMap<>();
		masks.keySet().forEach(z -> scores.put(z, 0.5 + z / 100.0));
		return new LabelObject(1, new TreeMap<>(masks), scores);
	}

	private static SortedMap<Integer, Mask> seed(final int z, final Mask mask) {
		return new TreeMap<>(Map.of(z, mask));
	}

	@Test
	void keepsTheComponentThatTouchesTheSeedEvenIfItIsTheSmaller() {
		final Mask small = rectangle(0, 0, 2, 2), large = rectangle(10, 0, 5, 5);
		final LabelObject cleaned = CleanUp.DEFAULT.apply(object(Map.of(3, small.or(large), 4, small.or(large), 5, large)),
			seed(4, rectangle(1, 1, 1, 1)));
		assertEquals(object(Map.of(3, small, 4, small)), cleaned);
	}

	@Test
	void branchesThatMeetOnAnotherSliceStayTogether() {
		final Mask left = rectangle(0, 0, 2, 2), right = rectangle(4, 0, 2, 2);
		final LabelObject fork = object(Map.of(0, left.or(right), 1, left.or(right), 2, rectangle(0, 0, 6, 2)));
		assertEquals(fork, CleanUp.DEFAULT.apply(fork, seed(0, left)));
	}

	@Test
	void allComponentsThatTouchASeedStay() {
		final Mask left = rectangle(0, 0, 2, 2), right = rectangle(4, 0, 2, 2), stray = rectangle(9, 9, 3, 3);
		final SortedMap<Integer, Mask> seeds = new TreeMap<>(Map.of(0, left, 6, right));
		final LabelObject cleaned = CleanUp.DEFAULT.apply(object(Map.of(0, left, 1, stray, 6, right)), seeds);
		assertEquals(object(Map.of(0, left, 6, right)), cleaned);
	}

	@Test
	void aSeedOnAnotherSliceDoesNotCount() {
		final Mask small = rectangle(0, 0, 2, 2), large = rectangle(10, 0, 5, 5);
		assertEquals(object(Map.of(1, large)), CleanUp.DEFAULT.apply(object(Map.of(0, small, 1, large)), seed(1, small)));
	}

	@Test
	void withoutATouchedComponentTheLargestStays() {
		final Mask tall = rectangle(0, 0, 2, 2), flat = rectangle(10, 0, 3, 3);
		final LabelObject cleaned = CleanUp.DEFAULT.apply(object(Map.of(0, tall.or(flat), 1, tall, 2, tall)), NO_SEED);
		assertEquals(object(Map.of(0, tall, 1, tall, 2, tall)), cleaned);
	}

	@Test
	void ofEquallyLargeComponentsTheLowerStays() {
		final Mask mask = rectangle(0, 0, 2, 2);
		assertEquals(object(Map.of(2, mask)), CleanUp.DEFAULT.apply(object(Map.of(2, mask, 7, mask)), NO_SEED));
	}

	@Test
	void voxelsThatShareACornerInASliceAreConnected() {
		final Mask diagonal = Mask.of(0, 0, 2, 2, (x, y) -> x == y);
		final LabelObject object = object(Map.of(0, diagonal));
		assertEquals(object, CleanUp.DEFAULT.apply(object, seed(0, rectangle(0, 0, 1, 1))));
	}

	@Test
	void voxelsOfNeighbouringSlicesThatShareAnEdgeOrCornerOnlyAreNot() {
		for (final Mask aside : new Mask[] { rectangle(1, 0, 1, 1), rectangle(1, 1, 1, 1) }) {
			final Mask pixel = rectangle(0, 0, 1, 1);
			assertEquals(object(Map.of(0, pixel)), CleanUp.DEFAULT.apply(object(Map.of(0, pixel, 1, aside)), seed(0, pixel)));
		}
	}

	@Test
	void slicesWithAGapBetweenThemAreNotConnected() {
		final Mask mask = rectangle(0, 0, 3, 3);
		assertEquals(object(Map.of(2, mask)), CleanUp.DEFAULT.apply(object(Map.of(0, mask, 2, mask)), seed(2, mask)));
	}

	@Test
	void fillsHolesSliceBySlice() {
		final Mask full = rectangle(60, 0, 5, 5), ring = full.minus(rectangle(62, 2, 1, 1));
		final LabelObject cleaned = CleanUp.DEFAULT.apply(object(Map.of(0, ring, 1, full)), seed(1, full));
		assertEquals(object(Map.of(0, full, 1, full)), cleaned);
	}

	@Test
	void dropsWhatIsTooSmallAfterFilling() {
		final Mask ring = rectangle(0, 0, 3, 3).minus(rectangle(1, 1, 1, 1));
		assertEquals(9, new CleanUp(true, true, 9).apply(object(Map.of(0, ring)), NO_SEED).voxels());
		assertTrue(new CleanUp(true, true, 10).apply(object(Map.of(0, ring)), NO_SEED).isEmpty());
		assertTrue(new CleanUp(true, false, 9).apply(object(Map.of(0, ring)), NO_SEED).isEmpty());
	}

	@Test
	void noneChangesNothing() {
		final Mask ring = rectangle(0, 0, 3, 3).minus(rectangle(1, 1, 1, 1));
		final LabelObject object = object(Map.of(0, ring, 5, rectangle(9, 9, 1, 1)));
		assertEquals(object, CleanUp.NONE.apply(object, seed(0, ring)));
	}

	@Test
	void anEmptyObjectStaysEmpty() {
		assertTrue(CleanUp.DEFAULT.apply(object(Map.of()), seed(0, rectangle(0, 0, 1, 1))).isEmpty());
	}
}
