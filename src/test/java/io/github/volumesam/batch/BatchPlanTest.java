package io.github.volumesam.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.session.RequestedSettings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files of a folder are images, which say where objects are, and where results go. */
class BatchPlanTest {

	@TempDir
	private Path folder;

	private Path file(final String name) throws IOException {
		final Path file = folder.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, "");
	}

	private BatchPlan plan(final String pattern, final boolean subfolders, final String results) {
		return new BatchPlan(folder, pattern, subfolders, folder.resolve(results), RequestedSettings.parse("embedded", "",
			"auto", "auto"), new ImageSelection(0, 0, 0, 0));
	}

	private List<String> images(final String pattern, final boolean subfolders) throws IOException {
		return plan(pattern, subfolders, BatchPlan.RESULTS).images().stream().map(image -> folder.relativize(image).toString()
			.replace('\\', '/')).toList();
	}

	@Test
	void imagesFitThePatternInUpperAndLowerCase() throws IOException {
		for (final String name : List.of("b.tif", "a.TIF", "c.png", ".hidden.tif", "sub/d.tif"))
			file(name);
		assertEquals(List.of("a.TIF", "b.tif"), images("*.tif", false));
		assertEquals(List.of("b.tif", "c.png"), images("{b,C}*", false));
		assertEquals(List.of("a.TIF", "b.tif", "sub/d.tif"), images("*.tif", true));
	}

	@Test
	void paintedLabelsAndResultsAreNoImages() throws IOException {
		for (final String name : List.of("a.tif", "a-seeds.tif", "b-Labels.tif", "volume-sam/a.tif"))
			file(name);
		assertEquals(List.of("a.tif"), images("*.tif", true));
	}

	@Test
	void resultsMayGoToTheFolderItself() throws IOException {
		file("a.tif");
		assertEquals(1, plan("*.tif", true, "").images().size());
	}

	@Test
	void resultsLieInSubfoldersOfTheSameNames() throws IOException {
		final BatchPlan plan = plan("*.tif", true, "out");
		assertEquals(folder.resolve("out"), plan.resultsOf(file("a.tif")));
		assertEquals(folder.resolve("out").resolve("x").resolve("y"), plan.resultsOf(file("x/y/a.tif")));
	}

	@Test
	void aFolderThatDoesNotServeIsRefused() throws IOException {
		assertThrows(FileNotFoundException.class, () -> new BatchPlan(folder.resolve("nowhere"), "*", false, folder, plan("*",
			false, "").settings(), new ImageSelection(0, 0, 0, 0)).images());
		file("a.txt");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> images("*.tif", false)).getMessage().contains(
			"fits the pattern '*.tif'"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> images("{a", false)).getMessage().contains(
			"no pattern of file names"));
	}

	// -- Prompts --

	@Test
	void promptsAreFoundByName() throws IOException {
		for (final String name : List.of("a-rois.zip", "b_rois.zip", "RoiSet_c.zip", "d.zip", "e.roi", "f-seeds.tif",
			"g-labels.tif"))
			assertEquals(file(name), PromptFiles.of(file(name.replaceAll("^RoiSet_|[-_.](rois|seeds|labels|zip|roi).*", "") +
				".tif")));
	}

	@Test
	void roisComeBeforeLabels() throws IOException {
		file("a-labels.tif");
		file("a.roi");
		assertEquals("a.roi", PromptFiles.of(file("a.tif")).getFileName().toString());
	}

	@Test
	void aZippedImageIsNotItsOwnPrompt() throws IOException {
		final Path image = file("a.zip");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> PromptFiles.of(image)).getMessage().contains(
			"a-rois.zip, a_rois.zip, RoiSet_a.zip"));
	}

	@Test
	void namesLoseWhatSaysWhichKindOfFileItIs() {
		assertEquals("a", PromptFiles.name(Path.of("a.ome.tif")));
		assertEquals("cell 1.5", PromptFiles.name(Path.of("cell 1.5.czi")));
		assertEquals("plain", PromptFiles.name(Path.of("plain")));
	}
}
