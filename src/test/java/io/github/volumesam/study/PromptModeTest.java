package io.github.volumesam.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

class PromptModeTest {

	/** Squares on slices 3 to 12 of 20; the one on slice 8 is the largest, 40 pixels wide. */
	private static LabelObject object(final int label) {
		final SortedMap<Integer, Mask> masks = new TreeMap<>();
		for (int z = 3; z <= 12; z++)
			masks.put(z, square(z == 8 ? 40 : 20));
		return new LabelObject(label, masks, Map.of());
	}

	private static Mask square(final int side) {
		return Mask.of(new Box(10, 30, side, side));
	}

	private static Prompt onlyPrompt(final PromptMode mode, final int label) {
		final KeySlices prompts = mode.of(object(label), 20);
		assertEquals(Set.of(8), prompts.prompts().keySet());
		return prompts.prompts().get(8);
	}

	@Test
	void boxIsTightOnTheLargestSlice() {
		assertEquals(Prompt.box(new Box(10, 30, 40, 40)), onlyPrompt(PromptMode.BOX, 1));
	}

	@Test
	void objectMayBeAnywhereInTheVolume() {
		final KeySlices prompts = PromptMode.BOX.of(object(7), 20);
		assertEquals(List.of(7, 0, 19), List.of(prompts.label(), prompts.first(), prompts.last()));
	}

	@ParameterizedTest
	@CsvSource({ "BOX_5, 2", "BOX_10, 4", "BOX_20, 8" })
	void jitterMovesEveryEdgeByNoMoreThanItsPart(final PromptMode mode, final double most) {
		for (int label = 1; label <= 50; label++) {
			final Box box = onlyPrompt(mode, label).box().orElseThrow();
			for (final double shift : new double[] { box.x() - 10, box.y() - 30, box.right() - 50, box.bottom() - 70 })
				assertTrue(Math.abs(shift) <= most && shift != 0, mode + " moved an edge by " + shift);
		}
	}

	@Test
	void jitterDiffersBetweenObjectsButNotBetweenRuns() {
		assertEquals(onlyPrompt(PromptMode.BOX_20, 1), onlyPrompt(PromptMode.BOX_20, 1));
		assertNotEquals(onlyPrompt(PromptMode.BOX_20, 1), onlyPrompt(PromptMode.BOX_20, 2));
	}

	@ParameterizedTest
	@CsvSource({ "POINT_1, 1", "POINTS_3, 3", "POINTS_5, 5" })
	void pointsLieOnTheObject(final PromptMode mode, final int count) {
		final Prompt prompt = onlyPrompt(mode, 1);
		assertTrue(prompt.box().isEmpty());
		assertEquals(count, prompt.points().size());
		for (final Point point : prompt.points())
			assertTrue(point.positive() && square(40).contains((int) point.x(), (int) point.y()), point.toString());
	}

	@Test
	void maskIsTheTruth() {
		assertEquals(Prompt.mask(square(40)), onlyPrompt(PromptMode.MASK, 1));
	}

	@Test
	void severalKeySlicesAreSpreadAndLeaveTheEndsToBeFound() {
		assertEquals(Set.of(4, 8, 11), PromptMode.BOXES_3.of(object(1), 20).prompts().keySet());
		assertEquals(Set.of(4, 6, 8, 10, 12), PromptMode.BOXES_5.of(object(1), 20).prompts().keySet());
	}

	@Test
	void anObjectOfFewSlicesGetsABoxOnEach() {
		final LabelObject thin = new LabelObject(1, new TreeMap<>(Map.of(4, square(5), 5, square(5))), Map.of());
		assertEquals(Set.of(4, 5), PromptMode.BOXES_3.of(thin, 20).prompts().keySet());
	}

	@ParameterizedTest
	@EnumSource(PromptMode.class)
	void everyModeIsReadBackFromItsName(final PromptMode mode) {
		assertEquals(mode, PromptMode.parse(" " + mode.toString().toUpperCase()));
	}

	@Test
	void anUnknownModeIsRefusedWithTheKnownOnes() {
		final String message = assertThrows(IllegalArgumentException.class, () -> PromptMode.parse("scribble"))
			.getMessage();
		assertTrue(message.contains("'scribble'") && message.contains("1point") && message.contains("5boxes"), message);
	}
}
