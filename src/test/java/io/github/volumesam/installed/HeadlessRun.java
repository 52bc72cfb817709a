package io.github.volumesam.installed;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.parse.ParseService;
import org.scijava.run.RunService;

/**
 * Runs one command as {@code fiji --headless --run "COMMAND" 'NAME="VALUE",...'}
 * does, with SciJava's own reading of the command line. Other than Fiji, which logs
 * the failure of a command and ends with status 0, this then has an exit status.
 */
final class HeadlessRun {

	private HeadlessRun() {}

	/**
	 * Runs it in a Java process without a screen.
	 *
	 * @param options {@code name=value}
	 */
	static JavaProcess of(final Path folder, final String command, final String... options) throws IOException,
		InterruptedException
	{
		final String quoted = Arrays.stream(options).map(option -> option.replaceFirst("=", "=\"") + '"').collect(Collectors
			.joining(","));
		return JavaProcess.run(folder, false, 120, JavaProcess.CLASS_PATH, HeadlessRun.class.getName(), command, quoted);
	}

	/** The commands of the plugin by their names in the menu. */
	static Map<String, CommandInfo> commands(final Context context) {
		final Map<String, CommandInfo> commands = new HashMap<>();
		for (final CommandInfo command : context.service(CommandService.class).getCommands())
			if (command.getClassName().startsWith("io.github.volumesam.")) commands.put(command.getMenuPath().getLeaf()
				.getName(), command);
		return commands;
	}

	public static void main(final String[] args) throws InvocationTargetException {
		try (Context context = new Context()) {
			context.service(RunService.class).run(args[0], context.service(ParseService.class).parse(args[1]).asMap());
		}
	}
}
