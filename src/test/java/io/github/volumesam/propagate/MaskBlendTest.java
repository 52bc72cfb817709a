package io.github.volumesam.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

import org.junit.jupiter.api.Test;

class MaskBlendTest {

	private static final Mask SMALL = Mask.of(new Box(10, 10, 6, 6));
	private static final Mask LARGE = Mask.of(new Box(8, 8, 10, 10));

	@Test
	void halfWayBetweenTwoSquaresLiesTheSquareBetween() {
		assertEquals(Mask.of(new Box(9, 9, 8, 8)), MaskBlend.between(SMALL, LARGE, 0.5));
	}

	@Test
	void endsAreTheMasksThemselves() {
		assertEquals(SMALL, MaskBlend.between(SMALL, LARGE, 0));
		assertEquals(LARGE, MaskBlend.between(SMALL, LARGE, 1));
	}

	@Test
	void objectThatMovedOutOfItselfIsHalfWayThere() {
		assertEquals(SMALL.shift(10, 0), MaskBlend.between(SMALL, SMALL.shift(20, 0), 0.5));
	}

	@Test
	void blendWithNothingIsTheNearerOfTheTwo() {
		assertEquals(SMALL, MaskBlend.between(SMALL, Mask.EMPTY, 0.25));
		assertTrue(MaskBlend.between(SMALL, Mask.EMPTY, 0.75).isEmpty());
	}
}
