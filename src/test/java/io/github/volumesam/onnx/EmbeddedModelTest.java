package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The model that ships with the plugin finds what anyone can see. */
class EmbeddedModelTest {

	private static SamModel model;
	private static final Mask TRUTH = Mask.of(0, 0, 160, 120, (x, y) -> Scenes.ellipse(x, y, 70, 60, 30, 18));
	private static final WindowReader SCENE = Scenes.volume(160, 120, 3, (x, y, z) -> (TRUTH.contains(x, y) ? 180 : 60) +
		(x * 7 + y * 13 + z * 5) % 23);

	@BeforeAll
	static void open() {
		model = SamModel.open("embedded", 1);
	}

	@AfterAll
	static void close() {
		model.close();
	}

	private static MaskPredictor predictor(final WindowMode mode) {
		return model.predictor(SCENE, mode, SamModel.DEFAULT_CACHE_BYTES, Progress.NONE);
	}

	@Test
	void aBoxFindsABrightEllipse() {
		final Prediction prediction = predictor(WindowMode.AUTO).predict(1, Prompt.box(TRUTH.box()));
		assertTrue(prediction.mask().iou(TRUTH) > 0.8, () -> "IoU " + prediction.mask().iou(TRUTH));
		assertFalse(Double.isNaN(prediction.objectScore()));
		assertEquals(192, prediction.logits().width());
	}

	@Test
	void aClickFindsABrightEllipse() {
		final Prediction prediction = predictor(WindowMode.AUTO).predict(1, Prompt.points(List.of(new Point(70, 60,
			true))));
		assertTrue(prediction.mask().iou(TRUTH) > 0.8, () -> "IoU " + prediction.mask().iou(TRUTH));
	}

	@Test
	void theNeighboursMaskFindsABrightEllipse() {
		final Mask neighbour = TRUTH.shift(3, -2);
		final Prediction prediction = predictor(WindowMode.AUTO).predict(1, Prompt.box(neighbour.box()).with(neighbour));
		assertTrue(prediction.mask().iou(TRUTH) > 0.8, () -> "IoU " + prediction.mask().iou(TRUTH));
	}

	@Test
	void everyWindowFindsABrightEllipse() {
		for (final WindowMode mode : List.of(WindowMode.SLICE, WindowMode.TILES, WindowMode.OBJECT)) {
			final Prediction prediction = predictor(mode).predict(0, Prompt.box(TRUTH.box()));
			assertTrue(prediction.mask().iou(TRUTH) > 0.8, () -> mode + ": IoU " + prediction.mask().iou(TRUTH));
		}
	}

	@Test
	void theSamePromptTwiceGivesTheSameMaskWhateverTheCache() {
		final Prompt prompt = Prompt.box(TRUTH.box());
		final MaskPredictor roomy = predictor(WindowMode.AUTO);
		final MaskPredictor tight = model.predictor(SCENE, WindowMode.AUTO, 0, Progress.NONE);
		final Prediction first = roomy.predict(1, prompt);
		roomy.predict(2, prompt);
		tight.predict(2, prompt);
		for (final Prediction again : List.of(roomy.predict(1, prompt), tight.predict(1, prompt))) {
			assertEquals(first.mask(), again.mask());
			assertArrayEquals(first.logits().values(), again.logits().values());
		}
	}

	@Test
	void anObjectOverTheEdgeOfTheSliceStaysOnTheSlice() {
		final WindowReader corner = Scenes.volume(64, 48, 1, (x, y, z) -> x < 20 && y < 15 ? 200 : 40);
		try (SamModel own = SamModel.open("embedded", 1)) {
			final Mask mask = own.predictor(corner, WindowMode.OBJECT, 0, Progress.NONE).predict(0, Prompt.box(
				new Box(0, 0, 20, 15))).mask();
			assertFalse(mask.isEmpty());
			assertEquals(mask, mask.clip(64, 48));
			assertTrue(mask.iou(Mask.of(0, 0, 20, 15, (x, y) -> true)) > 0.8);
		}
	}
}
