package io.github.volumesam.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Java process of its own, for what has to be measured with a given amount of memory. */
final class ChildProcess {

	private ChildProcess() {}

	/**
	 * Runs a class and waits for it.
	 *
	 * @param options of the Java virtual machine
	 * @return the lines that it printed
	 * @throws IllegalStateException if it failed, as for want of memory
	 */
	static List<String> run(final Class<?> main, final List<String> options, final String... args) throws IOException,
		InterruptedException
	{
		final List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(options);
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		command.addAll(List.of(args));
		final Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		final List<String> lines;
		try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
			lines = reader.lines().toList();
		}
		if (process.waitFor() != 0) throw new IllegalStateException(main.getSimpleName() + " failed with " + options + ".");
		return lines;
	}
}
