package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A key slice more, less or corrected: the result is as if computed anew, but most of it is not. */
class CorrectionTest {

	/** A ball of radius 14 in 40 × 40 × 40 voxels: slices 6 to 33. */
	private static final Volume BALL = volume(40, 40, 40, ball(20, 20, 20, 14));
	private static final Prompt MIDDLE = Prompt.box(new Box(6, 6, 28, 28));
	private static final Prompt NEAR = Prompt.box(new Box(7, 7, 26, 26));

	/** The slices that were looked at. */
	private final Set<Integer> asked = new TreeSet<>();

	private static KeySlices keys(final Map<Integer, Prompt> prompts) {
		return KeySlices.of(1, new TreeMap<>(prompts), 40);
	}

	private ObjectResult run(final KeySlices object, final EarlierRun... earlier) {
		asked.clear();
		final WindowReader reader = new WindowReader(BALL, new IntensityMapping(0, 255, false));
		final MaskPredictor model = new ThresholdPredictor(BALL);
		final MaskPredictor noting = new MaskPredictor() {

			@Override
			public Prediction predict(final int z, final Prompt prompt) {
				asked.add(z);
				return model.predict(z, prompt);
			}

			@Override
			public Prediction predict(final int z, final Prompt prompt, final Box region) {
				asked.add(z);
				return model.predict(z, prompt, region);
			}

			@Override
			public MaskPredictor along(final Axis axis) {
				return model.along(axis);
			}

			@Override
			public boolean isCheapAcross() {
				return true;
			}

			@Override
			public int depth() {
				return model.depth();
			}

			@Override
			public int width() {
				return model.width();
			}

			@Override
			public int height() {
				return model.height();
			}
		};
		return new Propagator(noting, reader, PropagationSettings.DEFAULT).run(List.of(object), List.of(earlier),
			Progress.NONE).objects().get(0);
	}

	private void assertOnlyAsked(final KeySlices before, final KeySlices after, final int first, final int last) {
		final EarlierRun earlier = new EarlierRun(before, run(before));
		final ObjectResult anew = run(after);
		assertEquals(anew, run(after, earlier));
		assertTrue(asked.isEmpty() || ((TreeSet<Integer>) asked).first() >= first && ((TreeSet<Integer>) asked)
			.last() <= last, "looked at " + asked);
	}

	@Test
	void theSamePromptsNeedNoModel() {
		assertOnlyAsked(keys(Map.of(19, MIDDLE)), keys(Map.of(19, MIDDLE)), 0, -1);
		assertTrue(asked.isEmpty(), "looked at " + asked);
	}

	@Test
	void aKeySliceAboveLeavesWhatIsBelow() {
		assertOnlyAsked(keys(Map.of(19, MIDDLE)), keys(Map.of(19, MIDDLE, 25, NEAR)), 20, 39);
	}

	@Test
	void aKeySliceBetweenLeavesWhatIsOutside() {
		assertOnlyAsked(keys(Map.of(14, NEAR, 25, NEAR)), keys(Map.of(14, NEAR, 19, MIDDLE, 25, NEAR)), 15, 24);
	}

	@Test
	void aKeySliceLessIsFilledFromItsNeighbours() {
		assertOnlyAsked(keys(Map.of(14, NEAR, 19, MIDDLE, 25, NEAR)), keys(Map.of(14, NEAR, 25, NEAR)), 15, 24);
	}

	@Test
	void aRepaintedKeySliceChangesOnlyTheSpansNextToIt() {
		final Prompt painted = Prompt.mask(Mask.of(new Box(10, 10, 20, 20)));
		assertOnlyAsked(keys(Map.of(12, NEAR, 16, MIDDLE, 20, MIDDLE, 25, NEAR)), keys(Map.of(12, NEAR, 16, painted, 20,
			MIDDLE, 25, NEAR)), 13, 19);
	}

	@Test
	void anotherLimitChangesOnlyThatEnd() {
		final SortedMap<Integer, Prompt> prompts = new TreeMap<>(Map.of(19, MIDDLE));
		assertOnlyAsked(new KeySlices(1, prompts, 0, 39), new KeySlices(1, prompts, 0, 25), 20, 25);
	}

	@Test
	void aCancelledRunIsTakenUp() {
		final KeySlices object = keys(Map.of(14, NEAR, 25, NEAR));
		final ObjectResult whole = run(object);
		final SortedMap<Integer, SliceResult> part = new TreeMap<>(whole.slices());
		part.keySet().removeIf(z -> z > 14 && z < 20 || z > 27);
		final EarlierRun cut = new EarlierRun(object, new ObjectResult(1, part, EndReason.CANCELLED, EndReason.CANCELLED));
		assertEquals(whole, run(object, cut));
		assertTrue(!asked.contains(14) && !asked.contains(22) && asked.contains(16) && asked.contains(28), "looked at " +
			asked);
	}
}
