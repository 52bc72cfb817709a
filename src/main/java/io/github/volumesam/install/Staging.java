package io.github.volumesam.install;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hidden folder in which a model is put together, so that it is installed as a
 * whole or not at all. What is left in it when it is closed vanishes.
 */
final class Staging implements AutoCloseable {

	private static final String PREFIX = ".staging-";
	private static final Duration ABANDONED = Duration.ofDays(1);

	private final ModelFolder folder;
	private final Path path;

	/**
	 * @throws IOException if nothing can be written to the model folder
	 */
	Staging(final ModelFolder folder) throws IOException {
		this.folder = folder;
		try (FolderLock lock = FolderLock.acquire(folder, "staging", Progress.NONE)) {
			for (final Path old : list(folder.path()))
				if (old.getFileName().toString().startsWith(PREFIX) && Files.getLastModifiedTime(old).toInstant().isBefore(
					Instant.now().minus(ABANDONED))) delete(old);
			path = Files.createTempDirectory(folder.path(), PREFIX);
		}
	}

	/** The folder for a model. */
	Path folder(final String id) throws IOException {
		return Files.createDirectories(path.resolve(folder.folder(id).getFileName()));
	}

	/**
	 * Gives a model its place.
	 *
	 * @throws ModelException if a model of that ID is installed
	 */
	void install(final String id) throws IOException {
		try (FolderLock lock = FolderLock.acquire(folder, id, Progress.NONE)) {
			refuseInstalled(folder, id);
			// What is there without a descriptor is a download that was given up.
			delete(folder.folder(id));
			Files.move(folder(id), folder.folder(id));
		}
	}

	/**
	 * @throws ModelException if a model of that ID is installed
	 */
	static void refuseInstalled(final ModelFolder folder, final String id) {
		if (folder.has(id)) throw new ModelException("A model '" + id + "' is installed already. Remove it first, or " +
			"choose another ID.");
	}

	/** A message about files that the user knows elsewhere. */
	String withoutPath(final String message) {
		return message.replaceAll(Pattern.quote(path.toString()) + "[/\\\\][^/\\\\]+[/\\\\]", "");
	}

	@Override
	public void close() throws IOException {
		delete(path);
	}

	private static List<Path> list(final Path path) throws IOException {
		try (Stream<Path> entries = Files.list(path)) {
			return entries.toList();
		}
	}

	/**
	 * A file in a folder.
	 *
	 * @param name relative to the folder, with slashes
	 * @throws ModelException if the name leads out of the folder
	 */
	static Path inside(final Path folder, final String name) {
		try {
			final Path path = name == null || name.contains("\\") ? folder : folder.resolve(name).normalize();
			if (path.startsWith(folder) && !path.equals(folder)) return path;
		}
		catch (final InvalidPathException e) {
			throw new ModelException("'" + name + "' cannot be the name of a file on this computer.", e);
		}
		throw new ModelException("'" + name + "' is not the name of a file in the model's own folder.");
	}

	/** Deletes a file or a folder with all that is in it; nothing happens if there is none. */
	static void delete(final Path path) throws IOException {
		if (!Files.exists(path)) return;
		final List<Path> all;
		try (Stream<Path> entries = Files.walk(path)) {
			all = entries.sorted(Comparator.reverseOrder()).toList();
		}
		for (final Path entry : all)
			Files.delete(entry);
	}
}
