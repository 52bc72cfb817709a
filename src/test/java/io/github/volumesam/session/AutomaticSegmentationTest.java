package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Impatient;
import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.ReferencePairs;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiny models that need no prompts, and the labels that their references give (models/fixtures/contracts/automatic.py). */
class AutomaticSegmentationTest {

	private record Expected(String image, int depth, int shift, List<Answer> answers) {}

	/** Of every slice the masks by label. */
	private record Answer(String model, List<Map<Integer, String>> slices) {}

	@TempDir
	private Path folder;

	private static Expected expected;
	private static Volume volume;

	@BeforeAll
	static void read() throws IOException {
		expected = ReferencePairs.json("automatic.json", Expected.class);
		final Raster image = ImageIO.read(ReferencePairs.path(expected.image + ".png").toFile()).getRaster();
		volume = SyntheticVolumes.volume(image.getWidth(), image.getHeight(), expected.depth, (x, y, z) -> image.getSample((x +
			expected.shift * z) % image.getWidth(), y, 0));
	}

	private static SegmentationSettings settings(final SamModel model) {
		return RequestedSettings.parse("embedded", "", "auto", "").with(Axis.XY, model.descriptor(), null);
	}

	private static SegmentationResult run(final String model) {
		try (SamModel sam = SamModel.open(ReferencePairs.path(model).toString(), 1)) {
			return Segmentation.run(volume, List.of(), sam, settings(sam), Progress.NONE);
		}
	}

	private static void assertAsTheReference(final String model) {
		final Answer answer = expected.answers.stream().filter(a -> a.model.equals(model)).findFirst().orElseThrow();
		final SegmentationResult result = run(model);
		assertEquals(answer.slices.stream().flatMap(slice -> slice.keySet().stream()).distinct().count(), result.objects()
			.stream().filter(object -> !object.isEmpty()).count());
		for (final SegmentedObject object : result.objects())
			for (int z = 0; z < expected.depth; z++) {
				final String packed = answer.slices.get(z).get(object.label());
				final Mask mask = packed == null ? Mask.EMPTY : ReferencePairs.unpack(packed, volume.width(), volume.height());
				final int wrong = object.visible().mask(z).minus(mask).area() + mask.minus(object.visible().mask(z)).area();
				assertTrue(wrong <= 0.001 * volume.width() * volume.height(), model + ", label " + object.label() + ", slice " + (z +
					1) + ": " + wrong + " pixels differ");
			}
	}

	// -- The systems --

	@Test
	void samedGivesEveryPixelItsLargestClass() {
		assertAsTheReference("samed.json");
	}

	@Test
	void maSamSeesFiveSlicesAtATimeAndItsProbabilitiesAddUp() {
		assertAsTheReference("ma-sam.json");
	}

	@Test
	void samAdapterHasOneClass() {
		assertAsTheReference("sam-adapter.json");
	}

	@Test
	void deSamIsGivenLayersOfItsEncoderByNameAndABoxAroundTheSlice() {
		assertAsTheReference("desam.json");
	}

	@Test
	void autoSamsPromptNetworkLooksAtTheSliceInPlaceOfAPrompt() {
		assertAsTheReference("autosam.json");
	}

	@Test
	void microSamsObjectsAreToldApartAndJoinedFromSliceToSlice() {
		assertAsTheReference("micro-sam.json");
	}

	@Test
	void objectsThatAreNoClassesHaveNoNames() {
		final String[] rows = SegmentationTables.objects(run("micro-sam.json")).split("\n");
		assertTrue(rows[0].startsWith("Object,Voxels,Volume,"), rows[0]);
		assertTrue(rows.length > 2, rows.length + " rows");
	}

	@Test
	void classHeadsBehindAKnownEncoderAreRecognisedAndNumbered() {
		final String files = ReferencePairs.path("e5-encoder.onnx") + "," + ReferencePairs.path("d20-single-decoder.onnx");
		try (SamModel sam = SamModel.open(files, 1)) {
			assertEquals("e5-d20", sam.descriptor().id());
			assertEquals(Map.of(1, "class 1"), Segmentation.run(volume, List.of(), sam, settings(sam), Progress.NONE).classes());
		}
	}

	@Test
	void anEncoderOf512PixelsAndAGridOf32IsSameds() {
		final String files = ReferencePairs.path("samed-encoder.onnx") + "," + ReferencePairs.path("d20-decoder.onnx");
		try (SamModel sam = SamModel.open(files, 1)) {
			assertEquals("SAMed", sam.descriptor().displayName());
			assertEquals("window:75,400", sam.descriptor().intensity());
			assertEquals(List.of("SAMed takes no prompts; it finds its classes by itself, on every slice."), sam.descriptor()
				.remarks());
		}
	}

	// -- What comes out --

	@Test
	void theTableHasARowForEveryClassWithItsName() {
		final String[] rows = SegmentationTables.objects(run("samed.json")).split("\n");
		assertTrue(rows[0].startsWith("Object,Class,Voxels,Volume,"), rows[0]);
		assertEquals(List.of("1,liver", "2,spleen", "3,stomach"), List.of(rows[1].substring(0, 7), rows[2].substring(0, 8),
			rows[3].substring(0, 9)));
	}

	@Test
	void theTableOfSlicesHasNoBoxes() {
		final String[] rows = SegmentationTables.slices(run("samed.json")).split("\n");
		assertTrue(rows[1].startsWith("1,1,NaN,NaN,NaN,NaN,NaN,NaN,"), rows[1]);
		assertTrue(rows[1].endsWith("NaN,automatic,first: end of the volume"), rows[1]);
	}

	@Test
	void everyPixelHasOneLabel() {
		final SegmentationResult result = run("samed.json");
		final long drawn = new TreeMap<>(result.classes()).keySet().stream().mapToLong(label -> result.objects().get(label - 1)
			.measurements().voxels()).sum();
		long labelled = 0;
		for (int z = 0; z < expected.depth; z++)
			for (final int label : result.labels().slice(z))
				labelled += label > 0 ? 1 : 0;
		assertEquals(labelled, drawn);
	}

	@Test
	void aShortStackIsShownItsLastSliceAgain() {
		final Volume two = SyntheticVolumes.volume(40, 30, 2, SyntheticVolumes.ball(20, 15, 1, 9));
		try (SamModel sam = SamModel.open(ReferencePairs.path("ma-sam.json").toString(), 1)) {
			final SegmentationResult result = Segmentation.run(two, List.of(), sam, settings(sam), Progress.NONE);
			assertEquals(2, result.labels().depth());
			assertTrue(result.objects().stream().anyMatch(object -> !object.isEmpty()));
		}
	}

	@Test
	void slicesAcrossTheStackComeBackToTheirPlaces() {
		try (SamModel sam = SamModel.open(ReferencePairs.path("samed.json").toString(), 1)) {
			final Volume cube = SyntheticVolumes.volume(24, 20, 8, SyntheticVolumes.ball(12, 10, 4, 6));
			final SegmentationSettings across = RequestedSettings.parse("embedded", "", "auto", "").with(Axis.YZ, sam
				.descriptor(), null);
			final SegmentationResult result = Segmentation.run(cube, List.of(), sam, across, Progress.NONE);
			final SegmentationSettings along = settings(sam);
			final SegmentationResult turned = Segmentation.run(cube.along(Axis.YZ), List.of(), sam, along, Progress.NONE);
			for (int x = 0; x < 24; x++)
				for (int z = 0; z < 8; z++)
					for (int y = 0; y < 20; y++)
						assertEquals(label(turned, cube.along(Axis.YZ).width(), z, y, x), result.labels().slice(z)[y * 24 + x]);
		}
	}

	/** The label of a voxel on YZ slices, which show y from left to right and z from top to bottom. */
	private static int label(final SegmentationResult turned, final int width, final int z, final int y, final int x) {
		return turned.labels().slice(x)[z * width + y];
	}

	@Test
	void whatIsFinishedWhenTheUserCancelsIsKept() {
		try (SamModel sam = SamModel.open(ReferencePairs.path("samed.json").toString(), 1)) {
			final SegmentationResult result = Segmentation.run(volume, List.of(), sam, settings(sam), new Impatient(3));
			assertTrue(result.cancelled());
		}
	}

	// -- What is refused --

	private static String refusal(final String model, final SegmentationSettings settings, final List<KeySlices> objects) {
		try (SamModel sam = SamModel.open(ReferencePairs.path(model).toString(), 1)) {
			return assertThrows(IllegalArgumentException.class, () -> Segmentation.run(volume, objects, sam, settings,
				Progress.NONE)).getMessage();
		}
	}

	@Test
	void aPromptIsRefusedWithTheReason() {
		final KeySlices box = KeySlices.of(1, new TreeMap<>(Map.of(0, Prompt.box(new Box(10, 10, 20, 20)))), expected.depth);
		assertTrue(refusal("samed.json", SegmentationSettings.DEFAULT, List.of(box)).startsWith(
			"SAMed takes no prompts; it finds liver, spleen, stomach by itself, on every slice. Leave boxes, points and masks " +
				"out"));
	}

	@Test
	void settingsOfPromptsAreRefused() {
		final RequestedSettings usual = RequestedSettings.parse("embedded", "", "auto", "minmax");
		try (SamModel sam = SamModel.open(ReferencePairs.path("samed.json").toString(), 1)) {
			for (final RequestedSettings wrong : List.of(usual.jittered(5), usual.following(Mode.RANGE, false), usual.following(
				Mode.FOLLOW, true), RequestedSettings.parse("embedded", "", "object", "minmax")))
			{
				final String message = assertThrows(IllegalArgumentException.class, () -> Segmentation.run(volume, List.of(), sam,
					wrong.with(Axis.XY, sam.descriptor(), null), Progress.NONE)).getMessage();
				assertTrue(message.startsWith("SAMed is used without prompts and looks at every slice as a whole"), message);
			}
		}
	}

	@Test
	void namesThatAreTooFewAreRefused() throws IOException {
		for (final String file : List.of("samed-encoder.onnx", "d20-decoder.onnx"))
			Files.copy(ReferencePairs.path(file), folder.resolve(file));
		final Path json = Files.writeString(folder.resolve("two.json"), Files.readString(ReferencePairs.path("samed.json"))
			.replace("\"spleen\",", ""));
		try (SamModel sam = SamModel.open(json.toString(), 1)) {
			final String message = assertThrows(ModelException.class, () -> Segmentation.run(volume, List.of(), sam, settings(
				sam), Progress.NONE)).getMessage();
			assertEquals("The descriptor of SAMed names 2 classes under 'automatic.classes', but its decoder returns 4 maps: " +
				"the background and 3 classes.", message);
		}
	}

	@Test
	void singleObjectsNeedThreeMaps() throws IOException {
		for (final String file : List.of("samed-encoder.onnx", "d20-decoder.onnx"))
			Files.copy(ReferencePairs.path(file), folder.resolve(file));
		final Path json = Files.writeString(folder.resolve("four.json"), Files.readString(ReferencePairs.path("samed.json"))
			.replace("\"classes\",", "\"instances\","));
		try (SamModel sam = SamModel.open(json.toString(), 1)) {
			final String message = assertThrows(ModelException.class, () -> Segmentation.run(volume, List.of(), sam, settings(
				sam), Progress.NONE)).getMessage();
			assertTrue(message.contains("three maps") && message.contains("returns 4"), message);
		}
	}

	@Test
	void aModelThatHasToBePromptedSaysSo() {
		try (SamModel sam = SamModel.open("embedded")) {
			assertTrue(assertThrows(IllegalArgumentException.class, () -> Segmentation.run(volume, List.of(), sam,
				SegmentationSettings.DEFAULT, Progress.NONE)).getMessage().startsWith("There is no prompt"));
		}
	}
}
