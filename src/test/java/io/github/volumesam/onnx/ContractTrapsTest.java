package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.volumesam.Progress;
import io.github.volumesam.model.AutomaticContract.Kind;
import io.github.volumesam.model.EncoderContract.NormKind;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.NetworkInfo;
import io.github.volumesam.model.TensorInfo.Dtype;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the contracts of the family differ in ways that are easily missed (models.md §0, A1, A6). */
class ContractTrapsTest {

	private static final WindowReader SCENE = Scenes.volume(200, 100, 1, (x, y, z) -> 60 + x / 2 + (Scenes.ellipse(x, y,
		90, 50, 40, 25) ? 90 : 0));
	private static final Prompt BOX = Prompt.box(new Box(50, 25, 100, 50));
	private static final Prompt CLICK = Prompt.points(List.of(new Point(80, 40, true)));

	@TempDir
	private Path folder;

	private static Prediction ask(final String pair, final Prompt prompt) {
		try (SamModel model = ReferencePairs.named(pair).open()) {
			return model.predictor(SCENE, WindowMode.SLICE, 64 << 20, Progress.NONE).predict(0, prompt);
		}
	}

	/** What a prompt on the whole scene becomes. */
	private static PromptTensors tensors(final String pair, final Prompt prompt) {
		try (SamModel model = ReferencePairs.named(pair).open()) {
			final Embedding embedding = model.encode(SCENE, 0, Window.whole(200, 100), Progress.NONE);
			return PromptTensors.of(prompt, embedding.frame(), model.descriptor());
		}
	}

	private static NetworkInfo decoder(final String file) {
		try (Network network = Network.load(new ModelFiles.Source(file, ReferencePairs.path(file), null), new Placement(Device.CPU, 1, ""))) {
			return network.info();
		}
	}

	private static String refusal(final String pair, final Prompt prompt) {
		return assertThrows(IllegalArgumentException.class, () -> ask(pair, prompt)).getMessage();
	}

	@Test
	void scoresThatComeBeforeTheMasksAreNotTakenForThem() {
		assertEquals("scores", decoder("d3-decoder.onnx").outputs().get(0).name());
		assertEquals("iou_predictions", decoder("d4-decoder.onnx").outputs().get(0).name());
		for (final String pair : List.of("E5+D3", "E11+D4"))
			assertEquals(256, ask(pair, BOX).logits().width(), pair);
	}

	@Test
	void theImageSizeIsGivenInTheTypeThatTheDecoderTakes() {
		assertEquals(Dtype.F32, decoder("d1-decoder.onnx").input("orig_im_size").orElseThrow().dtype());
		assertEquals(Dtype.I32, decoder("d12-decoder.onnx").input("orig_im_size").orElseThrow().dtype());
		assertEquals(Dtype.I64, decoder("d13-decoder.onnx").input("orig_im_size").orElseThrow().dtype());
		assertEquals(Dtype.I64, decoder("d6-decoder.onnx").input("orig_im_size").orElseThrow().dtype());
		// Those that return nothing else are asked for the size of the image, height first.
		for (final String pair : List.of("E16+D12", "E7+D6")) {
			final LogitMap logits = ask(pair, BOX).logits();
			assertEquals(200, logits.width(), pair);
			assertEquals(100, logits.height(), pair);
		}
	}

	@Test
	void aPaddingPointIsAddedWhereTheReferenceAddsOne() {
		for (final String pair : List.of("E2+D1", "E5+D3", "E8+D5", "E12+D7")) {
			assertArrayEquals(new float[] { 2, 3 }, tensors(pair, BOX).labels(), pair);
			assertArrayEquals(new float[] { 1, -1 }, tensors(pair, CLICK).labels(), pair);
		}
	}

	@Test
	void aPaddingPointIsAddedToABoxWhereTheGraphPicksTheMask() {
		assertArrayEquals(new float[] { 2, 3, -1 }, tensors("E2+D1 single mask", BOX).labels());
	}

	@Test
	void noPaddingPointIsAddedWhereTheGraphDoesIt() {
		for (final String pair : List.of("E16+D11", "E17+D13", "E18+D14"))
			assertArrayEquals(new float[] { 1 }, tensors(pair, CLICK).labels(), pair);
	}

	@Test
	void anEncoderOf512PixelsIsAskedInAFrameOf1024() {
		try (SamModel model = ReferencePairs.named("E8+D5").open()) {
			assertEquals(512, model.descriptor().encoder().size());
		}
		assertArrayEquals(new float[] { 255.5f, 127.5f, 767.5f, 383.5f }, tensors("E8+D5", BOX).coordinates());
	}

	@Test
	void aStretchedImageHasStretchedPrompts() {
		assertArrayEquals(new float[] { 255.5f, 127.5f, 767.5f, 383.5f }, tensors("E2+D1", BOX).coordinates());
		assertArrayEquals(new float[] { 255.5f, 255.5f, 767.5f, 767.5f }, tensors("E17+D13", BOX).coordinates());
	}

	@Test
	void aBoxInUnitsOfTheLongerSide() {
		assertArrayEquals(new float[] { 0.25f, 0.125f, 0.75f, 0.375f }, tensors("E15a+D10", BOX).box());
		assertEquals(0, tensors("E15a+D10", BOX).labels().length);
	}

	@Test
	void aBoxInPixelsOfTheImage() {
		// Half a pixel of the model's 1024 is less than a tenth of one of 100 or 200.
		assertArrayEquals(new float[] { 50 - 0.09765625f, 25 - 0.048828125f, 150 - 0.09765625f, 75 - 0.048828125f },
			tensors("E7+D6", BOX).coordinates());
	}

	@Test
	void aBoxOfItsOwnIsMissingWhereThereIsNone() {
		assertEquals(4, tensors("E19+D15", BOX).box().length);
		assertEquals(0, tensors("E19+D15", BOX).labels().length);
		assertEquals(0, tensors("E19+D15", CLICK).box().length);
		assertArrayEquals(new float[] { 1, -1 }, tensors("E19+D15", CLICK).labels());
	}

	@Test
	void aModelWithoutBoxesIsShownPoints() {
		final PromptTensors points = tensors("E18+D14", BOX);
		assertArrayEquals(new float[] { 1, 0, 0, 0, 0 }, points.labels());
		// The centre of the box, then a tenth of its longer side beyond its corners; 5.12 model pixels to one.
		assertArrayEquals(new float[] { 511.5f, 255.5f, 204.3f, 76.3f, 818.7f, 76.3f, 204.3f, 434.7f, 818.7f, 434.7f },
			points.coordinates(), 1e-3f);
	}

	@Test
	void ofThreeMasksTheBestCountsAndOfFourTheFirstForABox() {
		// The same model: its three masks are the last of the four.
		assertEquals(ask("E17+D13", CLICK).mask(), ask("E16+D11", CLICK).mask());
		assertEquals(ask("E17+D13", CLICK).predictedIou(), ask("E16+D11", CLICK).predictedIou(), 1e-6);
		assertNotEquals(ask("E17+D13", BOX).predictedIou(), ask("E16+D11", BOX).predictedIou(), 1e-6);
	}

	@Test
	void anExportWithAFoldedImageSizeGivesTheSameMasks() {
		assertEquals(ask("E2+D1", BOX).mask(), ask("E2+D1 folded size", BOX).mask());
	}

	@Test
	void bytesAreRoundedAndInterleaved() {
		final NetworkInfo encoder = decoder("e9-encoder.onnx");
		assertEquals("input_image u8 [?, ?, 3]", encoder.inputs().get(0).toString());
		assertEquals(ask("E6+D3", BOX).mask(), ask("E9+D1", BOX).mask());
	}

	@Test
	void weightsInASecondFileAreFoundNextToTheFirst() throws IOException {
		for (final String file : List.of("e19-encoder.onnx", "e19-encoder.onnx_data", "d15-decoder.onnx"))
			Files.copy(ReferencePairs.path(file), folder.resolve(file));
		final String spec = folder.resolve("e19-encoder.onnx") + "," + folder.resolve("d15-decoder.onnx");
		SamModel.open(spec, 1).close();
		Files.delete(folder.resolve("e19-encoder.onnx_data"));
		final String message = assertThrows(ModelException.class, () -> SamModel.open(spec, 1)).getMessage();
		assertTrue(message.contains("e19-encoder.onnx_data"), message);
		assertTrue(message.contains("the same folder"), message);
	}

	@Test
	void modelsOfBoxesRefusePointsWithTheReason() {
		for (final String pair : List.of("E13+D8", "E14+D9", "E14+D1", "E15a+D10", "E15b+D10"))
			assertTrue(refusal(pair, CLICK).contains("was made for boxes only"), pair);
	}

	@Test
	void efficientSamRefusesPointsOffTheObject() {
		final Prompt both = Prompt.points(List.of(new Point(80, 40, true), new Point(10, 10, false)));
		assertTrue(refusal("E7+D6", both).startsWith("EfficientSAM does not understand points off the object"));
	}

	@Test
	void efficientSamRefusesMoreThanSixPoints() {
		final List<Point> five = Arrays.asList(new Point[] { new Point(80, 40, true), new Point(81, 40, true), new Point(82,
			40, true), new Point(83, 40, true), new Point(84, 40, true) });
		final Prompt prompt = new Prompt(BOX.box(), five, Optional.empty());
		assertEquals("EfficientSAM takes at most 6 points, of which a box takes two; this prompt has 7.", refusal("E7+D6",
			prompt));
	}

	@Test
	void aMaskAloneIsItsBoxWhereRoughMasksAreNotTaken() {
		final Mask mask = Mask.of(50, 25, 100, 50, (x, y) -> true);
		for (final String pair : List.of("E5+D3", "E15a+D10", "E18+D14"))
			assertEquals(ask(pair, BOX).mask(), ask(pair, Prompt.mask(mask)).mask(), pair);
	}

	@Test
	void aDecoderThatGivesNoScoreIsScoredByTheStabilityOfItsMask() {
		final Prediction found = ask("E15a+D10", BOX);
		int inner = 0, outer = 0;
		for (final float logit : found.logits().values()) {
			inner += logit > 1 ? 1 : 0;
			outer += logit > -1 ? 1 : 0;
		}
		assertNotEquals(0, outer);
		assertEquals((double) inner / outer, found.predictedIou());
	}

	@Test
	void aSplitDecoderSaysWhatIsMissing() {
		final String two = ReferencePairs.path("e14-encoder.onnx") + "," + ReferencePairs.path("d9-decoder.onnx");
		final String prompts = "," + ReferencePairs.path("d9-prompt-encoder.onnx");
		assertTrue(assertThrows(ModelException.class, () -> SamModel.open(two, 1)).getMessage().contains("PROMPT.onnx"));
		assertTrue(assertThrows(ModelException.class, () -> SamModel.open(two + prompts, 1)).getMessage().contains(
			"image_pe.npy"));
	}

	@Test
	void aDecoderOfAnotherFamilyIsRefused() {
		final String pair = ReferencePairs.path("e16-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		final String message = assertThrows(ModelException.class, () -> SamModel.open(pair, 1)).getMessage();
		assertTrue(message.startsWith("A decoder paired with the wrong encoder"), message);
	}

	@Test
	void anEncoderOf8BitsGivesNearlyTheSameMask() {
		final String pair = ReferencePairs.path("e3-int8-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		try (SamModel model = SamModel.open(pair, 1)) {
			final Prediction coarse = model.predictor(SCENE, WindowMode.SLICE, 0, Progress.NONE).predict(0, BOX);
			final Prediction fine = ask("E3+D1", BOX);
			final int differ = coarse.mask().minus(fine.mask()).area() + fine.mask().minus(coarse.mask()).area();
			assertFalse(Arrays.equals(fine.logits().values(), coarse.logits().values()));
			assertTrue(differ < 0.02 * 200 * 100, differ + " pixels differ");
		}
	}

	@Test
	void aPresetNamesThePreparationOfAFineTuneThatLooksLikeSam() {
		final String pair = ReferencePairs.path("e2-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		try (SamModel model = SamModel.open(pair + ",msa", 1)) {
			assertEquals("Medical SAM Adapter", model.descriptor().displayName());
			assertEquals(Resize.STRETCH, model.descriptor().encoder().resize());
			assertEquals(NormKind.UNIT, model.descriptor().encoder().norm().kind());
		}
	}

	@Test
	void theFirstMaskIsNeverSlideSams() {
		// Token 0 of this decoder is empty, and the others' best is token 2.
		final WindowReader bright = Scenes.volume(128, 128, 3, (x, y, z) -> x < 2 ? 0 : 200);
		try (SamModel model = Fixtures.open("e2slices+d19")) {
			final Prediction found = model.predictor(bright, WindowMode.SLICE, 64 << 20, Progress.NONE).predict(1, Prompt.box(
				new Box(20, 30, 40, 50)));
			assertEquals(Mask.of(20, 30, 40, 50, (x, y) -> true), found.mask());
			assertEquals(0.8, found.predictedIou(), 1e-6);
		}
	}

	@Test
	void masksOfSeveralSlicesThatNobodyKnowsOfAreNotTakenForOnes() throws IOException {
		final ModelDescriptor slides;
		try (SamModel model = ReferencePairs.named("E2+D19").open()) {
			slides = model.descriptor();
		}
		final JsonObject json = JsonParser.parseString(slides.toJson()).getAsJsonObject();
		json.getAsJsonObject("encoder").addProperty("slices", 1);
		json.getAsJsonObject("encoder").addProperty("channels", "grey");
		json.add("files", JsonParser.parseString("[{'role': 'encoder', 'path': 'e.onnx'}, {'role': 'decoder', 'path': " +
			"'d19-decoder.onnx'}]"));
		Files.copy(ReferencePairs.path("e2-encoder.onnx"), folder.resolve("e.onnx"));
		Files.copy(ReferencePairs.path("d19-decoder.onnx"), folder.resolve("d19-decoder.onnx"));
		final Path file = Files.writeString(folder.resolve("model.json"), json.toString());
		try (SamModel model = SamModel.open(file.toString(), 1)) {
			final MaskPredictor predictor = model.predictor(SCENE, WindowMode.SLICE, 64 << 20, Progress.NONE);
			final String message = assertThrows(ModelException.class, () -> predictor.predict(0, BOX)).getMessage();
			assertTrue(message.endsWith("d19-decoder.onnx returns 12 masks and 4 scores, which is not what one that sees one " +
				"slice at a time returns. If it is Slide-SAM, add its preset: ENCODER.onnx,DECODER.onnx,slide-sam"), message);
		}
	}

	@Test
	void aPresetNamesTheClassesOfSamedsPublishedWeights() {
		final String pair = ReferencePairs.path("samed-encoder.onnx") + "," + ReferencePairs.path("d20-decoder.onnx");
		try (SamModel model = SamModel.open(pair + ",samed", 1)) {
			assertEquals("spleen", model.descriptor().automatic().name(1));
			assertEquals("pancreas", model.descriptor().automatic().name(8));
		}
	}

	@Test
	void aPresetMakesMicroSamsMapsObjects() {
		final String pair = ReferencePairs.path("e5-encoder.onnx") + "," + ReferencePairs.path("micro-sam-decoder.onnx");
		try (SamModel model = SamModel.open(pair + ",micro-sam-ais", 1)) {
			assertEquals(Kind.INSTANCES, model.descriptor().automatic().kind());
		}
	}

	@Test
	void aPresetCannotPrepareTheImageWhereTheEncoderDoes() {
		final String pair = ReferencePairs.path("e1-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		final String message = assertThrows(ModelException.class, () -> SamModel.open(pair + ",msa", 1)).getMessage();
		assertTrue(message.startsWith("The encoder of e1-d1 prepares the image by itself"), message);
	}

	@Test
	void mapsAreNotForADecoderThatIsPrompted() {
		final String pair = ReferencePairs.path("e2-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		final String message = assertThrows(ModelException.class, () -> SamModel.open(pair + ",micro-sam-ais", 1))
			.getMessage();
		assertTrue(message.contains("'automatic.kind' is for a decoder that takes no prompts"), message);
	}

	@Test
	void anUnknownPresetIsRefusedWithThoseThereAre() {
		final String pair = ReferencePairs.path("e2-encoder.onnx") + "," + ReferencePairs.path("d1-decoder.onnx");
		final String message = assertThrows(ModelException.class, () -> SamModel.open(pair + ",skinsam", 1)).getMessage();
		assertTrue(message.contains("'skinsam'") && message.contains("medsam"), message);
	}
}
