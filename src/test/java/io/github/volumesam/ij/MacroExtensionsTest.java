package io.github.volumesam.ij;

import static io.github.volumesam.command.Runs.assertSameLabels;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;

import io.github.volumesam.command.Balls;
import io.github.volumesam.command.PlainImageJ;
import io.github.volumesam.command.Screen;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.session.SessionRecord;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The functions in the real, plain ImageJ, with the embedded model. */
@Tag("screen")
class MacroExtensionsTest {

	/** Whole slices need no cuts across them, which saves time. */
	private static final String START = "run('Volume SAM Macro Extensions');\nExt.vsamSet('window', 'slice');\n";
	private static final String BOXES = "Ext.vsamAddBox(5, 11, 11, 26, 26, 1);\nExt.vsamAddBox(4, 59, 11, 22, 22, 2);\n";

	@TempDir
	private Path folder;

	@BeforeEach
	void openImage() throws Exception {
		PlainImageJ.start();
		Screen.show(Balls.image());
	}

	@AfterEach
	void close() {
		PlainImageJ.clean();
	}

	private static ImagePlus run(final String macro, final String title) {
		assertNull(PlainImageJ.run(START + macro));
		final ImagePlus labels = WindowManager.getImage(title);
		assertNotNull(labels, title + " is not open");
		return labels;
	}

	private static void assertStops(final String words, final String macro) {
		final String error = PlainImageJ.run(START + macro + "\nprint('went on');");
		assertNotNull(error, "no error");
		assertTrue(error.contains(words), error);
		assertFalse(String.valueOf(IJ.getLog()).contains("went on"), "the macro went on");
	}

	// -- What they make --

	@Test
	void boxesBecomeALabelImageOfTheGivenTitle() {
		final ImagePlus labels = run(BOXES + "Ext.vsamPropagate('cells');", "cells");
		assertEquals(1, labels.getStack().getProcessor(5).get(24, 24));
		assertEquals(2, labels.getStack().getProcessor(4).get(70, 22));
		assertEquals(2, labels.getCalibration().pixelDepth);
	}

	@Test
	void labelsAreThoseOfSegmentRois() throws IOException {
		final ImagePlus labels = run(BOXES + "Ext.vsamSet('prompt', 'points');\nExt.vsamSet('first', 2);\n" +
			"Ext.vsamPropagate('cells');", "cells");
		assertNull(PlainImageJ.run("selectImage('balls.tif');\n" +
			"run('Volume SAM Segment ROIs', 'prompt=points window=slice first=2 rois=[" + Balls.boxesFile(folder) + "]');"));
		assertSameLabels(WindowManager.getImage("balls-labels"), labels);
	}

	@Test
	void labelImageIsThereForTheNextLineInBatchMode() {
		assertNull(PlainImageJ.run("setBatchMode(true);\n" + START + BOXES + "Ext.vsamPropagate('cells');\n" +
			"print(getTitle());\nsetSlice(5);\nprint(getPixel(24, 24));"));
		assertEquals("cells\n1\n", IJ.getLog());
	}

	@Test
	void pointsAndSelectionsArePrompts() {
		final ImagePlus labels = run("setSlice(5);\nmakeOval(11, 11, 26, 26);\nExt.vsamAddSelection(7);\n" +
			"run('Select None');\nExt.vsamAddPoint(4, 70, 22, true, 9);\nExt.vsamAddPoint(4, 90, 40, false, 9);\n" +
			"Ext.vsamPropagate('cells');", "cells");
		assertEquals(7, labels.getStack().getProcessor(5).get(24, 24));
		assertEquals(9, labels.getStack().getProcessor(4).get(70, 22));
		final SessionRecord session = LabelImages.session(labels).orElseThrow();
		assertEquals(Map.of(70.5, true, 90.5, false), session.keySlices().get(1).prompts().get(3).points().stream().collect(
			Collectors.toMap(Point::x, Point::positive)));
	}

	@Test
	void scoresAreNumbersAndNaNWhereTheObjectIsNot() {
		run(BOXES + "Ext.vsamPropagate('cells');\nif (parseFloat(Ext.vsamScore(1, 5)) > 0.5) print('good');\n" +
			"if (parseFloat(Ext.vsamConfidence(1, 5)) > parseFloat(Ext.vsamScore(1, 5))) print('Dice');\n" +
			"print(isNaN(parseFloat(Ext.vsamScore(2, 9))));", "cells");
		assertEquals("good\nDice\n1\n", IJ.getLog());
	}

	// -- What is remembered --

	/** What another plugin does to the functions of a macro. */
	public static final class OtherExtensions implements MacroExtension, PlugIn {

		@Override
		public void run(final String argument) {
			Functions.registerExtensions(this);
		}

		@Override
		public String handleExtension(final String name, final Object[] arguments) {
			return "other";
		}

		@Override
		public ExtensionDescriptor[] getExtensionFunctions() {
			return new ExtensionDescriptor[] { ExtensionDescriptor.newDescriptor("otherFunction", this) };
		}
	}

	@Test
	void promptsSurviveTheFunctionsOfAnotherPlugin() {
		final String other = "Ext.install('" + OtherExtensions.class.getName() + "');\nprint(Ext.otherFunction());\n";
		final ImagePlus labels = run("Ext.vsamAddBox(5, 11, 11, 26, 26, 1);\n" + other + START +
			"Ext.vsamAddBox(4, 59, 11, 22, 22, 2);\nExt.vsamPropagate('cells');\n" + other + START +
			"print(isNaN(parseFloat(Ext.vsamScore(1, 5))));", "cells");
		assertEquals(2, LabelImages.session(labels).orElseThrow().keySlices().size());
		assertEquals("other\nother\n0\n", IJ.getLog());
	}

	@Test
	void everyMacroBeginsAnew() {
		assertNull(PlainImageJ.run(START + BOXES));
		assertStops("There is no prompt", "Ext.vsamPropagate('cells');");
	}

	@Test
	void promptsStayWithTheImageThatWasActiveAtTheFirst() {
		final ImagePlus labels = run("Ext.vsamAddBox(5, 11, 11, 26, 26, 1);\nExt.vsamPropagate('one');\n" +
			"Ext.vsamAddBox(4, 59, 11, 22, 22, 2);\nExt.vsamPropagate('both');", "both");
		assertEquals("balls", LabelImages.session(labels).orElseThrow().image().title());
		assertEquals(2, LabelImages.session(labels).orElseThrow().keySlices().size());
	}

	@Test
	void clearedTheyAreForAnotherImageButSettingsStay() {
		final ImagePlus labels = run("Ext.vsamSet('last', 6);\n" + BOXES + "Ext.vsamClear();\n" +
			"selectImage('balls.tif');\nrun('Duplicate...', 'title=again duplicate');\n" +
			"Ext.vsamAddBox(5, 11, 11, 26, 26, 3);\nExt.vsamPropagate('cells');", "cells");
		final SessionRecord session = LabelImages.session(labels).orElseThrow();
		assertEquals("again", session.image().title());
		assertEquals(1, session.keySlices().size());
		assertEquals(5, session.keySlices().get(0).last());
	}

	// -- Mistakes --

	@Test
	void wrongValuesStopTheMacroAndSayWhatIsWrong() {
		assertStops("no setting 'boxMargin'. The settings are model, prompt, mode", "Ext.vsamSet('boxMargin', '7');");
		assertStops("use box, box+mask", "Ext.vsamSet('prompt', 'circle');");
		assertStops("first=a: a whole number", "Ext.vsamSet('first', 'a');");
		assertStops("vsamAddBox: There is no slice 10", "Ext.vsamAddBox(10, 1, 1, 5, 5, 1);");
		assertStops("outside the image", "Ext.vsamAddBox(5, 100, 1, 5, 5, 1);");
		assertStops("outside the image", "Ext.vsamAddPoint(5, 96, 1, true, 1);");
		assertStops("already has a box on slice 5", "Ext.vsamAddBox(5, 1, 1, 5, 5, 1);Ext.vsamAddBox(5, 3, 1, 5, 5, 1);");
		assertStops("Label 0", "Ext.vsamAddBox(5, 1, 1, 5, 5, 0);");
		assertStops("The label is 1.5", "Ext.vsamAddBox(5, 1, 1, 5, 5, 1.5);");
		assertStops("no selection", "Ext.vsamAddSelection(1);");
		assertStops("no prompt", "makeLine(1, 1, 9, 9);Ext.vsamAddSelection(1);");
		assertStops("before the first prompt", BOXES + "Ext.vsamSet('frame', 2);");
		assertStops("Nothing has been segmented", "Ext.vsamScore(1, 1);");
		assertStops("no object 3; the objects are 1, 2", BOXES + "Ext.vsamPropagate('a');Ext.vsamScore(3, 1);");
		assertStops("names no model", BOXES + "Ext.vsamSet('model', 'sam9');Ext.vsamPropagate('a');");
	}

	@Test
	void closedAndMissingImagesAreNamed() {
		assertStops("'balls.tif' of the prompts has been closed", BOXES + "close();\nExt.vsamPropagate('a');");
		assertStops("There is no image", BOXES);
	}
}
