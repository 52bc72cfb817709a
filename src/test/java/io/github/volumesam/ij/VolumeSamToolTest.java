package io.github.volumesam.ij;

import static io.github.volumesam.command.Runs.assertSameLabels;
import static io.github.volumesam.command.Screen.await;
import static io.github.volumesam.command.Screen.awaitEquals;
import static io.github.volumesam.command.Screen.awaitImage;
import static io.github.volumesam.command.Screen.picture;
import static io.github.volumesam.command.Screen.press;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.command.PlainImageJ;
import io.github.volumesam.command.Screen;
import io.github.volumesam.propagate.KeySlices;

import java.awt.PopupMenu;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person with a mouse at plain ImageJ, with the bundled MR image and the embedded model. */
@Tag("screen")
class VolumeSamToolTest {

	/** The left thalamus, on its largest slice. */
	private static final int SLICE = 29;
	private static final Rectangle BOX = new Rectangle(26, 47, 24, 30);

	private Robot robot;
	private ImagePlus image;

	@BeforeEach
	void chooseTheTool() throws Exception {
		PlainImageJ.start();
		IJ.run("Volume SAM Tool");
		robot = new Robot();
		robot.setAutoWaitForIdle(true);
		robot.setAutoDelay(20);
		show(Sample.image());
		IJ.run(image, "Set... ", "zoom=400");
		image.setSlice(SLICE);
	}

	private void show(final ImagePlus shown) throws Exception {
		image = shown;
		image.show();
		// Without a window manager Java does not know where a window is until it has put it somewhere.
		image.getWindow().setLocation(20, 20);
		Screen.focus(image);
	}

	@AfterEach
	void close() {
		final Recorder recorder = Recorder.getInstance();
		if (recorder != null) recorder.close();
		PlainImageJ.clean();
		Toolbar.getInstance().setTool(Toolbar.RECTANGLE);
	}

	// -- What a hand does --

	private interface Gesture {

		void perform() throws InterruptedException;
	}

	private void moveTo(final int x, final int y) throws InterruptedException {
		final ImageCanvas canvas = image.getCanvas();
		Screen.moveTo(canvas, canvas.screenX(x) + 1, canvas.screenY(y) + 1, robot);
	}

	private void drag(final Rectangle box, final int... keys) throws InterruptedException {
		hold(keys, () -> {
			moveTo(box.x, box.y);
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			moveTo(box.x + box.width / 2, box.y + box.height / 2);
			moveTo(box.x + box.width, box.y + box.height);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		});
	}

	private void click(final int x, final int y, final int... keys) throws InterruptedException {
		hold(keys, () -> {
			moveTo(x, y);
			robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
			robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		});
	}

	private void hold(final int[] keys, final Gesture gesture) throws InterruptedException {
		for (final int key : keys)
			robot.keyPress(key);
		gesture.perform();
		for (final int key : keys)
			robot.keyRelease(key);
	}

	private void type(final int key) throws Exception {
		// Another window may have got the focus late.
		Screen.focus(image);
		robot.keyPress(key);
		robot.keyRelease(key);
	}

	// -- What the image shows --

	private Stream<Roi> drawn(final String kind) {
		return image.getOverlay() == null ? Stream.empty() : Arrays.stream(image.getOverlay().toArray()).filter(
			roi -> kind.equals(roi.getProperty("volumesam.drawn")));
	}

	private Roi outline() throws Exception {
		return await(() -> drawn("outline").findFirst().orElse(null));
	}

	/** The outline once it is another. */
	private Roi outlineAfter(final Roi before) throws Exception {
		final double area = before.getStatistics().area;
		return await(() -> drawn("outline").filter(roi -> roi.getStatistics().area != area).findFirst().orElse(null));
	}

	/** Waits until there are these prompts. */
	private void assertPrompts(final String... names) throws Exception {
		awaitEquals(List.of(names), () -> drawn("prompt").map(Roi::getName).toList());
	}

	private double share(final Roi outline, final int label) throws IOException {
		final ImagePlus truth = Sample.truth();
		truth.setSlice(SLICE);
		int both = 0, one = 0;
		for (int y = 0; y < truth.getHeight(); y++)
			for (int x = 0; x < truth.getWidth(); x++) {
				final boolean a = outline.contains(x, y), b = truth.getProcessor().get(x, y) == label;
				if (a && b) both++;
				if (a) one++;
				if (b) one++;
			}
		return 2.0 * both / one;
	}

	// -- Tests --

	@Test
	void draggedBoxIsOutlinedOnItsSlice() throws Exception {
		drag(BOX);
		final Roi outline = outline();
		assertPrompts("object1-z0029-box");
		final Roi box = drawn("prompt").findFirst().orElseThrow();
		assertEquals(BOX, box.getBounds());
		assertEquals(SLICE, box.getPosition());
		assertEquals(SLICE, outline.getPosition());
		assertTrue(share(outline, 5) > 0.8, "Dice: " + share(outline, 5));
		assertNull(image.getRoi());
		picture(image.getWindow(), "tool.png");
	}

	@Test
	void altTakesAwayAndShiftAdds() throws Exception {
		drag(BOX);
		final Roi first = outline();
		click(40, 72, KeyEvent.VK_ALT);
		final Roi less = outlineAfter(first);
		assertFalse(less.contains(40, 72));
		click(40, 72, KeyEvent.VK_ALT);
		click(30, 55, KeyEvent.VK_SHIFT);
		assertPrompts("object1-z0029-box", "object1-z0029-point-neg", "object1-z0029-point-neg", "object1-z0029-point");
	}

	@Test
	void plainClickSaysAnewWhatTheObjectIs() throws Exception {
		drag(BOX);
		final Roi first = outline();
		click(76, 40);
		outlineAfter(first);
		assertPrompts("object1-z0029-point");
	}

	@Test
	void otherSlicesKeepTheirPromptsAndNIsTheNextObject() throws Exception {
		drag(BOX);
		outline();
		image.setSlice(33);
		drag(BOX);
		type(KeyEvent.VK_N);
		drag(new Rectangle(49, 47, 23, 31));
		assertPrompts("object1-z0029-box", "object1-z0033-box", "object2-z0033-box");
		await(() -> drawn("outline").count() == 3 ? true : null);
	}

	@Test
	void enterMakesTheLabelsThatTheRecordedLinesAndSegmentRoisMake() throws Exception {
		new Recorder();
		// Beside the image, which it must not cover.
		Recorder.getInstance().setLocation(image.getWindow().getWidth() + 60, 20);
		Screen.focus(image);
		drag(BOX);
		click(40, 72, KeyEvent.VK_ALT);
		type(KeyEvent.VK_ENTER);
		final ImagePlus labels = awaitImage("mr-brain-labels");
		assertEquals(SLICE, labels.getCurrentSlice());
		final String macro = Recorder.getInstance().getText();
		assertTrue(macro.contains("Ext.vsamAddBox(29, 26, 47, 24, 30, 1);\nExt.vsamAddPoint(29, 40, 72, false, 1);\n" +
			"Ext.vsamPropagate(\"mr-brain-labels\");\n"), macro);
		labels.setTitle("first");
		assertNull(PlainImageJ.run(macro.substring(macro.indexOf("selectImage"))));
		assertSameLabels(labels, WindowManager.getImage("mr-brain-labels"));
		WindowManager.getImage("mr-brain-labels").setTitle("second");
		assertNull(PlainImageJ.run("selectImage('mr-brain.tif');\nrun('Volume SAM Segment ROIs');"));
		assertSameLabels(labels, WindowManager.getImage("mr-brain-labels"));
	}

	@Test
	void escapeTakesThePromptsAwayButNotWhatElseIsDrawn() throws Exception {
		image.setOverlay(new Overlay(new Roi(1, 1, 5, 5)));
		drag(BOX);
		outline();
		assertEquals(3, image.getOverlay().size());
		type(KeyEvent.VK_ESCAPE);
		await(() -> image.getOverlay().size() == 1 ? true : null);
		assertEquals(new Rectangle(1, 1, 5, 5), image.getOverlay().get(0).getBounds());
		assertTrue(image.getOverlay().isSelectable());
	}

	@Test
	void escapeStopsFollowingAndKeepsWhatIsFoundAndThePrompts() throws Exception {
		image.close();
		show(Images.bytes(64, 64, 300, (x, y, n) -> Math.hypot(x - 32, y - 32) < 12 ? 200 : 50));
		drag(new Rectangle(19, 19, 26, 26));
		outline();
		type(KeyEvent.VK_ENTER);
		// Far from the last slice: a slice takes longer than a look at the status bar.
		await(() -> ImageJ.getStatusBarText().matches("Slice ([2-9]|\\d\\d+) of .*") ? true : null);
		type(KeyEvent.VK_ESCAPE);
		final ImagePlus labels = awaitImage("test-labels");
		assertEquals(1, labels.getStack().getProcessor(1).get(32, 32));
		assertEquals(0, labels.getStack().getProcessor(300).get(32, 32));
		assertEquals(1, drawn("prompt").count());
	}

	@Test
	void optionsAreAskedForAndUsed() throws Exception {
		drag(BOX);
		outline();
		final Thread doubleClick = new Thread(Toolbar.getPlugInTool()::showOptionsDialog);
		doubleClick.start();
		final GenericDialog dialog = await(Screen::dialog);
		picture(dialog, "tool-options.png");
		((TextField) dialog.getStringFields().get(2)).setText("28");
		((TextField) dialog.getStringFields().get(3)).setText("31");
		((TextField) dialog.getNumericFields().get(0)).setText("9");
		press(dialog, 0);
		doubleClick.join();
		drag(new Rectangle(49, 47, 23, 31));
		type(KeyEvent.VK_ENTER);
		final var session = LabelImages.session(awaitImage("mr-brain-labels")).orElseThrow();
		assertEquals(List.of(1, 9), session.keySlices().stream().map(KeySlices::label).toList());
		assertEquals(30, session.keySlices().get(0).last());
	}

	@Test
	void promptsGoToTheRoiManager() throws Exception {
		drag(BOX);
		outline();
		final PopupMenu menu = new PopupMenu();
		((VolumeSamTool) Toolbar.getPlugInTool()).fill(menu);
		assertEquals(List.of("All slices (Enter)", "Next object (N)", "Prompts to ROI Manager", "Clear (Esc)"), Stream.of(0,
			1, 2, 3).map(i -> menu.getItem(i).getLabel()).toList());
		menu.getItem(2).getActionListeners()[0].actionPerformed(null);
		assertEquals(BOX, RoiManager.getInstance().getRoi(0).getBounds());
		assertEquals(SLICE, RoiManager.getInstance().getRoi(0).getPosition());
	}

	@Test
	void promptsOnAnotherFrameAreRefused() throws Exception {
		image.close();
		final ImagePlus film = Images.bytes(256, 256, 6, (x, y, n) -> Math.hypot(x - 32, y - 32) < 12 ? 200 : 50);
		film.setDimensions(1, 3, 2);
		film.setOpenAsHyperStack(true);
		show(film);
		drag(new Rectangle(19, 19, 26, 26));
		assertEquals(1, outline().getTPosition());
		image.setPosition(1, 2, 2);
		IJ.redirectErrorMessages();
		drag(new Rectangle(19, 19, 26, 26));
		final String log = await(IJ::getLog);
		assertTrue(log.contains("prompts are on frame 1"), log);
	}
}
