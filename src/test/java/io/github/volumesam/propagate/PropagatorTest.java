package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Impatient;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

class PropagatorTest {

	/** A ball of radius 10 in the middle of 40 × 40 × 40 voxels: slices 10 to 29. */
	private static final Intensity BALL = ball(20, 20, 20, 10);
	private static final Box BALL_BOX = new Box(10, 10, 20, 20);

	private PropagationResult run(final Volume volume, final PropagationSettings settings, final Progress progress,
		final KeySlices... objects)
	{
		final WindowReader reader = new WindowReader(volume, new IntensityMapping(0, 255, false));
		return new Propagator(new ThresholdPredictor(volume), reader, settings).run(List.of(objects), progress);
	}

	private ObjectResult run(final Volume volume, final KeySlices object) {
		return run(volume, PropagationSettings.DEFAULT, Progress.NONE, object).objects().get(0);
	}

	private static KeySlices box(final int z, final Box box) {
		return KeySlices.of(1, new TreeMap<>(Map.of(z, Prompt.box(box))), 40);
	}

	@Test
	void ballIsFollowedToItsPolesAndNoFurther() {
		final ObjectResult result = run(volume(40, 40, 40, BALL), box(19, BALL_BOX));
		// The very last slice is a few pixels; giving it up is no error, going beyond it is.
		assertTrue(List.of(10, 11).contains(result.slices().firstKey()), result.slices().keySet().toString());
		assertTrue(List.of(28, 29).contains(result.slices().lastKey()), result.slices().keySet().toString());
	}

	@Test
	void everySliceOfTheBallIsExact() {
		final ObjectResult result = run(volume(40, 40, 40, BALL), box(19, BALL_BOX));
		result.slices().forEach((z, slice) -> assertEquals(Mask.of(0, 0, 40, 40, (x, y) -> BALL.at(x, y, z) > 128), slice
			.mask(), "slice " + z));
	}

	@ParameterizedTest
	@EnumSource(Strategy.class)
	void everyStrategyFollowsTheBall(final Strategy strategy) {
		final ObjectResult result = run(volume(40, 40, 40, BALL), PropagationSettings.DEFAULT.with(strategy), Progress.NONE,
			box(19, BALL_BOX)).objects().get(0);
		assertTrue(result.slices().size() >= 18 && result.slices().size() <= 22, "slices " + result.slices().keySet());
	}

	@Test
	void endsCarryAReason() {
		final ObjectResult result = run(volume(40, 40, 40, BALL), box(19, BALL_BOX));
		assertFalse(List.of(EndReason.VOLUME_END, EndReason.CANCELLED).contains(result.upperEnd()), result.upperEnd()
			.toString());
	}

	@Test
	void columnThroughTheWholeVolumeEndsWithTheVolume() {
		final ObjectResult result = run(volume(40, 40, 12, (x, y, z) -> x >= 10 && x < 25 && y >= 10 && y < 25 ? 200 : 40),
			KeySlices.of(1, new TreeMap<>(Map.of(6, Prompt.box(new Box(10, 10, 15, 15)))), 12));
		assertEquals(12, result.slices().size());
		assertEquals(EndReason.VOLUME_END, result.lowerEnd());
		assertEquals(EndReason.VOLUME_END, result.upperEnd());
	}

	@Test
	void longColumnIsFollowedHoweverFarItReaches() {
		final ObjectResult result = run(volume(40, 40, 200, (x, y, z) -> x >= 10 && x < 20 && y >= 10 && y < 20 && z < 150
			? 200 : 40), KeySlices.of(1, new TreeMap<>(Map.of(20, Prompt.box(new Box(10, 10, 10, 10)))), 200));
		assertEquals(150, result.slices().size());
	}

	@Test
	void limitsOfTheUserHold() {
		final ObjectResult result = run(volume(40, 40, 40, BALL), new KeySlices(1, new TreeMap<>(Map.of(19, Prompt.box(
			BALL_BOX))), 16, 22));
		assertEquals(16, result.slices().firstKey());
		assertEquals(22, result.slices().lastKey());
		assertEquals(EndReason.RANGE_END, result.lowerEnd());
		assertEquals(EndReason.RANGE_END, result.upperEnd());
	}

	@Test
	void lostFrameIsLookedPastAndFilled() {
		final Volume lost = volume(40, 40, 40, (x, y, z) -> z == 23 ? 40 : BALL.at(x, y, z));
		final PropagationSettings settings = new PropagationSettings(new NextPrompt(Strategy.BOX_MASK), new EvidenceRule(), 1,
			false, Mode.FOLLOW, false);
		final ObjectResult result = run(lost, settings, Progress.NONE, box(19, BALL_BOX)).objects().get(0);
		assertEquals(SliceResult.Origin.FILLED, result.slices().get(23).origin());
		assertTrue(result.slices().get(23).mask().iou(Mask.of(0, 0, 40, 40, (x, y) -> BALL.at(x, y, 23) > 128)) > 0.85);
		assertTrue(result.slices().lastKey() >= 28, "last slice " + result.slices().lastKey());
	}

	@Test
	void objectOnTheOnlySliceIsThatSlice() {
		final ObjectResult result = run(volume(40, 40, 1, (x, y, z) -> BALL.at(x, y, 20)), KeySlices.of(1, new TreeMap<>(
			Map.of(0, Prompt.box(BALL_BOX))), 1));
		assertEquals(List.of(0), List.copyOf(result.slices().keySet()));
	}

	@Test
	void slicesBetweenKeySlicesAreFilledFromBoth() {
		final SortedMap<Integer, Prompt> keys = new TreeMap<>(Map.of(14, Prompt.box(new Box(11, 11, 18, 18)), 25, Prompt
			.box(new Box(11, 11, 18, 18))));
		final ObjectResult result = run(volume(40, 40, 40, BALL), KeySlices.of(1, keys, 40));
		for (int z = 14; z <= 25; z++)
			assertTrue(result.slices().containsKey(z), "slice " + z);
		assertTrue(result.slices().firstKey() >= 10 && result.slices().lastKey() <= 29, result.slices().keySet().toString());
		assertEquals(SliceResult.Origin.KEY, result.slices().get(25).origin());
	}

	@Test
	void paintedKeySliceIsTakenAsItIs() {
		final Mask painted = Mask.of(new Box(12, 12, 5, 5));
		final ObjectResult result = run(volume(40, 40, 40, BALL), KeySlices.of(1, new TreeMap<>(Map.of(19, Prompt.mask(
			painted))), 40));
		assertEquals(painted, result.slices().get(19).mask());
	}

	@Test
	void objectsDoNotInfluenceEachOther() {
		final Intensity other = ball(20, 20, 31, 5);
		final Volume both = volume(40, 40, 40, (x, y, z) -> Math.max(BALL.at(x, y, z), other.at(x, y, z)));
		final KeySlices first = new KeySlices(1, new TreeMap<>(Map.of(19, Prompt.box(BALL_BOX))), 0, 28);
		final KeySlices second = new KeySlices(2, new TreeMap<>(Map.of(32, Prompt.box(new Box(15, 15, 10, 10)))), 30,
			39);
		final List<ObjectResult> together = run(both, PropagationSettings.DEFAULT, Progress.NONE, first, second).objects();
		assertEquals(run(both, first), together.get(0));
		assertEquals(run(both, second), together.get(1));
	}

	@Test
	void cancelledRunKeepsWhatIsFinished() {
		final PropagationResult result = run(volume(40, 40, 40, BALL), PropagationSettings.DEFAULT, new Impatient(5), box(19,
			BALL_BOX));
		assertTrue(result.cancelled());
		final ObjectResult object = result.objects().get(0);
		assertTrue(object.slices().containsKey(19) && object.slices().containsKey(21) && object.slices().size() < 10);
		assertEquals(EndReason.CANCELLED, object.upperEnd());
	}

	@Test
	void progressOnlyGrowsAndEndsComplete() {
		final long[] last = { -1, 0 };
		run(volume(40, 40, 40, BALL), PropagationSettings.DEFAULT, (done, total, message) -> {
			assertTrue(done >= last[0] && done <= total);
			last[0] = done;
			last[1] = total;
		}, box(19, BALL_BOX));
		assertEquals(last[1], last[0]);
	}

	@Test
	void referenceRuleStopsWhereTheOverlapFalls() {
		// From slice to slice the ball's outer slices change by more than a fifth.
		final ObjectResult result = run(volume(40, 40, 40, BALL), PropagationSettings.reference(Strategy.BOX, 0.8),
			Progress.NONE, box(19, BALL_BOX)).objects().get(0);
		assertEquals(EndReason.NEIGHBOUR, result.upperEnd());
		assertEquals(26, result.slices().lastKey());
	}
}
