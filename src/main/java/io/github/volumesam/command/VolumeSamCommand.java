package io.github.volumesam.command;

import ij.IJ;
import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.session.Failure;
import io.github.volumesam.session.Outputs;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.app.StatusService;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.task.TaskService;

/**
 * What all commands share: how they report, stop, and say what is wrong.
 * <p>
 * Their files are texts, since SciJava opens a file chooser instead of the dialog,
 * and cancels without a screen, where a {@link java.io.File} is all that is asked
 * for.
 */
abstract class VolumeSamCommand extends ContextCommand {

	@Parameter
	private LogService log;

	@Parameter
	private StatusService status;

	@Parameter
	private TaskService tasks;

	/** Writes a file; {@code path} is its temporary name. */
	@FunctionalInterface
	interface FileContent {

		void write(Path path) throws IOException;
	}

	/**
	 * Does the work.
	 *
	 * @throws IllegalArgumentException if a parameter is wrong; the message says which
	 *           and what to do
	 */
	abstract void execute(CommandProgress progress) throws IOException;

	@Override
	public final void run() {
		try (CommandProgress progress = new CommandProgress(this, status, tasks)) {
			execute(progress);
		}
		catch (final CancellationException e) {
			cancel(e.getMessage());
		}
		catch (final IOException | RuntimeException e) {
			if (!Failure.isExpected(e)) log.error(e);
			if (!isInteractive()) throw new CommandException(Failure.message(e), e);
			cancel(Failure.message(e));
		}
	}

	/** Whether a person waits in front of a window, not a macro for its next line. */
	static boolean isInteractive() {
		return !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null && !IJ.isMacro();
	}

	final LogService log() {
		return log;
	}

	/**
	 * An image parameter that has to be there.
	 *
	 * @param name of the parameter
	 * @param image null, or without a pixel where SciJava made it from a text
	 */
	static ImagePlus required(final String name, final ImagePlus image) {
		if (image == null || image.getWidth() == 0) throw new IllegalArgumentException(
			"There is no image. Open one first, or name a file: " + name + "=FILE.");
		return image;
	}

	/** Two image parameters that have to be there, and not to be the same image. */
	static void required(final String firstName, final ImagePlus first, final String secondName, final ImagePlus second) {
		required(firstName, first);
		required(secondName, second);
		if (first == second) throw new IllegalArgumentException("'" + first.getTitle() + "' is given as " + firstName +
			" and as " + secondName + ". Choose two images.");
	}

	/**
	 * Where results go; the folder is made if necessary, and tried before the work
	 * begins.
	 *
	 * @param file blank for none
	 * @param sources images that must not be replaced
	 * @return null for none
	 * @throws IllegalArgumentException if there is a folder of that name, or one of the
	 *           images was opened from that file
	 */
	static Outputs outputs(final String file, final ImagePlus... sources) throws IOException {
		if (file.isBlank()) return null;
		final Path path = path(file).toAbsolutePath();
		if (Files.isDirectory(path)) throw new IllegalArgumentException("'" + file +
			"' is a folder. Name the file, too, that is to be written there.");
		for (final ImagePlus source : sources) {
			final Optional<Path> original = ImageFiles.original(source);
			if (original.isPresent() && Files.exists(path) && Files.isSameFile(path, original.get()))
				throw new IllegalArgumentException("'" + file + "' is the file of the image '" + source.getTitle() +
					"', which would be lost. Choose another name.");
		}
		return new Outputs(path.getParent());
	}

	/** Writes a file, completely or not at all; nothing if there are no outputs. */
	static void write(final Outputs outputs, final String file, final FileContent content) throws IOException {
		if (outputs == null) return;
		content.write(outputs.add(path(file).getFileName().toString()));
		outputs.commit();
	}

	static Path path(final String file) {
		try {
			return Path.of(file.trim());
		}
		catch (final InvalidPathException e) {
			throw new IllegalArgumentException("'" + file + "' is not a file name: " + e.getReason() + ".", e);
		}
	}
}
