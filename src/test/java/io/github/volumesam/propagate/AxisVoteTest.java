package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.SliceResult.Origin;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

class AxisVoteTest {

	/** A ball of radius 10 in 40 × 40 × 40 voxels: slices 10 to 29. */
	private static final Intensity BALL = ball(20, 20, 20, 10);
	private static final Volume VOLUME = volume(40, 40, 40, BALL);

	private static Mask truth(final int z) {
		return Mask.of(0, 0, 40, 40, (x, y) -> BALL.at(x, y, z) > 128);
	}

	private static SliceResult slice(final int z, final Mask mask, final Origin origin) {
		return new SliceResult(z, mask, mask.box(), 0.9, 5, 0.9, 0.9, origin);
	}

	private static ObjectResult voted(final SortedMap<Integer, SliceResult> found) {
		return new AxisVote(new ThresholdPredictor(VOLUME), Calibration.PIXELS).of(new ObjectResult(1, found,
			EndReason.REACH, EndReason.REACH));
	}

	/** The ball as it is, on slices 10 to 29; the key slice is 19. */
	private static SortedMap<Integer, SliceResult> right() {
		final SortedMap<Integer, SliceResult> slices = new TreeMap<>();
		for (int z = 10; z < 30; z++)
			slices.put(z, slice(z, truth(z), z == 19 ? Origin.KEY : Origin.PROPAGATED));
		return slices;
	}

	@Test
	void whatIsRightStays() {
		final ObjectResult found = voted(right());
		assertEquals(right(), found.slices());
	}

	@Test
	void slicesBeyondTheEndAreOutvoted() {
		final SortedMap<Integer, SliceResult> slices = right();
		for (int z = 30; z < 33; z++)
			slices.put(z, slice(z, truth(26), Origin.PROPAGATED));
		assertEquals(29, voted(slices).slices().lastKey());
	}

	@Test
	void aMissingEndIsAdded() {
		final SortedMap<Integer, SliceResult> slices = right();
		slices.remove(29);
		final ObjectResult found = voted(slices);
		assertEquals(truth(29), found.slices().get(29).mask());
		assertEquals(Origin.FILLED, found.slices().get(29).origin());
	}

	@Test
	void aWrongSliceIsPutRightAndTrustedLess() {
		final SortedMap<Integer, SliceResult> slices = right();
		slices.put(15, slice(15, Mask.of(new Box(18, 18, 4, 4)), Origin.PROPAGATED));
		final SliceResult corrected = voted(slices).slices().get(15);
		assertEquals(truth(15), corrected.mask());
		assertTrue(corrected.confidence() < 0.3, "confidence " + corrected.confidence());
	}

	@Test
	void whatTheUserPromptedStays() {
		final SortedMap<Integer, SliceResult> slices = right();
		final Mask painted = Mask.of(new Box(12, 12, 10, 10));
		slices.put(19, slice(19, painted, Origin.KEY));
		assertEquals(painted, voted(slices).slices().get(19).mask());
	}

	@Test
	void thickSlicesAreNotOutvoted() {
		final ThresholdPredictor predictor = new ThresholdPredictor(VOLUME);
		assertTrue(new AxisVote(predictor, new Calibration(1, 1, 1.9, "um")).isWorthwhile());
		assertFalse(new AxisVote(predictor, new Calibration(1, 1, 2, "um")).isWorthwhile());
		assertFalse(new AxisVote(predictor, new Calibration(1, 1, 0.4, "um")).isWorthwhile());
	}

	@Test
	void aCancelledVoteLeavesObjectsAsTheyWereFound() {
		final WindowReader reader = new WindowReader(VOLUME, new IntensityMapping(0, 255, false));
		final KeySlices object = KeySlices.of(1, new TreeMap<>(Map.of(19, Prompt.box(new Box(10, 10, 20, 20)))), 40);
		final Progress atTheVote = new Progress() {

			private boolean voting;

			@Override
			public void report(final long done, final long total, final String message) {
				voting |= message.contains("along all axes");
				if (voting) throw new CancellationException("Cancelled.");
			}
		};
		final ThresholdPredictor predictor = new ThresholdPredictor(VOLUME);
		final PropagationResult cancelled = new Propagator(predictor, reader, PropagationSettings.DEFAULT.withAllAxes(true))
			.run(List.of(object), atTheVote);
		assertTrue(cancelled.cancelled());
		assertEquals(new Propagator(predictor, reader, PropagationSettings.DEFAULT).run(List.of(object), Progress.NONE)
			.objects(), cancelled.objects());
	}
}
