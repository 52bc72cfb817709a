package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.Folders;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** Macros in the real, plain ImageJ. */
@Tag("screen")
class MacroTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
	}

	@AfterEach
	void close() {
		PlainImageJ.clean();
	}

	private static void runExample(final String name) throws IOException {
		assertNull(PlainImageJ.run(Files.readString(Path.of("macros", name))));
	}

	private static ImagePlus open(final String title) {
		final ImagePlus image = WindowManager.getImage(title);
		assertNotNull(image, title + " is not open");
		return image;
	}

	private static ResultsTable table(final String title) {
		final ResultsTable table = ResultsTable.getResultsTable(title);
		assertNotNull(table, title + " is not open");
		return table;
	}

	// -- The examples --

	@Test
	void exampleOneBox() throws IOException {
		runExample("One_Box.ijm");
		final ImagePlus labels = open("ball-labels");
		assertEquals(1, labels.getStack().getProcessor(5).get(48, 48));
		assertEquals(0, labels.getStack().getProcessor(5).get(3, 3));
		assertEquals(2, labels.getCalibration().pixelDepth);
		assertEquals(1, table("ball-objects").size());
	}

	@Test
	void exampleSeveralRois() throws IOException {
		runExample("Several_ROIs.ijm");
		final ImagePlus labels = open("balls-labels");
		assertEquals(1, labels.getStack().getProcessor(5).get(24, 24));
		assertEquals(2, labels.getStack().getProcessor(5).get(70, 22));
	}

	@Test
	void exampleLabelsToRois() throws IOException {
		runExample("Labels_to_ROIs.ijm");
		final Roi[] rois = RoiManager.getInstance().getRoisAsArray();
		assertEquals(6, rois.length);
		assertEquals(4, rois[5].getPosition());
		assertEquals(2, rois[5].getGroup());
		assertEquals(3 * 15 * 20, table("cells-measurements").getValue("Voxels", 1));
	}

	@Test
	void exampleEvaluate() throws IOException {
		runExample("Evaluate.ijm");
		final ResultsTable scores = table("found-scores");
		assertEquals(2 * 3 / 7.0, scores.getValue("Dice", 0), 1e-5);
		assertEquals(-1, scores.getValue("UpperEnd", 0));
	}

	@Test
	void exampleKeySlices() throws IOException {
		runExample("Key_Slices.ijm");
		final ImagePlus labels = open("tube-labels");
		for (final int z : new int[] { 2, 7, 11 })
			assertEquals(1, labels.getStack().getProcessor(z).get(20 + 5 * z, 32));
		assertEquals(1, table("tube-objects").size());
	}

	@Test
	void exampleFolderBatch() throws IOException {
		final Path example = Path.of(System.getProperty("java.io.tmpdir"), "volume-sam-example");
		Folders.delete(example);
		try {
			runExample("Folder_Batch.ijm");
			assertEquals(1, open("cell1-labels.tif").getStack().getProcessor(4).get(22, 32));
			assertEquals("done", table("Volume SAM-batch").getStringValue("State", 1));
		}
		finally {
			Folders.delete(example);
		}
	}

	@Test
	void exampleRefineLabels() throws IOException {
		runExample("Refine_Labels.ijm");
		final ResultsTable objects = table("nuclei-objects");
		for (int i = 0; i < 2; i++) {
			final double before = objects.getValue("VoxelsBefore", i), after = objects.getValue("Voxels", i);
			assertTrue(after > 1.05 * before, before + " to " + after);
		}
		assertEquals(2, open("stardist-refined").getStack().getProcessor(3).get(65, 25));
		assertEquals(2, table("stardist-refined-measurements").size());
	}

	@Test
	void exampleLoopOverObjects() throws IOException {
		runExample("Loop_over_Objects.ijm");
		for (int i = 0; i < 3; i++)
			assertEquals(i + 1, open("pearls-labels").getStack().getProcessor(5).get(24 + 40 * i, 24));
		assertTrue(IJ.getLog().matches("(pearl [123]: lowest score 0\\.\\d\\d\n){3}"), IJ.getLog());
	}

	@Test
	void exampleSession() throws IOException {
		runExample("Session.ijm");
		Runs.assertSameLabels(open("before"), open("ball-labels"));
		assertEquals(1, open("before").getStack().getProcessor(5).get(48, 48));
	}

	@Test
	void everyExampleHasItsTest() throws IOException {
		try (var files = Files.list(Path.of("macros"))) {
			assertEquals(9, files.filter(file -> file.toString().endsWith(".ijm")).count());
		}
	}

	// -- The same labels everywhere --

	private void assertMacroMakesTheLabelsOfAScript(final String setBatchMode) throws Exception {
		final Path stack = folder.resolve("stack.tif"), fromMacro = folder.resolve("macro.tif");
		TiffFiles.save(Balls.image(), stack);
		final Path rois = Balls.boxesFile(folder);
		assertNull(PlainImageJ.run(setBatchMode + "open('" + stack + "');\n" + //
			"roiManager('reset');\nroiManager('open', '" + rois + "');\n" +
			"run('Volume SAM Segment ROIs', 'model=embedded prompt=box window=slice first=2');\n" + //
			"saveAs('Tiff', '" + fromMacro + "');\n"));
		try (Context context = new Context()) {
			final ImagePlus fromScript = Runs.labels(Runs.run(context, SegmentRois.class, "image", ImageFiles.open(stack),
				"rois", rois.toString(), "prompt", "box", "window", "slice", "first", 2));
			assertTrue(Runs.dice(fromScript) > 0.7, "Dice: " + Runs.dice(fromScript));
			Runs.assertSameLabels(fromScript, ImageFiles.open(fromMacro));
		}
	}

	@Test
	void macroMakesTheLabelsOfAScript() throws Exception {
		assertMacroMakesTheLabelsOfAScript("");
	}

	@Test
	void macroInBatchModeMakesTheLabelsOfAScript() throws Exception {
		assertMacroMakesTheLabelsOfAScript("setBatchMode(true);\n");
	}

	// -- Sessions --

	private void assertSessionIsReplayed(final String setBatchMode) {
		final Path session = folder.resolve("session.json");
		assertNull(PlainImageJ.run(setBatchMode + "selectImage('balls.tif');\nsetSlice(5);\n" +
			"makeRectangle(11, 11, 26, 26);\nrun('Volume SAM Segment ROIs', 'window=slice last=6');\n" + //
			"selectImage('balls.tif');\nrun('Volume SAM Save Session', 'output=[" + session + "]');\n" +
			"rename('other.tif');\nsetSlice(1);\nrun('Volume SAM Open Session', 'session=[" + session + "]');\n" +
			"rename('again');\nsetBatchMode('exit and display');"));
		Runs.assertSameLabels(open("balls-labels"), open("again"));
		assertEquals(1, open("again").getStack().getProcessor(5).get(24, 24));
	}

	@Test
	void sessionFindsItsImageAmongThoseThatAreOpen() throws Exception {
		Screen.show(Images.empty(96, 48, 9));
		Screen.show(Balls.image());
		assertSessionIsReplayed("");
	}

	@Test
	void sessionFindsItsImageInBatchMode() throws Exception {
		Screen.show(Balls.image());
		assertSessionIsReplayed("setBatchMode(true);\nrun('Duplicate...', 'title=balls.tif duplicate');\n");
	}

	@Test
	void sessionOfAnOpenImageThatHasChangedIsRefused() throws Exception {
		Screen.show(Balls.image());
		final Path session = folder.resolve("session.json");
		assertStops("'balls.tif' has changed since the session", "setSlice(5);\nmakeRectangle(11, 11, 26, 26);\n" +
			"run('Volume SAM Segment ROIs', 'window=slice');\nrun('Volume SAM Save Session', 'output=[" + session + "]');\n" +
			"selectImage('balls.tif');\nsetPixel(0, 0, 51);\nrun('Volume SAM Open Session', 'session=[" + session + "]');");
	}

	@Test
	void lineWithoutOptionsRunsWithTheDefaults() {
		assertNull(PlainImageJ.run("newImage('a', '8-bit black', 20, 20, 3);\nsetPixel(3, 3, 4);\n" +
			"run('Volume SAM Measure Labels');"));
		assertEquals(4, table("a-measurements").getValue("Object", 0));
	}

	// -- Mistakes --

	private static void assertStops(final String words, final String macro) {
		final String error = PlainImageJ.run(macro + "\nprint('went on');");
		assertNotNull(error, "no error");
		assertTrue(error.contains(words), error);
	}

	@Test
	void wrongNamesAndValuesStopTheMacroAndSayWhatIsValid() {
		final String image = "newImage('a', '8-bit black', 20, 20, 3);\n";
		assertStops("There is no parameter 'boxMargin'. The parameters are image, rois, output, mode", image +
			"run('Volume SAM Segment ROIs', 'boxMargin=7');");
		assertStops("prompt=circle: use box, box+mask", image + "run('Volume SAM Segment ROIs', 'prompt=circle');");
		assertStops("Open images: a", image + "run('Volume SAM Measure Labels', 'image=b');");
	}

	@Test
	void flagsAreReadInBothForms() {
		final String batch = "run('Volume SAM Batch', 'folder=[" + folder + "] %s');";
		assertStops("There is no image in", String.format(batch, "subfolders"));
		assertStops("There is no image in", String.format(batch, "subfolders=true"));
		assertStops("subfolders=yes: use true or false", String.format(batch, "subfolders=yes"));
	}

	@Test
	void missingImagesAndRoisStopTheMacro() {
		assertStops("There is no image", "run('Volume SAM Segment ROIs', 'model=embedded');");
		assertStops("There is no ROI", "newImage('a', '8-bit black', 20, 20, 3);\n" +
			"run('Volume SAM Segment ROIs', 'model=embedded');");
		assertStops("on slice 9", "newImage('a', '8-bit black', 20, 20, 3);\nmakeRectangle(2, 2, 5, 5);\n" +
			"Roi.setPosition(9);\nrun('Volume SAM Segment ROIs', 'model=embedded');");
	}
}
