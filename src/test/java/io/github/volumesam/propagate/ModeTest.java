package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How far objects are followed, and what becomes of those in several parts. */
class ModeTest {

	/** A bar of 8 × 8 pixels on slices 5 to 24 that moves a pixel to the right with every slice. */
	private static final Intensity SLANTED = (x, y, z) -> z >= 5 && z <= 24 && x >= z && x < z + 8 && y >= 10 && y < 18
		? 200 : 40;

	private static Box bar(final int z) {
		return new Box(z, 10, 8, 8);
	}

	private static ObjectResult run(final Intensity intensity, final KeySlices object, final Mode mode) {
		final Volume volume = volume(40, 40, 30, intensity);
		final WindowReader reader = new WindowReader(volume, new IntensityMapping(0, 255, false));
		return new Propagator(new ThresholdPredictor(volume), reader, PropagationSettings.DEFAULT.with(mode)).run(List.of(
			object), Progress.NONE).objects().get(0);
	}

	private static KeySlices boxes(final Map<Integer, Box> boxes) {
		final TreeMap<Integer, Prompt> prompts = new TreeMap<>();
		boxes.forEach((z, box) -> prompts.put(z, Prompt.box(box)));
		return KeySlices.of(1, prompts, 30);
	}

	@Test
	void interpolatedBoxesPromptEverySliceBetweenKeySlicesAndNoOther() {
		final ObjectResult result = run(SLANTED, boxes(Map.of(6, bar(6), 22, bar(22))), Mode.BOXES);
		assertEquals(IntStream.rangeClosed(6, 22).boxed().toList(), List.copyOf(result.slices().keySet()));
		result.slices().forEach((z, slice) -> {
			assertEquals(bar(z), slice.promptBox());
			assertEquals(Mask.of(bar(z)), slice.mask());
		});
		assertEquals(EndReason.KEY_END, result.lowerEnd());
		assertEquals(EndReason.KEY_END, result.upperEnd());
	}

	@Test
	void aSplineThroughBoxesOnALineIsThatLine() {
		final ObjectResult result = run(SLANTED, boxes(Map.of(6, bar(6), 13, bar(13), 22, bar(22))), Mode.SMOOTH_BOXES);
		result.slices().forEach((z, slice) -> assertEquals(z, slice.promptBox().x(), 1e-9));
	}

	@Test
	void aSplineBendsWhereStraightLinesHaveACorner() {
		final TreeMap<Integer, Box> boxes = new TreeMap<>(Map.of(0, new Box(0, 0, 10, 10), 10, new Box(10, 0, 10, 10), 20,
			new Box(0, 0, 10, 10)));
		assertEquals(5, new BoxPath(boxes, false).at(5).x(), 1e-9);
		// The natural cubic spline through (0, 0), (10, 10), (20, 0) has the value 6.875 at 5.
		assertEquals(6.875, new BoxPath(boxes, true).at(5).x(), 1e-9);
	}

	@Test
	void inARangeTheObjectGoesOnHoweverMuchItChanges() {
		// From slice 15 on the bar is a third as wide, which ends it for every rule.
		final Intensity narrow = (x, y, z) -> z >= 5 && z <= 24 && x >= 10 && x < (z < 15 ? 22 : 14) && y >= 10 && y < 14
			? 200 : 40;
		final TreeMap<Integer, Prompt> prompt = new TreeMap<>(Map.of(10, Prompt.box(new Box(10, 10, 12, 4))));
		final ObjectResult result = run(narrow, new KeySlices(1, prompt, 5, 24), Mode.RANGE);
		assertEquals(20, result.slices().size());
		assertEquals(EndReason.RANGE_END, result.upperEnd());
		assertEquals(16, result.slices().get(20).mask().area());
	}

	@Test
	void anObjectThatSplitsIsFollowedInBothArms() {
		// A trunk of 20 pixels up to slice 10, then two arms that part by a pixel a slice.
		final Intensity fork = (x, y, z) -> {
			if (y < 15 || y >= 25 || z < 2 || z > 20) return 40;
			if (z <= 10) return x >= 10 && x < 30 ? 200 : 40;
			final int gap = z - 10;
			return x >= 10 - gap && x < 20 - gap || x >= 20 + gap && x < 30 + gap ? 200 : 40;
		};
		final ObjectResult result = run(fork, boxes(Map.of(6, new Box(10, 15, 20, 10))), Mode.FOLLOW);
		for (int z = 2; z <= 18; z++) {
			final int slice = z;
			assertEquals(Mask.of(0, 0, 40, 40, (x, y) -> fork.at(x, y, slice) > 128), result.slices().get(z).mask(), "slice " +
				z);
		}
	}

	@Test
	void armsThatMergeBecomeOnePart() {
		final Mask arms = Mask.of(new Box(0, 0, 10, 10)).or(Mask.of(new Box(20, 0, 10, 10)));
		assertEquals(2, Answer.parts(arms).size());
		assertEquals(1, Answer.parts(arms.or(Mask.of(new Box(10, 4, 10, 2)))).size());
	}

	@Test
	void specksAreNoPartsOfTheirOwn() {
		final Mask mask = Mask.of(new Box(0, 0, 20, 20)).or(Mask.of(new Box(30, 0, 3, 3)));
		assertEquals(List.of(mask), Answer.parts(mask));
	}

	@Test
	void aPartKeepsItsPlaceInTheWhole() {
		final Box moved = Answer.moved(new Box(10, 0, 5, 10), new Box(0, 0, 20, 10), new Box(100, 50, 40, 10));
		assertEquals(new Box(120, 50, 10, 10), moved);
	}

	@Test
	void modesAreReadByName() {
		for (final Mode mode : Mode.values())
			assertEquals(mode, Mode.parse(mode.toString()));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> Mode.parse("spline")).getMessage().contains(
			"smooth-boxes"));
	}
}
