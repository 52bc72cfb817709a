package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

/** Several boxes instead of one, and what is concluded from the answers. */
class JitteredPredictorTest {

	private static final Box BOX = new Box(20, 10, 20, 30);

	/** Answers a box with all pixels in it, and remembers what it was asked. */
	private static final class BoxFiller implements MaskPredictor {

		private final List<Prompt> asked = new ArrayList<>();
		private final List<Box> regions = new ArrayList<>();

		@Override
		public Prediction predict(final int z, final Prompt prompt) {
			return predict(z, prompt, null);
		}

		@Override
		public Prediction predict(final int z, final Prompt prompt, final Box region) {
			asked.add(prompt);
			regions.add(region);
			final Mask mask = prompt.box().map(Mask::of).orElse(Mask.EMPTY);
			final float[] logits = new float[width() * height()];
			for (int i = 0; i < logits.length; i++)
				logits[i] = mask.contains(i % width(), i / width()) ? 1 : -2;
			return new Prediction(mask, 0.1 * asked.size(), asked.size(), new LogitMap(Window.whole(width(), height()),
				width(), height(), logits));
		}

		@Override
		public MaskPredictor along(final Axis axis) {
			return this;
		}

		@Override
		public boolean isCheapAcross() {
			return true;
		}

		@Override
		public int depth() {
			return 5;
		}

		@Override
		public int width() {
			return 64;
		}

		@Override
		public int height() {
			return 48;
		}
	}

	private final BoxFiller model = new BoxFiller();

	@Test
	void theBoxItselfIsAskedFirstAndTheOthersDifferByATwentiethAtMost() {
		new JitteredPredictor(model, 50).predict(2, Prompt.box(BOX));
		final List<Box> boxes = model.asked.stream().map(prompt -> prompt.box().orElseThrow()).toList();
		assertEquals(50, boxes.size());
		assertEquals(BOX, boxes.get(0));
		double largest = 0;
		for (final Box box : boxes) {
			assertTrue(Math.abs(box.x() - BOX.x()) <= 1 && Math.abs(box.right() - BOX.right()) <= 1, box.toString());
			assertTrue(Math.abs(box.y() - BOX.y()) <= 1.5 && Math.abs(box.bottom() - BOX.bottom()) <= 1.5, box.toString());
			largest = Math.max(largest, Math.abs(box.y() - BOX.y()));
		}
		assertTrue(largest > 1, "the boxes differ by " + largest + " only");
	}

	@Test
	void allBoxesAreAskedInTheSameWindow() {
		new JitteredPredictor(model, 4).predict(2, Prompt.box(BOX));
		assertEquals(List.of(BOX, BOX, BOX, BOX), model.regions);
		final Box region = new Box(1, 2, 3, 4);
		new JitteredPredictor(model, 2).predict(2, Prompt.box(BOX), region);
		assertEquals(region, model.regions.get(5));
		final Prompt clicked = new Prompt(Prompt.box(BOX).box(), List.of(new Point(50, 20, true), new Point(1, 1, false)),
			java.util.Optional.empty());
		new JitteredPredictor(model, 2).predict(2, clicked);
		assertEquals(new Box(20, 10, 30, 30), model.regions.get(7));
		assertEquals(clicked.points(), model.asked.get(7).points());
	}

	@Test
	void theSameQuestionGetsTheSameBoxes() {
		final JitteredPredictor jittered = new JitteredPredictor(model, 3);
		final Prediction first = jittered.predict(2, Prompt.box(BOX));
		jittered.predict(3, Prompt.box(BOX));
		final Prediction again = jittered.predict(2, Prompt.box(BOX));
		assertEquals(model.asked.subList(0, 3), model.asked.subList(6, 9));
		assertNotEquals(model.asked.subList(0, 3), model.asked.subList(3, 6));
		assertEquals(first.mask(), again.mask());
		assertEquals(first.doubt(), again.doubt());
	}

	@Test
	void whatMostAnswersSayCounts() {
		for (final int boxes : new int[] { 2, 3, 8 }) {
			model.asked.clear();
			final Prediction mean = new JitteredPredictor(model, boxes).predict(2, Prompt.box(BOX));
			final List<Mask> masks = masks();
			assertEquals(Mask.of(0, 0, 64, 48, (x, y) -> 2 * masks.stream().filter(mask -> mask.contains(x, y)).count() >= boxes),
				mean.mask());
		}
	}

	private List<Mask> masks() {
		return model.asked.stream().map(prompt -> Mask.of(prompt.box().orElseThrow())).toList();
	}

	@Test
	void scoresAreMeans() {
		final Prediction mean = new JitteredPredictor(model, 4).predict(2, Prompt.box(BOX));
		assertEquals(0.25, mean.predictedIou(), 1e-12);
		assertEquals(2.5, mean.objectScore(), 1e-12);
	}

	@Test
	void theVarianceIsThatOfTheProbabilities() {
		final Doubt doubt = new JitteredPredictor(model, 5).predict(2, Prompt.box(BOX)).doubt();
		final List<Mask> masks = masks();
		final double in = 1 / (1 + Math.exp(-1)), out = 1 / (1 + Math.exp(2));
		final int[] pixels = new int[1];
		doubt.forEach((x, y, variance) -> {
			final double part = masks.stream().filter(mask -> mask.contains(x, y)).count() / 5.0;
			assertEquals(part * (1 - part) * (in - out) * (in - out), variance, 1e-6);
			if (variance > 0.01) pixels[0]++;
		});
		assertTrue(pixels[0] > 5, pixels[0] + " doubtful pixels");
		for (final Mask mask : masks)
			mask.forEach((x, y) -> assertTrue(x >= doubt.x() && x < doubt.x() + doubt.width() && y >= doubt.y() && y < doubt
				.y() + doubt.height()));
	}

	@Test
	void theAgreementIsTheMeanDiceWithTheMajority() {
		final Prediction mean = new JitteredPredictor(model, 5).predict(2, Prompt.box(BOX));
		double sum = 0;
		for (final Mask mask : masks())
			sum += 2.0 * mask.overlap(mean.mask()) / (mask.area() + mean.mask().area());
		assertEquals(sum / 5, mean.doubt().agreement(), 1e-12);
	}

	@Test
	void boxesAtTheEdgeStayInTheImage() {
		new JitteredPredictor(model, 20).predict(2, Prompt.box(new Box(0, 0, 64, 48)));
		for (final Prompt prompt : model.asked)
			assertEquals(prompt.box().orElseThrow(), prompt.box().orElseThrow().clip(64, 48));
	}

	@Test
	void oneBoxOrNoneChangesNothing() {
		assertNull(new JitteredPredictor(model, 1).predict(2, Prompt.box(BOX)).doubt());
		assertNull(new JitteredPredictor(model, 9).predict(2, Prompt.points(List.of(new Point(5, 5, true)))).doubt());
		assertEquals(2, model.asked.size());
		assertThrows(IllegalArgumentException.class, () -> new JitteredPredictor(model, 0));
	}

	@Test
	void doubtsAboutTwoPartsGoTogether() {
		final Doubt left = new Doubt(2, 3, 2, 1, new float[] { 0.1f, 0.2f }, 0.9), right = new Doubt(3, 3, 2, 2, new float[] {
			0.05f, 0.25f, 0.15f, 0 }, 0.7);
		assertEquals(new Doubt(2, 3, 3, 2, new float[] { 0.1f, 0.2f, 0.25f, 0, 0.15f, 0 }, 0.7), left.and(right));
	}
}
