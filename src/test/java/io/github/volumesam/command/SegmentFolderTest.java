package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import io.github.volumesam.batch.Batch;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.event.EventService;

/** Folders of small images, with the embedded model. */
class SegmentFolderTest extends CommandTest {

	private Path results;

	@BeforeEach
	void nameTheResults() {
		results = folder.resolve("volume-sam");
	}

	private void image(final String name) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		TiffFiles.save(Balls.image(), file);
	}

	private void rois(final String name) throws IOException {
		RoiSets.write(folder.resolve(name), Balls.boxes());
	}

	/** Runs the batch with whole slices, which need no cuts across them; that saves time. */
	private List<String> states(final Object... inputs) throws Exception {
		final List<Object> all = new ArrayList<>(List.of("folder", folder.toString(), "window", "slice"));
		all.addAll(Arrays.asList(inputs));
		final ResultsTable table = Runs.table(run(context, SegmentFolder.class, all.toArray()), "batch");
		final List<String> states = new ArrayList<>();
		for (int i = 0; i < table.size(); i++)
			states.add(table.getStringValue("File", i).replace('\\', '/') + ": " + table.getStringValue("State", i));
		assertEquals(table.size() + 1, Files.readAllLines(results.resolve(Batch.TABLE)).size());
		return states;
	}

	private static List<String> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}

	@Test
	void aBadFileDoesNotStopTheOthers() throws Exception {
		image("a.tif");
		rois("a-rois.zip");
		Files.writeString(folder.resolve("b.tif"), "no image");
		Files.writeString(folder.resolve("b.roi"), "no ROI");
		image("c.tif");
		image("sub/d.tif");
		TiffFiles.save(Images.shorts(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH, (x, y, n) -> n == 5 ? Balls.label(x, y, n)
			: 0), folder.resolve("sub/d-seeds.tif"));
		assertEquals(List.of("a.tif: done", "b.tif: failed", "c.tif: failed", "sub/d.tif: done"), states("subfolders", true));
		assertEquals(List.of("a-labels.tif", "a-objects.csv", "a-preview.png", "a-rois.zip", "a-session.json",
			"a-slices.csv", "sub", Batch.TABLE), files(results));
		assertEquals(6, files(results.resolve("sub")).size());
		final String table = Files.readString(results.resolve(Batch.TABLE));
		assertTrue(table.contains("c-rois.zip, c_rois.zip, RoiSet_c.zip"), table);
		assertTrue(Runs.dice(ImageFiles.open(results.resolve("sub/d-labels.tif"))) > 0.7);
	}

	@Test
	void labelsAreThoseOfTheImageAlone() throws Exception {
		image("a.tif");
		rois("a.zip");
		states("last", 7);
		Runs.assertSameLabels(Runs.labels(run(context, SegmentRois.class, "image", Balls.image(), "rois", folder.resolve(
			"a.zip").toString(), "window", "slice", "last", 7)), ImageFiles.open(results.resolve("a-labels.tif")));
	}

	@Test
	void whatIsFinishedIsSkipped() throws Exception {
		image("a.tif");
		rois("a.roi.zip");
		rois("a_rois.zip");
		states();
		final var before = Files.getLastModifiedTime(results.resolve("a-labels.tif"));
		assertEquals(List.of("a.tif: skipped"), states());
		assertEquals(before, Files.getLastModifiedTime(results.resolve("a-labels.tif")));
	}

	@Test
	void twoImagesWhoseResultsWouldHaveTheSameNamesAreToldApart() throws Exception {
		image("a.tif");
		image("a.tiff");
		rois("a-rois.zip");
		assertEquals(List.of("a.tif: done", "a.tiff: failed"), states("pattern", "*.tif*"));
	}

	@Test
	void failsOnlyIfNoImageCouldBeSegmented() throws Exception {
		image("a.tif");
		assertRefused(context, SegmentFolder.class, "None of the 1 images", "folder", folder.toString());
		assertTrue(Files.readString(results.resolve(Batch.TABLE)).contains("a.tif,0,"));
	}

	@Test
	void cancelledItGoesOnTheNextTime() throws Exception {
		image("a.tif");
		image("b.tif");
		rois("a-rois.zip");
		rois("b-rois.zip");
		final Presser presser = new Presser(0.51);
		final var subscribers = context.service(EventService.class).subscribe(presser);
		assertEquals(List.of("a.tif: done", "b.tif: cancelled"), states());
		assertFalse(files(results).stream().anyMatch(name -> name.startsWith("b")));
		context.service(EventService.class).unsubscribe(subscribers);
		assertEquals(List.of("a.tif: skipped", "b.tif: done"), states());
	}

	@Test
	void refusesFoldersThatDoNotServe() throws IOException {
		assertRefused(context, SegmentFolder.class, "folder=FOLDER");
		assertRefused(context, SegmentFolder.class, "There is no folder", "folder", folder.resolve("nowhere").toString());
		assertRefused(context, SegmentFolder.class, "fits the pattern", "folder", folder.toString());
		image("a.tif");
		assertRefused(context, SegmentFolder.class, "results need a folder", "folder", folder.toString(), "output", folder
			.resolve("a.tif").toString());
	}
}
