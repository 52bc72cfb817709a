package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionRecordTest {

	private static final Volume VOLUME = SyntheticVolumes.volume(48, 40, 7, SyntheticVolumes.ball(24, 20, 3.5, 12));
	private static final Mask RING = Mask.of(new Box(15, 12, 18, 16)).minus(Mask.of(new Box(20, 16, 4, 4)));

	private static SamModel model;
	private static SegmentationResult found;

	@BeforeAll
	static void segment() {
		model = SamModel.open("embedded", 1);
		found = run(settings(IntensityRule.DEFAULT), objects());
	}

	@AfterAll
	static void close() {
		model.close();
	}

	private static SegmentationSettings settings(final IntensityRule rule) {
		return new SegmentationSettings("embedded", Axis.XY, rule, Strategy.BOX_MASK, Mode.RANGE, true, WindowMode.SLICE,
			OverlapPolicy.FIRST, new CleanUp(true, false, 5));
	}

	private static List<KeySlices> objects() {
		final Prompt mixed = new Prompt(Optional.of(new Box(12.25, 8, 24, 24.125)), List.of(new Point(24.5, 20.1, true),
			new Point(3, 3, false)), Optional.empty());
		return List.of(new KeySlices(3, new TreeMap<>(Map.of(2, mixed, 4, Prompt.mask(RING))), 1, 5), KeySlices.of(9,
			new TreeMap<>(Map.of(0, Prompt.box(new Box(1, 2, 8, 9)))), 7));
	}

	private static SessionRecord record(final SegmentationResult result, final String started) {
		return SessionRecord.of(List.of(), SessionRecord.Image.of(VOLUME, "ball.tif", 0, 1, Progress.NONE), model
			.descriptor(), objects(), result, new SessionRecord.Run(started, 1.5,
				"CPU, 1 thread", false, Software.running()));
	}

	private static SegmentationResult run(final SegmentationSettings settings, final List<KeySlices> objects) {
		return Segmentation.run(VOLUME, objects, model, settings, Progress.NONE);
	}

	@Test
	void promptsAndSettingsComeBackFromTheText() {
		for (final IntensityRule rule : List.of(IntensityRule.DEFAULT, new IntensityRule.MinMax(),
			new IntensityRule.MedSam(), new IntensityRule.Range(0.1, 1 / 3.0)))
		{
			final SegmentationResult result = new SegmentationResult(found.labels(), found.objects(), found.classes(), found
				.mapping(), found.calibration(), settings(rule), false);
			final SessionRecord read = SessionRecord.parse(record(result, "now").toJson());
			assertEquals(settings(rule), read.settings());
			assertEquals(objects(), read.keySlices());
		}
	}

	@Test
	void doneAgainItGivesTheSameLabels() {
		final SessionRecord read = SessionRecord.parse(record(found, "now").toJson());
		final SegmentationResult again = run(read.settings(), read.keySlices());
		int labelled = 0;
		for (int z = 0; z < VOLUME.depth(); z++) {
			assertArrayEquals(found.labels().slice(z), again.labels().slice(z));
			for (final int label : again.labels().slice(z))
				labelled += label == 3 ? 1 : 0;
		}
		assertTrue(labelled > 500, "voxels: " + labelled);
		assertEquals(found.mapping(), read.parameters().mapping());
	}

	@Test
	void onlyTheRunDiffersFromTimeToTime() {
		final String a = record(found, "2026-01-01T00:00:00Z").toJson(), b = record(found, "2027-01-01T00:00:00Z")
			.toJson();
		assertNotEquals(a, b);
		assertEquals(a.substring(0, a.indexOf("\"run\"")), b.substring(0, b.indexOf("\"run\"")));
	}

	@Test
	void withoutTimesTheSameWorkGivesTheSameText() {
		assertEquals(record(found, "2026-01-01T00:00:00Z").withoutTimes().toJson(), record(found, "2027-01-01T00:00:00Z")
			.withoutTimes().toJson());
	}

	@Test
	void modelIsRecordedWithItsHashes() {
		final SessionRecord record = record(found, "now");
		assertEquals(model.descriptor().id(), record.model().id());
		assertEquals(model.descriptor().files().get(0).sha256(), record.model().encoderSha256());
		assertEquals(64, record.model().decoderSha256().length());
	}

	@Test
	void whatIsNoSessionIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> SessionRecord.parse(""));
		assertThrows(IllegalArgumentException.class, () -> SessionRecord.parse("{}"));
		assertThrows(IllegalArgumentException.class, () -> SessionRecord.parse("not json"));
		final Exception e = assertThrows(IllegalArgumentException.class, () -> SessionRecord.parse(
			"{\"format\": \"volume-sam-session-99\"}"));
		assertTrue(e.getMessage().contains("volume-sam-session-99"), e.getMessage());
	}

	@Test
	void incompleteSessionIsRefusedWithWhatIsMissing() {
		final String json = record(found, "now").toJson();
		for (final String part : List.of("image", "sha256", "parameters", "objects")) {
			final Exception e = assertThrows(IllegalArgumentException.class, () -> SessionRecord.parse(json.replaceFirst("\"" +
				part + "\":", "\"other\":")));
			assertTrue(e.getMessage().contains(part), e.getMessage());
		}
	}

	@Test
	void filesAreHashed(@TempDir final Path folder) throws IOException {
		final Path b = Files.writeString(folder.resolve("b.txt"), "bc"), a = Files.writeString(folder.resolve("a.txt"),
			"a");
		// SHA-256 of "abc", FIPS 180-4.
		final String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
		assertEquals(new InputFile("image", folder.toAbsolutePath().toString(), folder.getFileName().toString(), 3, abc),
			InputFile.of("image", folder));
		assertEquals(2, InputFile.of("rois", b).bytes());
		assertEquals("a.txt", InputFile.of("rois", a).name());
	}
}
