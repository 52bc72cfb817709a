package io.github.volumesam.auto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Impatient;
import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

/** What is found on a slice, and the two stacks that are drawn of it. */
class PriorsTest {

	private static final int WIDTH = 8, HEIGHT = 6;

	/**
	 * Knows rectangles, and answers a point with the first around it; the more of its
	 * logits are doubtful, the less stable.
	 */
	private static final class Rectangles implements MaskPredictor {

		private record Known(Mask mask, double iou, int doubtful, Window window) {}

		private final List<Known> known = new ArrayList<>();
		private int threads = 1;

		/** Adds one whose stability is area / (area + doubtful). */
		Rectangles with(final Box box, final double iou, final int doubtful, final Window window) {
			known.add(new Known(Mask.of(box), iou, doubtful, window));
			return this;
		}

		Rectangles with(final Box box, final double iou) {
			return with(box, iou, 0, Window.whole(WIDTH, HEIGHT));
		}

		@Override
		public Prediction predict(final int z, final Prompt prompt, final Box region) {
			final Point point = prompt.points().get(0);
			for (final Known k : known)
				if (k.mask.contains((int) point.x(), (int) point.y())) return prediction(k);
			return prediction(new Known(Mask.EMPTY, 0.9, 0, Window.whole(WIDTH, HEIGHT)));
		}

		private static Prediction prediction(final Known known) {
			final float[] logits = new float[WIDTH * HEIGHT];
			int doubtful = known.doubtful;
			for (int i = 0; i < logits.length; i++)
				logits[i] = known.mask.contains(i % WIDTH, i / WIDTH) ? 5 : doubtful-- > 0 ? 0 : -5;
			return new Prediction(known.mask, known.iou, Double.NaN, new LogitMap(known.window, WIDTH, HEIGHT, logits));
		}

		@Override
		public Prediction predict(final int z, final Prompt prompt) {
			throw new UnsupportedOperationException();
		}

		@Override
		public MaskPredictor along(final Axis axis) {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isCheapAcross() {
			return false;
		}

		@Override
		public int concurrency() {
			return threads;
		}

		@Override
		public int depth() {
			return 2;
		}

		@Override
		public int width() {
			return WIDTH;
		}

		@Override
		public int height() {
			return HEIGHT;
		}
	}

	/** One question a pixel. */
	private static List<Question> everyPixel() {
		final List<Question> questions = new ArrayList<>();
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			questions.add(new Question(Prompt.points(List.of(new Point(i % WIDTH + 0.5, i / WIDTH + 0.5, true))), new Box(0, 0,
				WIDTH, HEIGHT)));
		return questions;
	}

	private static Priors priors(final Rectangles model) {
		return Priors.of(model, everyPixel(), Progress.NONE);
	}

	private static String drawn(final float[] values) {
		final StringBuilder rows = new StringBuilder();
		for (int i = 0; i < values.length; i++)
			rows.append(values[i] == 0 ? '.' : values[i] == 1 ? '1' : '?').append(i % WIDTH == WIDTH - 1 ? "\n" : "");
		return rows.toString();
	}

	@Test
	void theScoreIsTheSumOfTheStabilitiesOfAllMasksOnAPixel() {
		// 6 of 8 and 20 of 25 pixels are sure.
		final Priors priors = priors(new Rectangles().with(new Box(2, 1, 3, 2), 0.9, 2, Window.whole(WIDTH, HEIGHT)).with(
			new Box(1, 0, 5, 4), 0.9, 5, Window.whole(WIDTH, HEIGHT)));
		assertEquals(4, priors.count());
		for (int z = 0; z < 2; z++) {
			final float[] score = priors.score(z);
			assertEquals(0.75 + 0.8, score[WIDTH + 2], 1e-6);
			assertEquals(0.8, score[WIDTH + 1], 1e-6);
			assertEquals(0, score[0]);
		}
		assertEquals(1.55, priors.maxScore(), 1e-6);
	}

	@Test
	void theBoundaryLiesOnBothSidesOfAnOutlineButNotAtTheEdgeOfTheImage() {
		assertEquals("""
			.1111...
			.1111...
			.1111...
			..11....
			........
			........
			""", drawn(priors(new Rectangles().with(new Box(2, 0, 2, 3), 0.9)).boundary(0)));
	}

	@Test
	void oneObjectFoundAtManyPointsIsOneMask() {
		assertEquals("........\n.111....\n.111....\n........\n........\n........\n", drawn(priors(new Rectangles().with(
			new Box(1, 1, 3, 2), 0.9)).score(0)));
	}

	@Test
	void ofTwoMasksThatAreNearlyTheSameTheBetterCounts() {
		// Found at (4, 1) only, since the other one lies before it elsewhere; 12 of 15 pixels in common.
		final Priors priors = priors(new Rectangles().with(new Box(0, 0, 4, 3), 0.7).with(new Box(0, 0, 5, 3), 0.8));
		assertEquals(2, priors.count());
		assertEquals(1, priors.score(0)[4]);
	}

	@Test
	void whatTheModelIsNotSureOfIsLeftOut() {
		assertEquals(0, priors(new Rectangles().with(new Box(1, 1, 3, 2), 0.29)).count());
		assertEquals(0, priors(new Rectangles().with(new Box(1, 1, 3, 2), Double.NaN)).count());
		// 6 of 9 pixels are sure.
		assertEquals(0, priors(new Rectangles().with(new Box(1, 1, 3, 2), 0.9, 3, Window.whole(WIDTH, HEIGHT))).count());
	}

	@Test
	void anObjectThatGoesOnOutsideOfTheWindowIsLeftOut() {
		final Box box = new Box(2, 2, 3, 2);
		assertEquals(2, priors(new Rectangles().with(box, 0.9, 0, new Window(1, 1, 5, 4))).count());
		for (final Window cutting : List.of(new Window(2, 0, 6, 6), new Window(0, 2, 8, 4), new Window(0, 0, 5, 6),
			new Window(0, 0, 8, 4)))
			assertEquals(0, priors(new Rectangles().with(box, 0.9, 0, cutting)).count(), cutting.toString());
		// At the edge of the image there is nothing more to see.
		assertEquals(2, priors(new Rectangles().with(new Box(0, 0, 3, 2), 0.9, 0, new Window(-2, 0, 6, 4))).count());
	}

	@Test
	void threadsChangeNothing() {
		final Rectangles model = new Rectangles().with(new Box(0, 0, 3, 3), 0.8).with(new Box(2, 2, 4, 3), 0.8).with(new Box(1,
			1, 7, 5), 0.8, 3, Window.whole(WIDTH, HEIGHT));
		final Priors one = priors(model);
		model.threads = 4;
		assertArrayEquals(one.score(1), priors(model).score(1));
		assertArrayEquals(one.boundary(1), priors(model).boundary(1));
	}

	@Test
	void progressCountsQuestionsOverAllSlices() {
		final List<Long> done = Collections.synchronizedList(new ArrayList<>());
		Priors.of(new Rectangles(), everyPixel(), (d, total, message) -> {
			assertEquals(96, total);
			assertEquals(d < 48 ? "Slice 1 of 2" : "Slice 2 of 2", message);
			done.add(d);
		});
		assertEquals(96, done.size());
		assertEquals(95, done.get(95));
	}

	@Test
	void cancellingWithinASliceEndsTheSearch() {
		assertThrows(CancellationException.class, () -> Priors.of(new Rectangles(), everyPixel(), new Impatient(60)));
	}

	// -- Questions --

	@Test
	void aWholeSliceIsAskedAt32PointsAlongItsLongerSide() {
		final List<Question> questions = Question.all(WindowMode.SLICE, 1024, 1, 640, 320);
		assertEquals(32 * 16, questions.size());
		assertEquals(new Point(10, 10, true), questions.get(0).prompt().points().get(0));
		assertEquals(new Point(630, 310, true), questions.get(511).prompt().points().get(0));
	}

	@Test
	void regionsOfFourSizesAreAskedAtNinePointsEach() {
		final List<Question> questions = Question.all(WindowMode.OBJECT, 192, 1, 160, 160);
		assertEquals(9 * (1 + 4 + 16 + 64), questions.size());
		assertEquals(new Box(0, 0, 160, 160), questions.get(0).region());
		assertEquals(new Box(140, 140, 20, 20), questions.get(764).region());
		assertTrue(questions.stream().allMatch(q -> q.region().clip(160, 160).equals(q.region())));
	}

	@Test
	void noRegionIsSmallerThanTwelvePixels() {
		assertEquals(9 * (1 + 4), Question.all(WindowMode.OBJECT, 192, 1, 40, 40).size());
		assertEquals(9, Question.all(WindowMode.OBJECT, 192, 1, 8, 8).size());
	}

	@Test
	void aLargeSliceIsAskedAsAWholeAndTileByTile() {
		final List<Question> questions = Question.all(WindowMode.TILES, 1024, 1, 4096, 2048);
		assertEquals(32 * 16 + 128 * 64, questions.size());
		assertEquals(new Box(0, 0, 4096, 2048), questions.get(0).region());
		assertEquals(new Box(0, 0, 32, 32), questions.get(512).region());
	}

	// -- The embedded model --

	@Test
	void theEmbeddedModelFindsABallWithoutBeingToldWhere() {
		final Volume volume = SyntheticVolumes.volume(40, 40, 1, SyntheticVolumes.ball(18, 22, 0.5, 9));
		try (SamModel model = SamModel.open("embedded", 1)) {
			final Priors priors = Priors.of(volume, model, IntensityRule.DEFAULT.mappingOf(volume), Progress.NONE);
			final float[] score = priors.score(0), boundary = priors.boundary(0);
			assertTrue(score[22 * 40 + 18] > score[4 * 40 + 36], "score in the ball " + score[22 * 40 + 18] + ", outside " +
				score[4 * 40 + 36]);
			assertEquals(0, boundary[22 * 40 + 18]);
			assertEquals(1, boundary[22 * 40 + 9]);
		}
	}
}
