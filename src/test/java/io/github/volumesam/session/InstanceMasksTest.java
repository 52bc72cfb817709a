package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Window;

import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;

import org.junit.jupiter.api.Test;

/** Discs of radius 10 that touch, as micro-sam's decoder sees them: single objects on a slice, and from slice to slice. */
class InstanceMasksTest {

	private static final int WIDTH = 60, HEIGHT = 40, RADIUS = 10;

	private static LogitMap map(final DoubleBinaryOperator value) {
		final float[] values = new float[WIDTH * HEIGHT];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) value.applyAsDouble(i % WIDTH + 0.5, i / WIDTH + 0.5);
		return new LogitMap(Window.whole(WIDTH, HEIGHT), WIDTH, HEIGHT, values);
	}

	/** How far the nearest of some centres, all in the middle row, is. */
	private static double distance(final double[] centres, final double x, final double y) {
		double nearest = Double.POSITIVE_INFINITY;
		for (final double centre : centres)
			nearest = Math.min(nearest, Math.hypot(x - centre, y - HEIGHT / 2));
		return nearest;
	}

	private static List<Mask> discs(final double... centres) {
		final LogitMap foreground = map((x, y) -> distance(centres, x, y) < RADIUS ? 1 : 0);
		final LogitMap far = map((x, y) -> Math.min(1, distance(centres, x, y) / RADIUS));
		return InstanceMasks.of(List.of(foreground, far, far), WIDTH, HEIGHT);
	}

	private static Mask square(final int x, final int side) {
		return Mask.of(new Box(x, 10, side, side));
	}

	@Test
	void discsThatTouchArePartedInTheMiddle() {
		final List<Mask> found = discs(21, 39);
		assertEquals(2, found.size());
		assertEquals(found.get(0).area(), found.get(1).area());
		assertEquals(29, found.get(0).maxX());
		assertEquals(30, found.get(1).minX());
		assertEquals(0, found.get(0).overlap(found.get(1)));
	}

	@Test
	void aDiscKeepsItsArea() {
		assertEquals(Math.PI * RADIUS * RADIUS, discs(30).get(0).area(), 15);
	}

	@Test
	void anEmptySliceHasNoObjects() {
		assertEquals(List.of(), discs());
	}

	@Test
	void theFloodStopsWhereItMeetsAnother() {
		final int[] labels = { 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0 };
		final boolean[] inside = { true, true, true, true, true, true, false, false, true, false, false, false };
		Watershed.flood(new double[] { 0, 1, 2, 3, 1, 0, 0, 0, 5, 0, 0, 0 }, 6, inside, labels);
		assertArrayEquals(new int[] { 1, 1, 1, 2, 2, 2, 0, 0, 1, 0, 0, 0 }, labels);
	}

	@Test
	void aFloodDoesNotRunRoundTheEndOfARow() {
		final int[] labels = { 0, 0, 1, 0, 0, 0 };
		Watershed.flood(new double[6], 3, new boolean[] { false, false, true, true, false, false }, labels);
		assertArrayEquals(new int[] { 0, 0, 1, 0, 0, 0 }, labels);
	}

	@Test
	void objectsOnTopOfEachOtherAreOne() {
		final InstanceLinks links = new InstanceLinks();
		assertEquals(Set.of(1, 2), links.next(List.of(square(0, 10), square(20, 10))).keySet());
		assertEquals(square(22, 10), links.next(List.of(square(22, 10), square(40, 10))).get(2));
		assertEquals(Set.of(2, 3), links.next(List.of(square(22, 10), square(40, 10))).keySet());
	}

	@Test
	void anObjectGoesOnInTheLargerOfTwo() {
		final InstanceLinks links = new InstanceLinks();
		links.next(List.of(square(0, 20)));
		final var next = links.next(List.of(square(0, 6), square(8, 12)));
		assertEquals(square(8, 12), next.get(1));
		assertEquals(square(0, 6), next.get(2));
	}

	@Test
	void objectsThatHardlyOverlapAreTwo() {
		final InstanceLinks links = new InstanceLinks();
		links.next(List.of(square(0, 10)));
		assertEquals(Set.of(2), links.next(List.of(square(6, 10))).keySet());
	}

	@Test
	void anObjectThatIsMissingOnASliceBeginsAnew() {
		final InstanceLinks links = new InstanceLinks();
		links.next(List.of(square(0, 10)));
		links.next(List.of());
		assertEquals(Set.of(2), links.next(List.of(square(0, 10))).keySet());
	}
}
