package io.github.volumesam.command;

import static io.github.volumesam.command.Screen.await;
import static io.github.volumesam.command.Screen.picture;
import static io.github.volumesam.command.Screen.press;
import static io.github.volumesam.command.Screen.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

import io.github.volumesam.Progress;
import io.github.volumesam.install.FileServer;
import io.github.volumesam.install.ModelAddition;
import io.github.volumesam.install.ModelStore;
import io.github.volumesam.install.TestModels;

import java.awt.TextField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.ui.AbstractInputHarvesterPlugin;
import org.scijava.widget.InputPanel;

/** A person at plain ImageJ who wants another model. */
@Tag("screen")
class ModelsDialogTest {

	private static final String COMMAND = "Volume SAM Models";
	private static final String SEGMENT = "Volume SAM Segment ROIs";

	@TempDir
	private Path folder;

	private TestModels models;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
		models = new TestModels(folder.resolve("models"));
		new Recorder();
	}

	@AfterEach
	void close() {
		models.close();
		Recorder.getInstance().close();
		LastUse.forget(DefaultModel.PARAMETER);
		LastUse.forget("action");
		PlainImageJ.clean();
	}

	/** Whether a field of the dialog offers this. */
	private static boolean offers(final GenericDialog dialog, final String text) {
		for (final Object field : dialog.getStringFields())
			if (((TextField) field).getText().equals(text)) return true;
		return false;
	}

	private static ResultsTable table() throws InterruptedException {
		return await(() -> ResultsTable.getResultsTable("Volume SAM-models"));
	}

	/** Adds a model and makes it the default. */
	private static void chooseMine() throws IOException {
		new ModelAddition(new ModelStore()).add(List.of(TestModels.path("e2-encoder.onnx"), TestModels.path(
			"d1-multi-decoder.onnx")), "mine", model -> {}, Progress.NONE);
		assertNull(PlainImageJ.run("run('" + COMMAND + "', 'action=default model=mine');"));
		assertEquals("mine", new ModelStore().defaultModel());
	}

	@Test
	void theListOpensWithoutAnImage() throws Exception {
		IJ.doCommand(COMMAND);
		final GenericDialog dialog = await(Screen::dialog);
		assertEquals(COMMAND, dialog.getTitle());
		picture(dialog, "models-dialog.png");
		press(dialog, 0);
		assertEquals("embedded", table().getStringValue("ID", 0));
		picture(WindowManager.getWindow("Volume SAM-models"), "models-list.png");
		assertEquals("run(\"" + COMMAND + "\", \"action=list acceptlicence=false\");", await(() -> recorded(COMMAND)));
	}

	@Test
	void aMacroDownloadsAModelAndUsesIt() throws Exception {
		try (FileServer server = models.mirror()) {
			assertNull(PlainImageJ.run("run('" + COMMAND + "', 'action=download model=test-sam');"));
		}
		final ImagePlus image = Balls.image();
		Screen.show(image);
		image.setSlice(5);
		image.setRoi(14, 14, 20, 20);
		assertNull(PlainImageJ.run("run('" + SEGMENT + "', 'model=test-sam');"));
		assertTrue(WindowManager.getImageTitles().length == 2, "no label image");
	}

	@Test
	void theDefaultIsOfferedInDialogsAndRecordedByItsName() throws Exception {
		chooseMine();
		final ImagePlus image = Balls.image();
		Screen.show(image);
		image.setSlice(5);
		image.setRoi(14, 14, 20, 20);
		IJ.doCommand(SEGMENT);
		final GenericDialog dialog = await(Screen::dialog);
		assertTrue(offers(dialog, "mine"));
		press(dialog, 0);
		assertTrue(await(() -> recorded(SEGMENT)).contains("model=mine "));
		Screen.awaitImage("balls-labels");
	}

	@Test
	void choosingADefaultReplacesWhatWasEnteredLast() throws Exception {
		final ImagePlus image = Balls.image();
		Screen.show(image);
		image.setRoi(14, 14, 20, 20);
		IJ.doCommand(SEGMENT);
		final GenericDialog first = await(Screen::dialog);
		assertTrue(offers(first, "embedded"));
		press(first, 0);
		Screen.awaitImage("balls-labels");
		chooseMine();
		Screen.focus(image);
		IJ.doCommand(SEGMENT);
		final GenericDialog second = await(Screen::dialog);
		assertTrue(offers(second, "mine"));
		press(second, 1);
	}

	// -- Fiji, where SciJava asks --

	/** Stands in for the dialog of Fiji. */
	public static final class Dialog extends AbstractInputHarvesterPlugin<Object, Object> {

		private static String offered;
		/** Fiji's Recorder writes down what the dialog has asked for. */
		private static boolean isRecorded;

		@Override
		public void process(final Module module) {
			offered = String.valueOf(module.getInput(DefaultModel.PARAMETER));
			isRecorded = !module.isInputResolved(DefaultModel.PARAMETER);
			cancel("Cancelled.");
		}

		@Override
		protected String getUI() {
			return "test";
		}

		@Override
		public InputPanel<Object, Object> createInputPanel() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean harvestInputs(final InputPanel<Object, Object> panel, final Module module) {
			throw new UnsupportedOperationException();
		}
	}

	@Test
	void inFijiTheDialogOffersTheDefaultToo() throws Exception {
		chooseMine();
		try (Context context = new Context()) {
			context.service(PluginService.class).addPlugin(new PluginInfo<>(Dialog.class, PreprocessorPlugin.class));
			context.service(CommandService.class).run(SegmentRois.class, true).get();
			assertEquals("mine", Dialog.offered);
			assertTrue(Dialog.isRecorded);
			context.service(CommandService.class).run(SegmentRois.class, true, "model", "embedded").get();
			assertEquals("embedded", Dialog.offered);
		}
	}
}
