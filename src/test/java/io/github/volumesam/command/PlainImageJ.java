package io.github.volumesam.command;

import static org.junit.jupiter.api.Assumptions.assumeFalse;

import ij.IJ;
import ij.ImageJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;
import ij.text.TextWindow;

import io.github.volumesam.label.Glasbey;

import java.awt.EventQueue;
import java.awt.Frame;
import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

import org.scijava.Context;

/** ImageJ without Fiji, with our menu in its plugins folder. There is one in a Java machine. */
public final class PlainImageJ {

	private static Context context;

	private PlainImageJ() {}

	/** Starts it, or skips the test where there is no screen. */
	public static synchronized void start() throws IOException {
		assumeFalse(GraphicsEnvironment.isHeadless(), "There is no screen; run the tests with xvfb-run -a.");
		if (context != null) return;
		final Path home = Files.createDirectories(Path.of("target", "home", "ImageJ"));
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
		// With mvn -Pfiji it is SciJava that starts ImageJ, as in Fiji.
		context = new Context();
		if (IJ.getInstance() == null) new ImageJ(ImageJ.NO_SHOW);
	}

	/** Closes all dialogs, images, tables, the Log and the ROI Manager, once nothing works any more. */
	public static void clean() {
		awaitCommands();
		final int[] images = WindowManager.getIDList();
		// Otherwise ImageJ asks whether to save them.
		if (images != null) for (final int image : images)
			WindowManager.getImage(image).changes = false;
		WindowManager.closeAllWindows();
		for (final Frame frame : WindowManager.getNonImageWindows())
			if (WindowManager.getFrame(frame.getTitle()) != null && ResultsTable.getResultsTable(frame.getTitle()) != null)
				frame.dispose();
		// A line that an earlier test has left would be taken for the one that a test waits for.
		if (WindowManager.getWindow("Log") instanceof TextWindow log) log.close();
		IJ.redirectErrorMessages(false);
		final RoiManager manager = RoiManager.getInstance();
		if (manager != null) manager.close();
	}

	/** What a command shows or logs late would be taken for the next test's; so would a dialog that a failed test has left. */
	private static void awaitCommands() {
		try {
			Screen.await(() -> {
				for (GenericDialog dialog = Screen.dialog(); dialog != null; dialog = Screen.dialog()) {
					Screen.press(dialog, 1);
					dialog.dispose();
				}
				return Screen.isWorking("Volume SAM [A-Z]") ? null : true;
			});
			EventQueue.invokeAndWait(() -> {});
		}
		catch (final InterruptedException | InvocationTargetException e) {
			throw new IllegalStateException(e);
		}
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
}
