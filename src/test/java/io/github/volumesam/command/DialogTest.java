package io.github.volumesam.command;

import static io.github.volumesam.command.Screen.await;
import static io.github.volumesam.command.Screen.picture;
import static io.github.volumesam.command.Screen.press;
import static io.github.volumesam.command.Screen.recorded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.HTMLDialog;
import ij.gui.ScrollbarWithLabel;
import ij.plugin.frame.Recorder;
import ij.process.ImageProcessor;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.Sample;
import io.github.volumesam.session.SegmentationSettings;

import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person at plain ImageJ, with the bundled MR image: menu, dialog, label image, Recorder. */
@Tag("screen")
class DialogTest {

	private static final String COMMAND = "Volume SAM Segment ROIs";
	private static final int LABEL = 5;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
	}

	@AfterEach
	void close() {
		final Recorder recorder = Recorder.getInstance();
		if (recorder != null) recorder.close();
		PlainImageJ.clean();
		LastUse.forget("last");
		LastUse.forget("mode");
	}

	/** The sample with a box around the left thalamus on its largest slice. */
	private static ImagePlus boxedSample() throws Exception {
		final ImagePlus image = Sample.image(), truth = Sample.truth();
		Rectangle box = new Rectangle();
		int largest = 0;
		for (int n = 1; n <= truth.getStackSize(); n++) {
			final Rectangle here = bounds(truth.getStack().getProcessor(n));
			if (here.width * here.height <= box.width * box.height) continue;
			box = here;
			largest = n;
		}
		Screen.show(image);
		image.setSlice(largest);
		image.setRoi(box);
		return image;
	}

	private static Rectangle bounds(final ImageProcessor slice) {
		final Rectangle box = new Rectangle();
		for (int y = 0; y < slice.getHeight(); y++)
			for (int x = 0; x < slice.getWidth(); x++)
				if (slice.get(x, y) == LABEL) {
					if (box.isEmpty()) box.setBounds(x, y, 1, 1);
					else box.add(new Rectangle(x, y, 1, 1));
				}
		return box;
	}

	private static ImagePlus labels(final ImagePlus image) {
		return WindowManager.getImage(image.getTitle().replaceFirst("\\.tif$", "") + "-labels");
	}

	@Test
	void recordedLineMakesTheSameLabels() throws Exception {
		final ImagePlus image = boxedSample();
		new Recorder();
		IJ.doCommand(COMMAND);
		final GenericDialog dialog = await(Screen::dialog);
		assertEquals(COMMAND, dialog.getTitle());
		picture(dialog, "segment-rois-dialog.png");
		press(dialog, 0);
		final ImagePlus first = Screen.awaitImage("mr-brain-labels");
		final String line = await(() -> recorded(COMMAND));
		assertEquals("run(\"" + COMMAND + "\", \"mode=follow allaxes=false model=embedded prompt=" +
			SegmentationSettings.DEFAULT.prompt() + " window=auto intensity=auto " + "first=0 last=0 channel=0 frame=0\");", line);
		assertEquals(image.getCurrentSlice(), slider(first));
		first.setTitle("first");
		picture(Recorder.getInstance(), "recorder.png");
		Recorder.getInstance().close();

		assertNull(PlainImageJ.run("selectImage(" + image.getID() + ");\n" + line));
		final ImagePlus second = labels(image);
		assertTrue(first.getStack().getProcessor(image.getCurrentSlice()).getStats().max == 1);
		Runs.assertSameLabels(first, second);
	}

	/** Where the slider stands, which is not always where the image is. */
	private static int slider(final ImagePlus image) {
		return Arrays.stream(image.getWindow().getComponents()).filter(ScrollbarWithLabel.class::isInstance).map(
			ScrollbarWithLabel.class::cast).findFirst().orElseThrow().getValue();
	}

	@Test
	void progressIsShownAndEscKeepsWhatIsFound() throws Exception {
		final ImagePlus tube = Screen.show(Images.bytes(64, 64, 3000, (x, y, n) -> Math.hypot(x - 32, y - 32) < 12 ? 200
			: 50));
		tube.setRoi(20, 20, 24, 24);
		IJ.doCommand(COMMAND);
		final GenericDialog dialog = await(Screen::dialog);
		// In this mode it goes on to the last slice, whatever the model thinks, and that takes minutes.
		((Choice) dialog.getChoices().get(0)).select("range");
		press(dialog, 0);
		await(() -> ImageJ.getStatusBarText().matches("Slice ([2-9]|\\d\\d+) of .*") ? true : null);
		Screen.focus(tube);
		final Robot robot = new Robot();
		robot.keyPress(KeyEvent.VK_ESCAPE);
		robot.keyRelease(KeyEvent.VK_ESCAPE);
		final ImagePlus labels = Screen.awaitImage("test-labels");
		assertEquals(1, labels.getStack().getProcessor(1).get(32, 32));
		assertEquals(0, labels.getStack().getProcessor(3000).get(32, 32));
		final String log = await(IJ::getLog);
		assertTrue(log.contains("Cancelled; the label image holds what was finished by then."), log);
	}

	@Test
	void withoutAnImageItSaysSoInsteadOfAsking() throws Exception {
		IJ.redirectErrorMessages();
		IJ.doCommand(COMMAND);
		final String log = await(IJ::getLog);
		assertTrue(log.startsWith(COMMAND + ": There is no image open. Open one first."), log);
		assertNull(Screen.dialog());
	}

	@Test
	void aClickOnOkStartsIt() throws Exception {
		final ImagePlus image = Balls.image();
		Screen.show(image);
		image.setSlice(5);
		image.setRoi(11, 11, 26, 26);
		IJ.doCommand(COMMAND);
		final GenericDialog dialog = await(Screen::dialog);
		Screen.click(dialog, dialog.getButtons()[0]);
		assertEquals(1, Screen.awaitImage("balls-labels").getStack().getProcessor(5).get(24, 24));
	}

	private static TextField lastSlice(final GenericDialog dialog) {
		return (TextField) dialog.getNumericFields().get(1);
	}

	@Test
	void whatWasEnteredLastIsOfferedAgainButMacrosNeverSeeIt() throws Exception {
		final ImagePlus image = Balls.image();
		Screen.show(image);
		image.setSlice(5);
		image.setRoi(11, 11, 26, 26);
		IJ.doCommand(COMMAND);
		final GenericDialog first = await(Screen::dialog);
		assertEquals("0", lastSlice(first).getText());
		lastSlice(first).setText("6");
		press(first, 0);
		final ImagePlus some = Screen.awaitImage("balls-labels");
		assertEquals(0, some.getStack().getProcessor(7).get(24, 24));
		some.setTitle("some");
		Screen.focus(image);
		IJ.doCommand(COMMAND);
		final GenericDialog second = await(Screen::dialog);
		assertEquals("6", lastSlice(second).getText());
		press(second, 1);
		assertNull(PlainImageJ.run("selectImage('balls.tif');\nrun('" + COMMAND + "', 'model=embedded');"));
		assertEquals(1, labels(image).getStack().getProcessor(7).get(24, 24));
	}

	@Test
	void aDialogThatIsCancelledOrLeftWithEscDoesNothing() throws Exception {
		final ImagePlus image = boxedSample();
		IJ.doCommand(COMMAND);
		final GenericDialog first = await(Screen::dialog);
		Screen.click(first, first.getButtons()[1]);
		IJ.doCommand(COMMAND);
		final GenericDialog second = await(() -> Screen.dialog() == first ? null : Screen.dialog());
		Screen.type(second, KeyEvent.VK_ESCAPE);
		await(() -> Screen.isWorking(COMMAND) ? null : true);
		assertTrue(first.wasCanceled() && second.wasCanceled());
		assertNull(labels(image));
	}

	@Test
	void helpSaysWhatTheFieldsAre() throws Exception {
		boxedSample();
		IJ.doCommand(COMMAND);
		final GenericDialog dialog = await(Screen::dialog);
		// ImageJ's thread waits until the help is closed.
		EventQueue.invokeLater(() -> press(dialog, 3));
		final HTMLDialog text = await(() -> Arrays.stream(Window.getWindows()).filter(HTMLDialog.class::isInstance).map(
			HTMLDialog.class::cast).filter(Window::isShowing).findFirst().orElse(null));
		picture(text, "segment-rois-help.png");
		text.dispose();
		press(dialog, 1);
	}

	@Test
	void whatIsWrongIsSaidInADialog() throws Exception {
		final ImagePlus image = boxedSample();
		image.deleteRoi();
		IJ.redirectErrorMessages();
		IJ.doCommand(COMMAND);
		press(await(Screen::dialog), 0);
		final String log = await(IJ::getLog);
		assertTrue(log.startsWith(COMMAND + ": There is no ROI"), log);
	}
}
