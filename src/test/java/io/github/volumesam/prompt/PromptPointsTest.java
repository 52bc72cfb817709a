package io.github.volumesam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

class PromptPointsTest {

	private static final Mask SQUARE = Mask.of(new Box(10, 20, 7, 7));

	@Test
	void firstPointIsTheDeepest() {
		assertEquals(List.of(new Point(13.5, 23.5, true)), PromptPoints.inside(SQUARE, 1));
	}

	@Test
	void furtherPointsLieInOtherPartsOfTheMask() {
		final Mask twoSquares = SQUARE.or(SQUARE.shift(30, 0));
		final List<Point> points = PromptPoints.inside(twoSquares, 2);
		assertEquals(List.of(new Point(13.5, 23.5, true), new Point(43.5, 23.5, true)), points);
	}

	@Test
	void singlePixelGivesItsCentre() {
		assertEquals(List.of(new Point(3.5, 4.5, true)), PromptPoints.inside(Mask.of(new Box(3, 4, 1, 1)), 5));
	}

	@Test
	void pointsAroundKeepOffTheMask() {
		final List<Point> points = PromptPoints.outside(SQUARE, 5, 4);
		assertEquals(4, points.size());
		for (final Point point : points) {
			assertFalse(point.positive());
			assertTrue(SQUARE.overlap(Mask.of(new Box(point.x() - 1.5, point.y() - 1.5, 3, 3))) == 0, point.toString());
		}
	}

	@Test
	void noRoomAroundGivesNoPoints() {
		assertEquals(List.of(), PromptPoints.outside(SQUARE, 1, 4));
	}

	@Test
	void emptyMaskIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> PromptPoints.inside(Mask.EMPTY, 1));
		assertThrows(IllegalArgumentException.class, () -> PromptPoints.outside(Mask.EMPTY, 3, 1));
	}
}
