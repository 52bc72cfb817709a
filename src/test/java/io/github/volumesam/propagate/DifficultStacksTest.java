package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** What recording and users do to a stack, with the real, embedded model. */
class DifficultStacksTest {

	/** A ball of radius 14 in 64 × 64 × 48 voxels: slices 10 to 37. */
	private static final Intensity BALL = ball(32, 32, 24, 14);
	private static final Box BALL_BOX = new Box(18, 18, 28, 28);

	private static SamModel model;

	@BeforeAll
	static void open() {
		model = SamModel.open("embedded", 0);
	}

	@AfterAll
	static void close() {
		model.close();
	}

	/** A little texture, the same in every run. */
	private static double noise(final int x, final int y, final int z) {
		return Math.floorMod(x * 7919 + y * 104729 + z * 1299709, 31) - 15;
	}

	private static ObjectResult follow(final Intensity intensity, final Map<Integer, Box> boxes) {
		return follow(48, intensity, boxes);
	}

	private static ObjectResult follow(final int depth, final Intensity intensity, final Map<Integer, Box> boxes) {
		final Volume volume = volume(64, 64, depth, (x, y, z) -> intensity.at(x, y, z) + noise(x, y, z));
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
		boxes.forEach((z, box) -> prompts.put(z, Prompt.box(box)));
		return new Propagator(model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES, Progress.NONE), reader,
			PropagationSettings.DEFAULT).run(List.of(KeySlices.of(1, prompts, depth)), Progress.NONE).objects().get(0);
	}

	private static double dice(final ObjectResult found, final Intensity intensity) {
		long both = 0, all = 0;
		for (int z = 0; z < 48; z++) {
			final int slice = z;
			final Mask truth = Mask.of(0, 0, 64, 64, (x, y) -> intensity.at(x, y, slice) > 128);
			final Mask mask = found.toLabelObject().mask(z);
			both += 2L * mask.overlap(truth);
			all += mask.area() + truth.area();
		}
		return (double) both / all;
	}

	@Test
	void aShiftedSliceDoesNotEndTheObject() {
		final ObjectResult found = follow((x, y, z) -> BALL.at(z == 29 ? x - 6 : x, y, z), Map.of(23, BALL_BOX));
		assertEquals(10, found.slices().firstKey(), 2);
		assertEquals(37, found.slices().lastKey(), 3);
	}

	@Test
	void aJumpInBrightnessDoesNotEndTheObject() {
		final ObjectResult found = follow((x, y, z) -> (z > 28 ? 0.6 : 1) * BALL.at(x, y, z), Map.of(23, BALL_BOX));
		assertEquals(10, found.slices().firstKey(), 2);
		assertEquals(37, found.slices().lastKey(), 3);
	}

	@Test
	void anObjectOnOneSliceStaysOnIt() {
		final Intensity disc = (x, y, z) -> z == 20 ? BALL.at(x, y, 24) : 40;
		final ObjectResult found = follow(disc, Map.of(20, BALL_BOX));
		assertTrue(found.slices().containsKey(20));
		assertTrue(found.slices().firstKey() >= 19 && found.slices().lastKey() <= 21, "slices " + found.slices().keySet());
	}

	@Test
	void aTubeInNoiseIsFollowedThroughTheStack() {
		final ObjectResult found = follow(120, noisyTube(12, 120), Map.of(60, new Box(20, 20, 24, 24)));
		assertEquals(0, found.slices().firstKey(), 5);
		assertEquals(119, found.slices().lastKey(), 5);
	}

	@Test
	void aThinTubeInNoiseIsFollowedFourTimesItsWidth() {
		final ObjectResult found = follow(120, noisyTube(6, 120), Map.of(60, new Box(26, 26, 12, 12)));
		assertTrue(found.slices().lastKey() - found.slices().firstKey() >= 50, "slices " + found.slices().keySet());
	}

	/** A tube along the slices, through the whole stack. */
	private static Intensity noisyTube(final double radius, final int depth) {
		final double[] noise = new Random(1).doubles(64 * 64 * depth, -26, 26).toArray();
		return (x, y, z) -> noise[(z * 64 + y) * 64 + x] + (Math.hypot(x - 31.5, y - 31.5) < radius ? 180 : 40);
	}

	@Test
	void aBoxThreeTimesAsLargeStillFindsTheObject() {
		final Intensity small = ball(32, 32, 24, 8);
		final ObjectResult found = follow(small, Map.of(23, new Box(8, 8, 48, 48)));
		assertTrue(dice(found, small) > 0.8, "Dice " + dice(found, small) + ", slices " + found.slices().keySet());
	}

	@Test
	void anObjectThatTouchesTheBorderIsFollowed() {
		final Intensity cut = ball(4, 32, 24, 14);
		final ObjectResult found = follow(cut, Map.of(23, new Box(0, 18, 18, 28)));
		assertTrue(dice(found, cut) > 0.8, "Dice " + dice(found, cut) + ", slices " + found.slices().keySet());
	}

	@Test
	void twoObjectsUnderOneLabelAreNotJoined() {
		final Intensity low = ball(16, 16, 12, 8), high = ball(46, 46, 36, 8);
		final Intensity both = (x, y, z) -> Math.max(low.at(x, y, z), high.at(x, y, z));
		final ObjectResult found = follow(both, Map.of(12, new Box(8, 8, 16, 16), 35, new Box(38, 38, 16, 16)));
		assertTrue(found.slices().containsKey(12) && found.slices().containsKey(35));
		for (int z = 22; z <= 26; z++)
			assertTrue(!found.slices().containsKey(z), "slice " + z + " between the two shows something");
	}
}
