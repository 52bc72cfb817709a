package io.github.volumesam.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import javax.imageio.ImageIO;

/** What a person sees and does at the screen. */
public final class Screen {

	private Screen() {}

	/** Waits until there is something. */
	public static <T> T await(final Supplier<T> supplier) throws InterruptedException {
		for (int i = 0; i < 1200; i++) {
			final T value = supplier.get();
			if (value != null) return value;
			Thread.sleep(50);
		}
		throw new AssertionError("waited in vain");
	}

	/** Shows an image, with the focus: images shown before must not become the current one when their turn comes late. */
	public static ImagePlus show(final ImagePlus image) throws Exception {
		image.show();
		focus(image);
		return image;
	}

	/** Gives an image's window the focus, as a window manager would when the user clicks. */
	public static void focus(final ImagePlus image) throws Exception {
		image.getWindow().toFront();
		image.getCanvas().requestFocus();
		await(() -> image.getCanvas().isFocusOwner() ? true : null);
		new Robot().waitForIdle();
		WindowManager.setCurrentWindow(image.getWindow());
	}

	/** The dialog that is open; null if there is none. */
	public static GenericDialog dialog() {
		for (final Window window : Window.getWindows())
			if (window instanceof GenericDialog dialog && dialog.isShowing()) return dialog;
		return null;
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

	/** Takes a picture of a window for the documentation. */
	public static void picture(final Window window, final String name) throws Exception {
		// Without a window manager Java does not know where a window is until it has put it somewhere.
		window.setLocation(20, 20);
		window.toFront();
		final Robot robot = new Robot();
		robot.setAutoWaitForIdle(true);
		robot.waitForIdle();
		robot.delay(500);
		final Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots")));
		ImageIO.write(robot.createScreenCapture(new Rectangle(window.getLocationOnScreen(), window
			.getSize())), "png", folder.resolve(name).toFile());
	}
}
