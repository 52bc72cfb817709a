package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.awt.Component;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;
import javax.swing.SwingUtilities;

/** What a person sees and does at the screen. */
public final class Screen {

	private Screen() {}

	/** Waits until there is something: longer than any machine takes, and shorter than a test may. */
	public static <T> T await(final Supplier<T> supplier) throws InterruptedException {
		final long start = System.nanoTime();
		while (System.nanoTime() - start < TimeUnit.MINUTES.toNanos(4)) {
			final T value = supplier.get();
			if (value != null) return value;
			Thread.sleep(20);
		}
		throw new AssertionError("waited in vain");
	}

	/** Waits until something is so; where it never is, says what there is instead. */
	public static <T> void awaitEquals(final T expected, final Supplier<T> supplier) throws InterruptedException {
		try {
			await(() -> expected.equals(supplier.get()) ? true : null);
		}
		catch (final AssertionError e) {
			assertEquals(expected, supplier.get());
		}
	}

	/** Waits for an image, and until its window is there and has become the current one. */
	public static ImagePlus awaitImage(final String title) throws Exception {
		final ImagePlus image = await(() -> WindowManager.getImage(title));
		await(() -> image.getWindow() == null || !image.getWindow().isShowing() ? null : true);
		EventQueue.invokeAndWait(() -> {});
		return image;
	}

	/** Shows an image, with the focus: images shown before must not become the current one when their turn comes late. */
	public static ImagePlus show(final ImagePlus image) throws Exception {
		image.show();
		focus(image);
		return image;
	}

	/** Gives an image's window the focus, as a window manager would when the user clicks. */
	public static void focus(final ImagePlus image) throws Exception {
		await(() -> {
			if (image.getCanvas().isFocusOwner()) return true;
			// Java forgets what is asked for before the window is there.
			image.getWindow().toFront();
			image.getCanvas().requestFocus();
			return null;
		});
		new Robot().waitForIdle();
		WindowManager.setCurrentWindow(image.getWindow());
	}

	/** The dialog of a command that is open; null if there is none. */
	public static GenericDialog dialog() {
		return dialog(GenericDialog.class);
	}

	/** The dialog of a kind that is open; null if there is none. */
	public static <D extends Dialog> D dialog(final Class<D> kind) {
		for (final Window window : Window.getWindows())
			if (kind.isInstance(window) && window.isShowing() && isWaitedFor()) return kind.cast(window);
		return null;
	}

	/** Whether a thread waits for the end of a dialog. If the dialog ends before that, it waits for ever. */
	private static boolean isWaitedFor() {
		return Thread.getAllStackTraces().entrySet().stream().anyMatch(thread -> thread.getKey()
			.getState() != Thread.State.RUNNABLE && Arrays.stream(thread.getValue()).anyMatch(call -> call.getClassName()
				.equals("java.awt.WaitDispatchSupport")));
	}

	/** Whether a command or the tool works, given a regular expression of its name, after which its thread is called. */
	public static boolean isWorking(final String name) {
		return Thread.getAllStackTraces().keySet().stream().anyMatch(thread -> Pattern.compile(name).matcher(thread
			.getName()).find());
	}

	/** Presses a button, 0 for OK, 1 for Cancel, 3 for Help. */
	public static void press(final GenericDialog dialog, final int button) {
		dialog.actionPerformed(new ActionEvent(dialog.getButtons()[button], ActionEvent.ACTION_PERFORMED, ""));
	}

	/** The line that the Recorder has written for a command; null as long as there is none. */
	public static String recorded(final String command) {
		return Recorder.getInstance().getText().lines().filter(line -> line.contains(command)).findFirst().map(String::trim)
			.orElse(null);
	}

	/** Clicks on a button of a dialog with the mouse, and waits until the dialog is gone. */
	public static void click(final Dialog dialog, final Component button) throws Exception {
		final Robot robot = new Robot();
		robot.setAutoWaitForIdle(true);
		bringToFront(dialog, robot);
		moveTo(button, button.getWidth() / 2, button.getHeight() / 2, robot);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		awaitEquals(false, dialog::isShowing);
	}

	/** Moves the mouse to a pixel of a component, wherever its window is. */
	public static void moveTo(final Component component, final int x, final int y, final Robot robot)
		throws InterruptedException
	{
		await(() -> {
			final Point corner = component.getLocationOnScreen();
			robot.mouseMove(corner.x + x, corner.y + y);
			if (component.getMousePosition() != null) return true;
			// Java may be told late where the window opened, and then takes it to be there still, which this mends.
			bringToFront(SwingUtilities.getWindowAncestor(component), robot);
			return null;
		});
	}

	/** Presses a key in a dialog, and waits until the dialog is gone. */
	public static void type(final Dialog dialog, final int key) throws Exception {
		final Robot robot = new Robot();
		robot.setAutoWaitForIdle(true);
		bringToFront(dialog, robot);
		await(() -> {
			if (dialog.isFocused() && dialog.getFocusOwner() != null) return true;
			dialog.requestFocus();
			return null;
		});
		robot.keyPress(key);
		robot.keyRelease(key);
		awaitEquals(false, dialog::isShowing);
	}

	/** Puts a window where it can be seen, above all others. */
	private static void bringToFront(final Window window, final Robot robot) {
		// Without a window manager Java does not know where a window is until it has put it somewhere.
		window.setLocation(20, 20);
		window.toFront();
		// Another window that is raised late must not cover it.
		for (final Window other : Window.getWindows())
			if (other != window && other.isShowing()) other.setLocation(60 + window.getWidth(), 20);
		robot.waitForIdle();
	}

	/** Takes a picture of a window for the documentation. */
	public static void picture(final Window window, final String name) throws Exception {
		final Robot robot = new Robot();
		robot.setAutoWaitForIdle(true);
		bringToFront(window, robot);
		// A picture of the documentation may be late; no test depends on it.
		robot.delay(500);
		final Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
		ImageIO.write(robot.createScreenCapture(new Rectangle(window.getLocationOnScreen(), window
			.getSize())), "png", folder.resolve(name).toFile());
	}
}
