package io.github.volumesam.command;

import static io.github.volumesam.command.Screen.await;
import static io.github.volumesam.command.Screen.picture;
import static io.github.volumesam.command.Screen.press;
import static io.github.volumesam.command.Screen.show;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.batch.BatchPlan;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.TiffFiles;

import java.awt.Choice;
import java.awt.TextField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other commands from menu and dialog: what the Recorder writes does the same again. */
@Tag("screen")
class RecordingTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
		new Recorder();
	}

	@AfterEach
	void close() {
		Recorder.getInstance().close();
		PlainImageJ.clean();
		// No picture shall show a folder of this machine.
		List.of("folder", "session", "output").forEach(LastUse::forget);
	}

	/** Fills a dialog in. */
	private interface Answers {

		void give(GenericDialog dialog);
	}

	/** Chooses the command from the menu, answers its dialog, and waits for the line. */
	private static String record(final String command, final Answers answers) throws Exception {
		IJ.doCommand(command);
		final GenericDialog dialog = await(Screen::dialog);
		assertEquals(command, dialog.getTitle());
		// Before folders of this machine are typed in.
		picture(dialog, command.toLowerCase(Locale.ROOT).replace("volume sam ", "").replace(' ', '-') + "-dialog.png");
		answers.give(dialog);
		press(dialog, 0);
		final String line = await(() -> Screen.recorded(command));
		// The line is written when the command is started by the dialog; ImageJ then runs it in a thread of its own.
		await(() -> Screen.isWorking(command) ? null : true);
		return line;
	}

	private static void choose(final GenericDialog dialog, final int choice, final String title) {
		((Choice) dialog.getChoices().get(choice)).select(title);
	}

	private static void type(final GenericDialog dialog, final int field, final Object text) {
		((TextField) dialog.getStringFields().get(field)).setText(text.toString());
	}

	private static String csv(final String title) {
		final ResultsTable table = ResultsTable.getResultsTable(title);
		assertNotNull(table, title + " is not open");
		final StringBuilder csv = new StringBuilder(table.getColumnHeadings());
		for (int i = 0; i < table.size(); i++)
			csv.append('\n').append(table.getRowAsString(i));
		return csv.toString();
	}

	private static void assertReplaysToTheSameTable(final String line, final String title) {
		final String before = csv(title);
		ResultsTable.getResultsTable(title).reset();
		assertNull(PlainImageJ.run(line));
		assertEquals(before, csv(title));
	}

	@Test
	void refineLabels() throws Exception {
		show(Balls.truth());
		show(Balls.image());
		final String line = record("Volume SAM Refine Labels", dialog -> {
			choose(dialog, 0, "balls.tif");
			choose(dialog, 1, "truth.tif");
			choose(dialog, 2, "fill");
		});
		assertEquals("run(\"Volume SAM Refine Labels\", \"image=balls.tif labels=truth.tif mode=fill model=embedded " +
			"prompt=box window=auto intensity=auto first=0 last=0 channel=0 frame=0\");", line);
		final ImagePlus first = WindowManager.getImage("truth-refined");
		first.setTitle("first");
		assertNull(PlainImageJ.run(line));
		Runs.assertSameLabels(first, WindowManager.getImage("truth-refined"));
	}

	@Test
	void batch() throws Exception {
		TiffFiles.save(Balls.image(), folder.resolve("a.tif"));
		RoiSets.write(folder.resolve("a-rois.zip"), List.of(Balls.boxes().get(0)));
		final String line = record("Volume SAM Batch", dialog -> type(dialog, 0, folder));
		assertEquals("run(\"Volume SAM Batch\", \"folder=" + folder + " pattern=*.tif subfolders=false mode=follow " +
			"allaxes=false model=embedded prompt=box window=auto intensity=auto first=0 last=0 channel=0 frame=0\");", line);
		final Path labels = folder.resolve(BatchPlan.RESULTS).resolve("a-labels.tif");
		final byte[] first = Files.readAllBytes(labels);
		Files.delete(folder.resolve(BatchPlan.RESULTS).resolve("a-session.json"));
		assertNull(PlainImageJ.run(line));
		assertArrayEquals(first, Files.readAllBytes(labels));
	}

	@Test
	void labelsToRois() throws Exception {
		show(Balls.truth());
		final String line = record("Volume SAM Labels to ROIs", dialog -> {});
		assertEquals("run(\"Volume SAM Labels to ROIs\");", line);
		final Roi[] first = RoiManager.getInstance().getRoisAsArray();
		RoiManager.getInstance().reset();
		assertNull(PlainImageJ.run(line));
		assertArrayEquals(Arrays.stream(first).map(RecordingTest::text).toArray(), Arrays.stream(RoiManager.getInstance()
			.getRoisAsArray()).map(RecordingTest::text).toArray());
		assertFalse(first.length == 0);
	}

	private static String text(final Roi roi) {
		return roi.getName() + " " + roi.getPosition() + " " + roi.getGroup() + " " + roi.getBounds() + " " + roi
			.getContainedPoints().length;
	}

	@Test
	void measureLabels() throws Exception {
		show(Balls.image());
		show(Balls.truth());
		final String line = record("Volume SAM Measure Labels", dialog -> type(dialog, 0, "balls.tif"));
		assertEquals("run(\"Volume SAM Measure Labels\", \"image=balls.tif\");", line);
		assertReplaysToTheSameTable(line, "truth-measurements");
	}

	@Test
	void evaluate() throws Exception {
		show(Balls.image());
		show(Balls.truth());
		final ImagePlus labels = show(Balls.truth());
		labels.setTitle("labels");
		final String line = record("Volume SAM Evaluate", dialog -> choose(dialog, 1, "truth.tif"));
		assertEquals("run(\"Volume SAM Evaluate\", \"labels=labels truth=truth.tif\");", line);
		assertReplaysToTheSameTable(line, "labels-scores");
	}

	@Test
	void study() throws Exception {
		show(Balls.truth());
		show(Balls.image());
		final String line = record("Volume SAM Study", dialog -> {
			// The active image is offered first, then another one.
			assertEquals("balls.tif", ((Choice) dialog.getChoices().get(0)).getSelectedItem());
			assertEquals("truth.tif", ((Choice) dialog.getChoices().get(1)).getSelectedItem());
			type(dialog, 0, "mask");
		});
		assertEquals("run(\"Volume SAM Study\", \"image=balls.tif truth=truth.tif prompts=mask\");", line);
		final double dice = ResultsTable.getResultsTable("balls-study").getValue("Dice", 0);
		assertNotNull(WindowManager.getImage("balls-study"));
		assertNull(PlainImageJ.run(line));
		assertEquals(dice, ResultsTable.getResultsTable("balls-study").getValue("Dice", 0));
	}

	// -- Sessions --

	/** The label image of a box around the first ball, in front. */
	private static ImagePlus segmented() throws Exception {
		final ImagePlus image = show(Balls.image());
		image.setSlice(5);
		image.setRoi(11, 11, 26, 26);
		assertNull(PlainImageJ.run("run('Volume SAM Segment ROIs', 'window=slice last=6');"));
		return WindowManager.getImage("balls-labels");
	}

	@Test
	void saveSession() throws Exception {
		segmented();
		final Path session = folder.resolve("session.json");
		final String line = record("Volume SAM Save Session", dialog -> type(dialog, 0, session));
		assertEquals("run(\"Volume SAM Save Session\", \"output=" + session + "\");", line);
		final byte[] first = Files.readAllBytes(session);
		Files.delete(session);
		assertNull(PlainImageJ.run(line));
		assertArrayEquals(first, Files.readAllBytes(session));
	}

	@Test
	void openSession() throws Exception {
		final ImagePlus first = segmented();
		final Path session = folder.resolve("session.json");
		assertNull(PlainImageJ.run("run('Volume SAM Save Session', 'output=" + session + "');"));
		first.setTitle("first");
		final String line = record("Volume SAM Open Session", dialog -> type(dialog, 0, session));
		assertEquals("run(\"Volume SAM Open Session\", \"session=" + session + "\");", line);
		final ImagePlus second = WindowManager.getImage("balls-labels");
		Runs.assertSameLabels(first, second);
		second.setTitle("second");
		assertNull(PlainImageJ.run(line));
		Runs.assertSameLabels(first, WindowManager.getImage("balls-labels"));
	}

	@Test
	void aSessionThatIsNotThereIsNamed() throws Exception {
		IJ.redirectErrorMessages();
		IJ.doCommand("Volume SAM Open Session");
		final GenericDialog dialog = await(Screen::dialog);
		type(dialog, 0, folder.resolve("none.json"));
		press(dialog, 0);
		final String log = await(IJ::getLog);
		assertTrue(log.startsWith("Volume SAM Open Session: '" + folder.resolve("none.json") + "'"), log);
	}
}
