package io.github.volumesam.command;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.PlugIn;

import io.github.volumesam.session.Failure;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;

/**
 * Runs a SciJava command from the menus and macros of plain ImageJ. The argument in
 * {@code plugins.config} is the class of the command. In Fiji SciJava puts the
 * command itself in the place of the menu entry of the same name.
 */
public final class CommandPlugIn implements PlugIn {

	private static Context context;
	/** SciJava refers to its listeners weakly. */
	private static StatusBar statusBar;

	/** Hands progress on to ImageJ's status bar. */
	public static final class StatusBar {

		@EventHandler
		void onEvent(final StatusEvent event) {
			// Warnings are the reasons why a command was cancelled, which are shown in a dialog.
			if (event.isWarning()) return;
			IJ.showStatus(event.getStatusMessage());
			if (event.getProgressMaximum() > 0) IJ.showProgress(event.getProgressValue(), event.getProgressMaximum());
		}
	}

	@Override
	public void run(final String commandClass) {
		final CommandInfo command = context().service(CommandService.class).getCommand(commandClass);
		try {
			final Map<String, Object> inputs = inputs(command);
			if (inputs == null) return;
			final Module module = context().service(CommandService.class).run(command, true, inputs).get();
			if (module instanceof Cancelable run && run.isCanceled()) cancelled(command, run.getCancelReason());
			else if (IJ.isMacro()) select(module);
		}
		catch (final ExecutionException e) {
			failed(command, message(e));
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		catch (final IOException | RuntimeException e) {
			if (!Failure.isExpected(e)) throw (RuntimeException) e;
			failed(command, Failure.message(e));
		}
	}

	/** Puts the image that was made in front for the next line: each thread has its own idea of which image that is. */
	private static void select(final Module module) {
		for (final Object output : module.getOutputs().values())
			if (output instanceof ImagePlus image) IJ.selectWindow(image.getID());
	}

	/** From the macro's options or from the dialog; null if the user has cancelled. */
	private static Map<String, Object> inputs(final CommandInfo command) throws IOException {
		final String options = Macro.getOptions();
		final Map<String, Object> inputs;
		// Without options ImageJ would ask in a macro, too; but a line that was recorded with defaults alone has none.
		if (options != null || IJ.isMacro()) inputs = MacroOptions.inputs(MacroOptions.parse(options == null ? "" : options),
			command);
		else {
			if (needsImage(command) && OpenImages.titles().isEmpty()) throw new IllegalArgumentException(
				"There is no image open. Open one first.");
			final Module defaults = context().service(ModuleService.class).createModule(command);
			DefaultModel.offer(defaults);
			final Map<String, String> answers = new ParameterDialog(defaults).ask();
			if (answers == null) return null;
			inputs = MacroOptions.inputs(answers, command);
		}
		final ModuleItem<?> image = onlyImage(command);
		final ImagePlus active = WindowManager.getCurrentImage();
		if (image != null && active != null) inputs.putIfAbsent(image.getName(), active);
		return inputs;
	}

	private static boolean needsImage(final CommandInfo command) {
		return MacroOptions.parameters(command).stream().anyMatch(item -> item.getType() == ImagePlus.class);
	}

	/** The only image of a command, which is the active one unless a macro says otherwise. */
	private static ModuleItem<?> onlyImage(final CommandInfo command) {
		ModuleItem<?> only = null;
		for (final ModuleItem<?> item : MacroOptions.parameters(command)) {
			if (item.getType() != ImagePlus.class) continue;
			if (only != null) return null;
			only = item;
		}
		return only;
	}

	/**
	 * In a run of {@code ij.ImageJ -batch} nobody sees dialogs, and ImageJ would wait
	 * for ever for one to be closed; such a run ends, and its exit status says so.
	 */
	private static void failed(final CommandInfo command, final String message) {
		if (isBatchRun()) {
			System.err.println(command.getTitle() + ": " + message);
			System.exit(1);
		}
		IJ.error(command.getTitle(), message);
	}

	private static boolean isBatchRun() {
		final String[] arguments = ImageJ.getArgs();
		return IJ.getInstance() == null && arguments != null && Arrays.stream(arguments).anyMatch(
			argument -> argument != null && argument.startsWith("-batch"));
	}

	private static void cancelled(final CommandInfo command, final String reason) {
		if (IJ.escapePressed()) IJ.showStatus(reason);
		else failed(command, reason);
	}

	private static String message(final Throwable e) {
		for (Throwable cause = e; cause != null; cause = cause.getCause())
			if (cause instanceof CommandException) return cause.getMessage();
		return "Something unexpected happened. Please report this: " + e.getCause();
	}

	private static synchronized Context context() {
		if (context == null) {
			final Thread thread = Thread.currentThread();
			final ClassLoader before = thread.getContextClassLoader();
			// SciJava looks for commands where the thread looks for classes; ours are in ImageJ's plugins folder.
			thread.setContextClassLoader(CommandPlugIn.class.getClassLoader());
			try {
				context = new Context();
			}
			finally {
				thread.setContextClassLoader(before);
			}
			statusBar = new StatusBar();
			context.service(EventService.class).subscribe(statusBar);
			// Such as objects that were not found. Fiji has its Console for them, here nobody would see them.
			context.service(LogService.class).addLogListener(message -> {
				if (message.level() == LogLevel.WARN) IJ.log(message.text());
			});
		}
		return context;
	}
}
