package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every contract, end to end, on models whose answer is "brighter than 127.5 inside
 * the prompt", so the right mask follows from arithmetic. On slices of up to 256
 * pixels a cell of the mask's grid is a pixel, and masks come out exactly.
 */
class ContractTest {

	@SuppressWarnings("unused")
	private static final List<String> MODELS = Stream.of(Fixtures.ALL).toList();

	@SuppressWarnings("unused")
	private static final List<String> WITH_POINTS = Stream.of(Fixtures.POINTS).toList();

	private static final int[][] SIZES = { { 256, 128 }, { 128, 256 }, { 256, 256 } };

	private static Mask rectangle(final int x, final int y, final int w, final int h) {
		return Mask.of(x, y, w, h, (i, j) -> true);
	}

	private static Prediction predict(final SamModel model, final WindowReader scene, final Prompt prompt) {
		return model.predictor(scene, WindowMode.SLICE, SamModel.DEFAULT_CACHE_BYTES, Progress.NONE).predict(0, prompt);
	}

	private static WindowReader bright(final int width, final int height) {
		return Scenes.volume(width, height, 1, (x, y, z) -> x == 0 && y == 0 ? 0 : 200);
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aBrightRectangleInABoxIsFoundExactlyAtEveryAspectRatio(final String pair) {
		final Mask truth = rectangle(21, 34, 45, 52);
		try (SamModel model = Fixtures.open(pair)) {
			for (final int[] size : SIZES) {
				final WindowReader scene = Scenes.volume(size[0], size[1], 1, (x, y, z) -> truth.contains(x, y) ? 200 : 50);
				assertEquals(truth, predict(model, scene, Prompt.box(new Box(10, 20, 80, 100))).mask());
			}
		}
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aBoxOnABrightSliceGivesThatBoxAtEveryAspectRatio(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			for (final int[] size : SIZES)
				assertEquals(rectangle(13, 17, 70, 90), predict(model, bright(size[0], size[1]), Prompt.box(new Box(13, 17,
					70, 90))).mask());
		}
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aBoxOverTheEdgeGivesThePartOnTheSlice(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			assertEquals(rectangle(100, 60, 28, 196), predict(model, bright(128, 256), Prompt.box(new Box(100, 60, 60,
				400))).mask());
		}
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aSliceLargerThanTheModelIsFoundButForRoundCorners(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			final int cell = 2 * model.descriptor().encoder().size() / 256;
			final Mask truth = rectangle(20 * cell, 30 * cell, 40 * cell, 20 * cell);
			final WindowReader scene = Scenes.volume(512 * cell / 2, 256 * cell / 2, 1, (x, y, z) -> truth.contains(x, y)
				? 200 : 50);
			final Mask mask = predict(model, scene, Prompt.box(truth.box().grow(cell))).mask();
			assertEquals(truth.box(), mask.box());
			assertTrue(mask.minus(truth).isEmpty());
			truth.minus(mask).forEach((x, y) -> assertTrue((x < 21 * cell || x >= 59 * cell) && (y < 31 * cell || y >= 49 *
				cell), () -> "Not at a corner: " + x + ", " + y));
		}
	}

	@ParameterizedTest
	@FieldSource("WITH_POINTS")
	void aNegativePointTakesADiscAway(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			final Mask box = rectangle(20, 20, 80, 80);
			final Mask disc = Mask.of(0, 0, 128, 128, (x, y) -> Scenes.ellipse(x, y, 60.25, 50.25, 8, 8));
			final Prompt prompt = new Prompt(Optional.of(box.box()), List.of(new Point(60.25, 50.25, false)),
				Optional.empty());
			assertEquals(box.minus(disc), predict(model, bright(256, 128), prompt).mask());
		}
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aRoughMaskLiesWhereItWasOnTheSlice(final String pair) {
		final Mask rough = rectangle(33, 40, 20, 60).or(rectangle(70, 71, 31, 11));
		try (SamModel model = Fixtures.open(pair)) {
			for (final int[] size : SIZES) {
				final Prompt box = Prompt.box(new Box(20, 30, 90, 80));
				assertEquals(rough, predict(model, bright(size[0], size[1]), box.with(rough)).mask());
				final Prompt alone = new Prompt(Optional.empty(), List.of(), Optional.of(rough));
				assertEquals(rough, predict(model, bright(size[0], size[1]), alone).mask());
			}
		}
	}

	@ParameterizedTest
	@FieldSource("MODELS")
	void aRoughMaskIsForgottenAfterItsPrompt(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			final Prompt box = Prompt.box(new Box(20, 30, 90, 80));
			predict(model, bright(256, 256), box.with(rectangle(33, 40, 20, 60)));
			assertEquals(rectangle(20, 30, 90, 80), predict(model, bright(256, 256), box).mask());
		}
	}

	@ParameterizedTest
	@FieldSource("WITH_POINTS")
	void aSinglePointGetsTheBestOfTheOtherMasks(final String pair) {
		try (SamModel model = Fixtures.open(pair)) {
			final Prediction prediction = predict(model, bright(256, 192), Prompt.points(List.of(new Point(100.25, 80.25,
				true))));
			assertEquals(0.8, prediction.predictedIou(), 1e-6);
			assertEquals(Mask.of(0, 0, 256, 192, (x, y) -> Scenes.ellipse(x, y, 100.25, 80.25, 16, 16)), prediction.mask());
		}
	}

	/** The fixtures' first score is 0.5 + 0.01 x points + 0.1 x padding points. */
	private static void assertScore(final String pair, final double expected, final Prompt prompt) {
		try (SamModel model = Fixtures.open(pair)) {
			assertEquals(expected, predict(model, bright(256, 256), prompt).predictedIou(), 1e-6);
		}
	}

	private static final Box BOX = new Box(20, 20, 40, 40);
	private static final Point POINT = new Point(30, 30, true);

	@Test
	void aBoxIsNotPaddedWhereTheModelShowsAllItsMasks() {
		assertScore("e2+d1-multi", 0.52, Prompt.box(BOX));
	}

	@Test
	void aBoxIsPaddedWhereTheGraphChoosesTheMask() {
		assertScore("e2+d1-single", 0.63, Prompt.box(BOX));
	}

	@Test
	void aBoxWithAPointIsNeverPadded() {
		final Prompt both = new Prompt(Optional.of(BOX), List.of(POINT), Optional.empty());
		assertScore("e2+d1-multi", 0.53, both);
		assertScore("e2+d1-single", 0.53, both);
	}

	@Test
	void pointsArePaddedAsInSamsOwnPredictor() {
		final Prompt points = Prompt.points(List.of(POINT, new Point(50, 40, true)));
		assertScore("e2+d1-multi", 0.63, points);
		assertScore("e2+d1-single", 0.63, points);
	}

	@Test
	void graysAreNormalisedSoThatTheGraphSeesThemAgain() {
		final Mask truth = rectangle(40, 40, 30, 30);
		final WindowReader faint = Scenes.volume(256, 200, 1, (x, y, z) -> truth.contains(x, y) ? 129 : 126);
		for (final String pair : List.of("e1+d1-multi", "e2+d1-multi", "e3+d1-multi"))
			try (SamModel model = Fixtures.open(pair)) {
				assertEquals(truth, predict(model, faint, Prompt.box(truth.box().grow(9))).mask(), pair);
			}
	}

	@Test
	void medSamsNormalisationStretchesEverySliceToItsOwnRange() {
		// 140 is brighter than the threshold as it is, but not on the slice's own scale from 100 to 200.
		final WindowReader scene = Scenes.volume(256, 256, 1, (x, y, z) -> x < 50 ? 100 : x < 80 ? 140 : 200);
		try (SamModel model = Fixtures.open("e14+d1-256")) {
			assertEquals(rectangle(80, 30, 40, 40), predict(model, scene, Prompt.box(new Box(40, 30, 80, 40))).mask());
		}
	}

	@Test
	void anEmptyMaskAloneIsRefused() {
		final Prompt nothing = new Prompt(Optional.empty(), List.of(), Optional.of(Mask.EMPTY));
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			final String message = assertThrows(IllegalArgumentException.class, () -> predict(model, bright(64, 64),
				nothing)).getMessage();
			assertTrue(message.startsWith("The prompt on slice 1 is an empty mask"), message);
		}
	}

	@Test
	void aRoughMaskWithFractionalCellsIsCutWhereHalfACellIsCovered() {
		// A slice of 1024 has cells of 4 pixels: a strip of 3 pixels covers three quarters of a cell, one of 1 a quarter.
		final Mask rough = rectangle(400, 400, 103, 101);
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			final Prompt prompt = Prompt.box(new Box(200, 200, 600, 600)).with(rough);
			assertEquals(new Box(400, 400, 104, 100), predict(model, bright(1024, 1024), prompt).mask().box());
		}
	}

	@Test
	void aConstantSliceIsNoError() {
		final WindowReader flat = Scenes.volume(64, 64, 1, (x, y, z) -> 7);
		for (final String pair : Fixtures.ALL)
			try (SamModel model = Fixtures.open(pair)) {
				assertTrue(predict(model, flat, Prompt.box(new Box(5, 5, 20, 20))).mask().isEmpty(), pair);
			}
	}

	@Test
	void aSliceOfOnePixelIsNoError() {
		final WindowReader dot = Scenes.volume(1, 1, 1, (x, y, z) -> 200);
		for (final String pair : List.of("e1+d1-multi", "e2+d1-multi"))
			for (final WindowMode mode : WindowMode.values())
				try (SamModel model = Fixtures.open(pair)) {
					assertEquals(rectangle(0, 0, 1, 1), model.predictor(dot, mode, 0, Progress.NONE).predict(0, Prompt.box(
						new Box(0, 0, 1, 1))).mask(), pair + " " + mode);
				}
	}

	@Test
	void aWindowAroundTheObjectFindsItAtTheModelsFullResolution() {
		// The window is 1.8 x 142.2 = 256 pixels wide, so a pixel is again a cell.
		final Mask truth = rectangle(1030, 1010, 100, 60);
		final WindowReader scene = Scenes.volume(2048, 2048, 1, (x, y, z) -> truth.contains(x, y) ? 200 : 50);
		final double side = 256 / 1.8;
		final Prompt prompt = Prompt.box(new Box(1080 - side / 2, 1040 - side / 2, side, side));
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			assertEquals(truth, model.predictor(scene, WindowMode.OBJECT, 0, Progress.NONE).predict(0, prompt).mask());
		}
	}

	@Test
	void aTileOfALargeSliceKeepsItsResolution() {
		final Mask truth = rectangle(2000, 1500, 100, 60);
		final WindowReader scene = Scenes.volume(3000, 2500, 1, (x, y, z) -> truth.contains(x, y) ? 200 : 50);
		final Prompt prompt = Prompt.box(truth.box().grow(8));
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			final Prediction tile = model.predictor(scene, WindowMode.AUTO, 0, Progress.NONE).predict(0, prompt);
			assertEquals(1024, tile.logits().window().width());
			// Cells of 4 pixels: nothing but the corner pixels is lost.
			assertEquals(truth.minus(rectangle(2000, 1500, 1, 1)).minus(rectangle(2099, 1500, 1, 1)).minus(rectangle(2000,
				1559, 1, 1)).minus(rectangle(2099, 1559, 1, 1)), tile.mask());
		}
	}
}
