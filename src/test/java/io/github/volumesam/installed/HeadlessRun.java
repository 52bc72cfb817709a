package io.github.volumesam.installed;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.parse.ParseService;
import org.scijava.run.RunService;

/**
 * Runs commands as {@code fiji --headless --run "COMMAND" 'NAME="VALUE",...'}
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
		return of(folder, Map.of(command, List.of(options)));
	}

	/**
	 * Runs several, one after the other, in one process; it starts once, which takes
	 * longer than most commands.
	 *
	 * @param commands options of each
	 */
	static JavaProcess of(final Path folder, final Map<String, List<String>> commands) throws IOException,
		InterruptedException
	{
		final List<String> arguments = new ArrayList<>(List.of(HeadlessRun.class.getName()));
		commands.forEach((command, options) -> arguments.addAll(List.of(command, options.stream().map(option -> option
			.replaceFirst("=", "=\"") + '"').collect(Collectors.joining(",")))));
		return JavaProcess.run(folder, false, 240, JavaProcess.CLASS_PATH, arguments.toArray(String[]::new));
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
			for (int i = 0; i < args.length; i += 2)
				context.service(RunService.class).run(args[i], context.service(ParseService.class).parse(args[i + 1]).asMap());
		}
	}
}
