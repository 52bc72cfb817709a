package io.github.volumesam.installed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Runs one command as {@code fiji --headless --run} does: by its name, with texts, through the CommandService. */
final class HeadlessRun {

	private HeadlessRun() {}

	/** Runs it in a Java process without a screen. */
	static JavaProcess of(final Path folder, final String command, final String... options) throws IOException,
		InterruptedException
	{
		final String[] arguments = new String[options.length + 2];
		arguments[0] = HeadlessRun.class.getName();
		arguments[1] = command;
		System.arraycopy(options, 0, arguments, 2, options.length);
		return JavaProcess.run(folder, false, 120, JavaProcess.CLASS_PATH, arguments);
	}

	/** The commands of the plugin by their names in the menu. */
	static Map<String, CommandInfo> commands(final Context context) {
		final Map<String, CommandInfo> commands = new HashMap<>();
		for (final CommandInfo command : context.service(CommandService.class).getCommands())
			if (command.getClassName().startsWith("io.github.volumesam.")) commands.put(command.getMenuPath().getLeaf()
				.getName(), command);
		return commands;
	}

	public static void main(final String[] args) throws Exception {
		final Map<String, Object> inputs = new HashMap<>();
		for (int i = 1; i < args.length; i++)
			inputs.put(args[i].substring(0, args[i].indexOf('=')), args[i].substring(args[i].indexOf('=') + 1));
		try (Context context = new Context()) {
			final Module module = context.service(CommandService.class).run(commands(context).get(args[0]), true, inputs)
				.get();
			if (module instanceof Cancelable run && run.isCanceled()) throw new IllegalStateException(run.getCancelReason());
		}
	}
}
