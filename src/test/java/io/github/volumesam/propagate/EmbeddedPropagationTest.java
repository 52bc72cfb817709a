package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Propagation with the real, embedded model. */
class EmbeddedPropagationTest {

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

	private static ObjectResult follow(final Intensity intensity, final int z, final Box box, final long cacheBytes) {
		final Volume volume = volume(64, 64, 48, intensity);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, cacheBytes, Progress.NONE);
		final KeySlices prompt = KeySlices.of(1, new TreeMap<>(Map.of(z, Prompt.box(box))), 48);
		return new Propagator(predictor, reader, PropagationSettings.DEFAULT).run(List.of(prompt), Progress.NONE).objects()
			.get(0);
	}

	@Test
	void noisyBallIsFoundFromPoleToPole() {
		final ObjectResult ball = follow((x, y, z) -> BALL.at(x, y, z) + noise(x, y, z), 23, BALL_BOX,
			SamModel.DEFAULT_CACHE_BYTES);
		assertEquals(10, ball.slices().firstKey(), 2);
		assertEquals(37, ball.slices().lastKey(), 2);
	}

	@Test
	void blankSliceDoesNotEndTheBall() {
		final ObjectResult ball = follow((x, y, z) -> (z == 29 ? 40 : BALL.at(x, y, z)) + noise(x, y, z), 23, BALL_BOX,
			SamModel.DEFAULT_CACHE_BYTES);
		assertTrue(ball.slices().containsKey(29), "the blank slice is missing");
		assertEquals(37, ball.slices().lastKey(), 3);
	}

	@Test
	void brightTubeIsFollowedToBothEndsOfTheVolume() {
		final Intensity tube = (x, y, z) -> Math.hypot(x - 28, y - 32) < 7 ? 200 + noise(x, y, z) : 40 + noise(x,
			y, z);
		final ObjectResult found = follow(tube, 24, new Box(21, 25, 14, 14), SamModel.DEFAULT_CACHE_BYTES);
		assertEquals(48, found.slices().size());
	}

	@Test
	void resultDoesNotDependOnWhatIsKept() {
		assertEquals(follow(BALL, 23, BALL_BOX, SamModel.DEFAULT_CACHE_BYTES), follow(BALL, 23, BALL_BOX, 1));
	}

	@Test
	void resultDoesNotDependOnTheNumberOfThreads() {
		final Volume volume = volume(96, 64, 24, (x, y, z) -> Math.max(Math.max(ball(24, 30, 12, 10).at(x, y, z), ball(54,
			32, 9, 8).at(x, y, z)), ball(80, 36, 14, 9).at(x, y, z)) + noise(x, y, z));
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final List<KeySlices> objects = List.of(KeySlices.of(1, new TreeMap<>(Map.of(12, Prompt.box(new Box(14, 20, 20,
			20)))), 24), KeySlices.of(2, new TreeMap<>(Map.of(9, Prompt.box(new Box(46, 24, 16, 16)), 12, Prompt.box(new Box(
				47, 25, 14, 14)))), 24), KeySlices.of(3, new TreeMap<>(Map.of(14, Prompt.box(new Box(71, 27, 18, 18)))), 24));
		PropagationResult one = null;
		for (final int threads : new int[] { 1, 2, 4 })
			try (SamModel own = SamModel.open("embedded", threads)) {
				final MaskPredictor predictor = own.predictor(reader, WindowMode.AUTO, 1 << 20, Progress.NONE);
				final PropagationResult found = new Propagator(predictor, reader, PropagationSettings.DEFAULT).run(objects,
					Progress.NONE);
				if (one == null) one = found;
				assertEquals(one, found);
			}
		one.objects().forEach(object -> assertTrue(object.slices().size() > 10, object.toString()));
	}
}
