package io.github.volumesam.installed;

import java.awt.AWTException;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import javax.imageio.ImageIO;

/**
 * A Java program that has ended.
 *
 * @param exitCode {@link #KILLED} if it had to be ended
 * @param output what it printed, errors too
 */
record JavaProcess(int exitCode, String output) {

	static final int KILLED = -1;

	/** The class path of the tests. */
	static final String CLASS_PATH = System.getProperty("java.class.path");

	/**
	 * Runs a program to its end.
	 *
	 * @param folder where it starts
	 * @param screen whether it may have the screen
	 * @param arguments of {@code java}, after the class path
	 */
	static JavaProcess run(final Path folder, final boolean screen, final int timeoutSeconds, final String classPath,
		final String... arguments) throws IOException, InterruptedException
	{
		final List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString(), "-Xmx1g", "-Djava.util.prefs.userRoot=" + folder));
		if (!screen) command.add("-Djava.awt.headless=true");
		command.addAll(List.of("-cp", classPath));
		command.addAll(List.of(arguments));
		final File output = Files.createTempFile(folder, "output", ".txt").toFile();
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
			.redirectOutput(output);
		if (!screen) builder.environment().remove("DISPLAY");
		final Process process = builder.start();
		final boolean ended = process.waitFor(timeoutSeconds, TimeUnit.SECONDS);
		final String hint = ended ? "" : "\nIt did not end in " + timeoutSeconds + " s." + (screen ? picture() : "");
		if (!ended) process.destroyForcibly().waitFor();
		return new JavaProcess(ended ? process.exitValue() : KILLED, Files.readString(output.toPath()) + hint);
	}

	/** What a program shows that waits, most likely in a dialog. */
	private static String picture() throws IOException {
		final File file = new File("target", "waiting.png");
		try {
			ImageIO.write(new Robot().createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png",
				file);
		}
		catch (final AWTException e) {
			return " There is no picture of it: " + e;
		}
		return " See " + file + ".";
	}
}
