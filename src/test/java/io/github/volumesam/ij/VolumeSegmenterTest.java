package io.github.volumesam.ij;

import static io.github.volumesam.command.Runs.assertSameLabels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GroovyShell;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;

import io.github.volumesam.Progress;
import io.github.volumesam.command.Balls;
import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.SessionRecord;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts use, with the embedded model. */
class VolumeSegmenterTest {

	private final ImagePlus image = Balls.image();
	private final VolumeSegmenter segmenter = new VolumeSegmenter(image);

	@TempDir
	private Path folder;

	@AfterEach
	void close() {
		segmenter.close();
	}

	private void addBoxes() {
		segmenter.addBox(5, 11, 11, 26, 26, 1);
		segmenter.addBox(4, 59, 11, 22, 22, 2);
	}

	private void assertRefused(final String words, final Runnable call) {
		final Exception e = assertThrows(IllegalArgumentException.class, call::run);
		assertTrue(e.getMessage().contains(words), e.getMessage());
	}

	private List<KeySlices> keySlices() {
		return RoiPrompts.of(segmenter.rois(), image, 1, Set.of());
	}

	// -- Prompts --

	@Test
	void promptsAreRoisThatMeanTheSame() {
		addBoxes();
		segmenter.addPoint(5, 20, 21, false, 1);
		segmenter.addRoi(new OvalRoi(60, 12, 20, 20), 6, 2);
		final List<KeySlices> objects = keySlices();
		assertEquals(List.of(1, 2), objects.stream().map(KeySlices::label).toList());
		assertEquals(new Prompt(Optional.of(new Box(11, 11, 26, 26)), List.of(new Point(20.5, 21.5, false)), Optional
			.empty()), objects.get(0).prompts().get(4));
		assertTrue(objects.get(1).prompts().get(5).mask().orElseThrow().contains(70, 22));
	}

	@Test
	void labelsMayExceedTheGroups() {
		segmenter.addBox(5, 11, 11, 26, 26, 1000);
		assertEquals(1000, keySlices().get(0).label());
	}

	@Test
	void promptsCanBeTakenBack() {
		addBoxes();
		segmenter.addBox(6, 11, 11, 26, 26, 1);
		segmenter.remove(1, 5);
		assertEquals(Set.of(3, 5), keySlices().stream().flatMap(object -> object.prompts().keySet().stream()).collect(
			Collectors.toSet()));
		segmenter.clear();
		assertRefused("There is no prompt", segmenter::segment);
	}

	@Test
	void roisOfTheManagerKeepTheirPositionAndGroup() {
		Balls.boxes().forEach(segmenter::addRoi);
		assertEquals(List.of(4, 3), keySlices().stream().map(object -> object.prompts().firstKey()).toList());
	}

	// -- Segmenting --

	@Test
	void objectsAreFoundWithTheirScoresAndTables() {
		addBoxes();
		image.setSlice(3);
		final SegmentedImage found = segmenter.segment();
		assertTrue(Evaluation.of(ImagePlusVolume.of(found.labels(), 0, 1), ImagePlusVolume.of(Balls.truth(), 0, 1))
			.meanDice() > 0.8);
		assertEquals("balls-labels", found.labels().getTitle());
		assertEquals(3, found.labels().getCurrentSlice());
		assertEquals(2, found.objects().size());
		assertEquals(found.score(1, 5), found.slices().getValue("PredictedIoU", rowOf(found, 1, 5)), 1e-5);
		assertEquals(2 * found.score(1, 5) / (1 + found.score(1, 5)), found.confidence(1, 5), 1e-9);
		assertEquals(Double.NaN, found.score(2, 9));
		assertRefused("no object 3; the objects are 1, 2", () -> found.score(3, 1));
		assertFalse(image.isLocked());
	}

	private static int rowOf(final SegmentedImage found, final int label, final int z) {
		final var table = found.slices();
		for (int row = 0; row < table.size(); row++)
			if (table.getValue("Object", row) == label && table.getValue("Slice", row) == z) return row;
		throw new AssertionError("no such row");
	}

	@Test
	void closedItCanBeUsedAgainWithTheSameLabels() {
		segmenter.set("window", "slice");
		segmenter.addBox(5, 11, 11, 26, 26, 1);
		final SegmentedImage first = segmenter.segment();
		segmenter.close();
		assertSameLabels(first.labels(), segmenter.segment().labels());
	}

	@Test
	void settingsAreThoseOfTheCommands() {
		segmenter.set("window", "slice");
		segmenter.set("first", 4);
		segmenter.set("last", "5");
		segmenter.set("prompt", "points");
		addBoxes();
		final SessionRecord session = segmenter.segment().session();
		assertEquals("points", session.parameters().prompt());
		assertEquals(3, session.keySlices().get(0).first());
		assertEquals(4, session.keySlices().get(0).last());
	}

	@Test
	void channelAndFrameAreChosenBeforeThePrompts() {
		final ImagePlus hyperstack = Images.bytes(Balls.WIDTH, Balls.HEIGHT, 4 * Balls.DEPTH, (x, y, n) -> {
			final int c = (n - 1) % 2 + 1, z = (n - 1) / 2 % Balls.DEPTH + 1, t = (n - 1) / (2 * Balls.DEPTH) + 1;
			return c == 2 && t == 2 && Balls.label(x, y, z) > 0 ? 200 : 50;
		});
		hyperstack.setDimensions(2, Balls.DEPTH, 2);
		try (VolumeSegmenter other = new VolumeSegmenter(hyperstack)) {
			other.set("window", "slice");
			other.set("channel", 2);
			other.set("frame", 2);
			other.addBox(5, 11, 11, 26, 26, 1);
			assertRefused("before the first prompt", () -> other.set("frame", 1));
			assertEquals(1, other.segment().labels().getStack().getProcessor(5).get(24, 24));
		}
	}

	@Test
	void savedItIsSixFiles() throws IOException {
		segmenter.set("window", "slice");
		addBoxes();
		final SegmentedImage found = segmenter.segment();
		final Path results = folder.resolve("results");
		found.save(results.toString());
		try (var files = Files.list(results)) {
			assertEquals(Set.of("balls-labels.tif", "balls-objects.csv", "balls-slices.csv", "balls-rois.zip",
				"balls-preview.png", "balls-session.json"), files.map(file -> file.getFileName().toString()).collect(Collectors
					.toSet()));
		}
		assertSameLabels(found.labels(), ImageFiles.open(results.resolve("balls-labels.tif")));
		assertEquals(found.session(), SessionRecord.parse(Files.readString(results.resolve("balls-session.json"))));
	}

	@Test
	void cancelledItKeepsWhatIsFinished() {
		segmenter.set("window", "slice");
		addBoxes();
		final int[] reports = { 0 };
		final SegmentedImage found = segmenter.segment(new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {
				if (message.startsWith("Slice")) reports[0]++;
			}

			@Override
			public boolean isCancelled() {
				return reports[0] > 3;
			}
		});
		assertTrue(found.result().cancelled());
		assertEquals(1, found.labels().getStack().getProcessor(5).get(24, 24));
	}

	// -- Preview --

	@Test
	void previewIsTheMaskThatTheSliceWillHave() {
		addBoxes();
		final Mask preview = segmenter.preview(1, 5);
		assertEquals(segmenter.segment().result().objects().get(0).trace().slices().get(4).mask(), preview);
	}

	@Test
	void previewSeesChangedPixels() {
		addBoxes();
		final Mask before = segmenter.preview(1, 5);
		for (int y = 0; y < Balls.HEIGHT; y++)
			for (int x = 0; x < 24; x++)
				image.getStack().getProcessor(5).set(x, y, 50);
		final Mask after = segmenter.preview(1, 5);
		assertTrue(after.area() < before.area(), before.area() + " " + after.area());
		try (VolumeSegmenter fresh = new VolumeSegmenter(image)) {
			fresh.addBox(5, 11, 11, 26, 26, 1);
			assertEquals(fresh.preview(1, 5), after);
		}
	}

	@Test
	void previewNeedsAPromptOnTheSlice() {
		addBoxes();
		assertRefused("Object 1 has no prompt on slice 6", () -> segmenter.preview(1, 6));
	}

	// -- What is refused --

	@Test
	void refusesWhatIsWrongAtOnce() {
		assertRefused("no setting 'size'", () -> segmenter.set("size", 1));
		assertRefused("a whole number", () -> segmenter.set("last", 2.5));
		assertRefused("use box, box+mask", () -> segmenter.set("prompt", "circle"));
		assertRefused("no channel 2", () -> segmenter.set("channel", 2));
		assertRefused("no slice 10", () -> segmenter.addBox(10, 1, 1, 5, 5, 1));
		assertRefused("outside the image", () -> segmenter.addPoint(5, -1, 1, true, 1));
		assertRefused("positive width", () -> segmenter.addBox(5, 1, 1, 0, 5, 1));
		assertRefused("no prompt", () -> segmenter.addRoi(new Line(1, 1, 5, 5), 5, 1));
		addBoxes();
		assertRefused("already has a box on slice 5", () -> segmenter.addRoi(new Roi(1, 1, 5, 5), 5, 1));
		segmenter.addRoi(new PointRoi(3, 3), 9, 3);
		segmenter.set("last", 8);
		assertRefused("slice 9", segmenter::segment);
	}

	// -- The example --

	@Test
	void groovyExampleFindsTheThalamus() throws IOException {
		final StringWriter printed = new StringWriter();
		final GroovyShell groovy = new GroovyShell();
		groovy.setProperty("out", new PrintWriter(printed));
		final SegmentedImage found = (SegmentedImage) groovy.evaluate(new File("macros/Segment_Volume.groovy"));
		assertTrue(printed.toString().startsWith("object 1: "), printed.toString());
		final ImagePlus truth = Sample.truth();
		for (int n = 1; n <= truth.getStackSize(); n++) {
			final short[] pixels = (short[]) found.labels().getStack().getPixels(n);
			for (int i = 0; i < pixels.length; i++)
				if (pixels[i] > 0) pixels[i] += 4;
		}
		assertTrue(Evaluation.of(ImagePlusVolume.of(found.labels(), 0, 1), ImagePlusVolume.of(truth, 0, 1)).objects()
			.stream().filter(score -> score.label() > 4).allMatch(score -> score.dice() > 0.75));
	}
}
