package io.github.volumesam.command;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.label.Glasbey;

import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import javax.imageio.ImageIO;

/** ImageJ without Fiji, with our menu in its plugins folder. There is one in a Java machine. */
public final class PlainImageJ {

	private static boolean started;

	private PlainImageJ() {}

	/** Starts it, or skips the test where there is no screen. */
	public static synchronized void start() throws IOException {
		assumeFalse(GraphicsEnvironment.isHeadless(), "There is no screen; run the tests with xvfb-run -a.");
		if (started) return;
		final Path home = Files.createDirectories(Path.of("target", "imagej"));
		final Path plugins = Files.createDirectories(home.resolve("plugins"));
		// The classes come from the class path of the test; what ImageJ reads from the jar is the menu.
		try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("Volume_SAM_.jar")))) {
			jar.putNextEntry(new JarEntry("plugins.config"));
			jar.write(CommandRulesTest.pluginsConfig().getBytes(StandardCharsets.UTF_8));
		}
		// ImageJ comes with this table, and complains to the log where it is missing.
		try (OutputStream lut = Files.newOutputStream(Files.createDirectories(home.resolve("luts")).resolve("glasbey.lut"))) {
			for (final byte[] color : Glasbey.table())
				lut.write(color);
		}
		System.setProperty("plugins.dir", home.toAbsolutePath().toString());
		new ImageJ(ImageJ.NO_SHOW);
		started = true;
	}

	/** Closes all images, tables and the ROI Manager. */
	public static void clean() {
		final int[] images = WindowManager.getIDList();
		// Otherwise ImageJ asks whether to save them.
		if (images != null) for (final int image : images)
			WindowManager.getImage(image).changes = false;
		WindowManager.closeAllWindows();
		for (final Frame frame : WindowManager.getNonImageWindows())
			if (WindowManager.getFrame(frame.getTitle()) != null && ResultsTable.getResultsTable(frame.getTitle()) != null)
				frame.dispose();
		final RoiManager manager = RoiManager.getInstance();
		if (manager != null) manager.close();
	}

	/**
	 * Runs a macro to its end.
	 *
	 * @return its error; null if there was none
	 */
	public static String run(final String macro) {
		final Interpreter interpreter = new Interpreter();
		interpreter.setIgnoreErrors(true);
		interpreter.run(macro);
		IJ.resetEscape();
		return interpreter.getErrorMessage();
	}

	/** Waits until there is something. */
	public static <T> T await(final Supplier<T> supplier) throws InterruptedException {
		for (int i = 0; i < 600; i++) {
			final T value = supplier.get();
			if (value != null) return value;
			Thread.sleep(100);
		}
		throw new AssertionError("waited in vain");
	}

	/** The dialog that is open, or null. */
	public static GenericDialog dialog() {
		for (final Window window : Window.getWindows())
			if (window instanceof GenericDialog dialog && dialog.isShowing()) return dialog;
		return null;
	}

	/** Presses a button of a dialog, 0 for OK and 1 for Cancel. */
	public static void press(final GenericDialog dialog, final int button) {
		dialog.actionPerformed(new ActionEvent(dialog.getButtons()[button], ActionEvent.ACTION_PERFORMED, ""));
	}

	/** Takes a picture of a window, for the README. */
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
