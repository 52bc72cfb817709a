package io.github.volumesam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class MaskTest {

	/** A pixel as a value, to compare masks with sets. */
	private record Pixel(int x, int y) {}

	private static Set<Pixel> pixels(final Mask mask) {
		final Set<Pixel> set = new HashSet<>();
		mask.forEach((x, y) -> assertTrue(set.add(new Pixel(x, y)), "visited twice"));
		assertEquals(set.size(), mask.area());
		return set;
	}

	private static Mask mask(final Set<Pixel> set) {
		return Mask.of(-140, -20, 280, 40, (x, y) -> set.contains(new Pixel(x, y)));
	}

	/** Pixels in a random part of the plane around the origin, over word boundaries. */
	private static Set<Pixel> random(final Random random) {
		final int x0 = random.nextInt(200) - 130, y0 = random.nextInt(20) - 15;
		final int width = 1 + random.nextInt(70), height = 1 + random.nextInt(12);
		final int n = random.nextInt(120);
		final Set<Pixel> set = new HashSet<>();
		for (int i = 0; i < n; i++)
			set.add(new Pixel(x0 + random.nextInt(width), y0 + random.nextInt(height)));
		return set;
	}

	private static Mask rectangle(final int x, final int y, final int width, final int height) {
		return Mask.of(x, y, width, height, (i, j) -> true);
	}

	@Test
	void keepsPixelsOnBothSidesOfAWordBoundary() {
		final Mask mask = Mask.of(63, 5, 2, 1, (x, y) -> true);
		assertEquals(Set.of(new Pixel(63, 5), new Pixel(64, 5)), pixels(mask));
		assertTrue(mask.contains(63, 5) && mask.contains(64, 5));
		assertFalse(mask.contains(62, 5) || mask.contains(65, 5) || mask.contains(63, 4) || mask.contains(64, 6));
		assertEquals(new Box(63, 5, 2, 1), mask.box());
	}

	@Test
	void keepsPixelsAtNegativeCoordinates() {
		final Mask mask = rectangle(-65, -2, 66, 2);
		assertEquals(132, mask.area());
		assertTrue(mask.contains(-65, -2) && mask.contains(-64, -1) && mask.contains(-1, -1) && mask.contains(0, -2));
		assertFalse(mask.contains(-66, -2) || mask.contains(1, -2) || mask.contains(0, 0));
		assertEquals(new Box(-65, -2, 66, 2), mask.box());
	}

	@Test
	void aSinglePixelHasAOneByOneBoxAndItsCentreAsCentroid() {
		final Mask mask = rectangle(64, 7, 1, 1);
		assertEquals(new Box(64, 7, 1, 1), mask.box());
		assertEquals(64.5, mask.centroidX());
		assertEquals(7.5, mask.centroidY());
	}

	@Test
	void centroidIsTheMeanOfThePixelCentres() {
		final Mask mask = Mask.of(62, 0, 4, 2, (x, y) -> y == 0 || x == 62);
		assertEquals((62.5 + 63.5 + 64.5 + 65.5 + 62.5) / 5, mask.centroidX());
		assertEquals((4 * 0.5 + 1.5) / 5, mask.centroidY());
	}

	@Test
	void boxCoversThePixelsWhoseCentreIsInside() {
		assertEquals(rectangle(1, 2, 2, 1), Mask.of(new Box(0.6, 1.6, 2.0, 1.2)));
		assertEquals(rectangle(3, 4, 5, 6), Mask.of(new Box(3, 4, 5, 6)));
		assertTrue(Mask.of(new Box(0.6, 0.6, 0.8, 0.8)).isEmpty());
	}

	@Test
	void anEmptyMaskIsTheEmptyMask() {
		assertSame(Mask.EMPTY, Mask.of(0, 0, 100, 100, (x, y) -> false));
		assertSame(Mask.EMPTY, Mask.of(0, 0, 0, 5, (x, y) -> true));
		assertThrows(IllegalStateException.class, Mask.EMPTY::box);
	}

	@Test
	void emptyMasksTakePartInSetOperations() {
		final Mask mask = rectangle(60, 0, 8, 3);
		assertEquals(mask, mask.or(Mask.EMPTY));
		assertEquals(mask, Mask.EMPTY.or(mask));
		assertEquals(mask, mask.minus(Mask.EMPTY));
		assertTrue(Mask.EMPTY.minus(mask).isEmpty() && mask.and(Mask.EMPTY).isEmpty());
		assertEquals(0, mask.iou(Mask.EMPTY));
		assertEquals(1, Mask.EMPTY.iou(Mask.EMPTY));
	}

	@Test
	void setOperationsAgreeWithSetsOfPixels() {
		final Random random = new Random(42);
		for (int i = 0; i < 300; i++) {
			final Set<Pixel> a = random(random), b = random(random);
			final Mask p = mask(a), q = mask(b);
			final Set<Pixel> and = new HashSet<>(a), or = new HashSet<>(a), minus = new HashSet<>(a);
			and.retainAll(b);
			or.addAll(b);
			minus.removeAll(b);
			assertEquals(and, pixels(p.and(q)));
			assertEquals(or, pixels(p.or(q)));
			assertEquals(minus, pixels(p.minus(q)));
			assertEquals(and.size(), p.overlap(q));
			assertEquals(or.isEmpty() ? 1 : (double) and.size() / or.size(), p.iou(q));
		}
	}

	@Test
	void masksWithTheSamePixelsAreEqualHoweverMade() {
		final Random random = new Random(7);
		for (int i = 0; i < 100; i++) {
			final Set<Pixel> set = random(random);
			final Mask mask = mask(set);
			final Mask larger = mask.or(rectangle(-139, -19, 1, 1)).or(rectangle(138, 18, 1, 1));
			final Mask again = larger.minus(larger.minus(mask));
			assertEquals(mask, again);
			assertEquals(mask.hashCode(), again.hashCode());
		}
		assertNotEquals(rectangle(0, 0, 2, 2), rectangle(0, 1, 2, 2));
		assertNotEquals(rectangle(0, 0, 2, 2), rectangle(64, 0, 2, 2));
	}

	@Test
	void shiftMovesEveryPixel() {
		final Random random = new Random(3);
		for (int i = 0; i < 100; i++) {
			final Set<Pixel> set = random(random), moved = new HashSet<>();
			final int dx = random.nextInt(150) - 75, dy = random.nextInt(9) - 4;
			set.forEach(p -> moved.add(new Pixel(p.x + dx, p.y + dy)));
			assertEquals(moved, pixels(mask(set).shift(dx, dy)));
		}
	}

	@Test
	void clipKeepsWhatIsInsideTheSlice() {
		assertEquals(rectangle(0, 0, 70, 3), rectangle(-5, -1, 80, 10).clip(70, 3));
		assertTrue(rectangle(70, 0, 5, 5).clip(70, 30).isEmpty());
		assertTrue(rectangle(-5, -5, 5, 5).clip(70, 30).isEmpty());
		final Mask inside = rectangle(0, 0, 70, 30);
		assertSame(inside, inside.clip(70, 30));
	}

	@Test
	void whereKeepsPixelsThatMeetTheCondition() {
		assertEquals(rectangle(62, 1, 2, 1), rectangle(60, 0, 8, 2).where((x, y) -> x >= 62 && x < 64 && y == 1));
		assertSame(Mask.EMPTY, Mask.EMPTY.where((x, y) -> true));
	}

	@Test
	void runsGoOverWordBoundaries() {
		final Mask mask = Mask.of(0, 3, 300, 2, (x, y) -> y == 3 ? x >= 62 && x < 200 && x != 64 : x == 127 || x == 128);
		final List<List<Integer>> runs = new ArrayList<>();
		mask.forEachRun((y, from, to) -> runs.add(List.of(y, from, to)));
		assertEquals(List.of(List.of(3, 62, 64), List.of(3, 65, 200), List.of(4, 127, 129)), runs);
	}

	@Test
	void runsHoldEveryPixelOnce() {
		final Random random = new Random(11);
		for (int i = 0; i < 100; i++) {
			final Mask mask = mask(random(random));
			final Runs runs = new Runs();
			final Set<Pixel> seen = new HashSet<>();
			mask.forEachRun((y, from, to) -> {
				assertTrue(from < to && !mask.contains(from - 1, y) && !mask.contains(to, y), "not a whole run");
				runs.add(y, from, to);
				for (int x = from; x < to; x++)
					assertTrue(seen.add(new Pixel(x, y)));
			});
			assertEquals(pixels(mask), seen);
			assertEquals(mask, Mask.of(runs));
		}
	}
}
