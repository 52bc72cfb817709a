package io.github.volumesam.session;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of one command. They are written under temporary names in their own
 * folder and get their names all at the end, so that nothing half-written is ever
 * seen; closed without {@link #commit()}, they vanish.
 */
public final class Outputs implements AutoCloseable {

	private final Path folder;
	private final boolean created;
	private final Map<Path, Path> temporary = new LinkedHashMap<>();

	/**
	 * Makes the folder, if it is not there, and tries to write into it.
	 *
	 * @throws IOException if that is not possible
	 */
	public Outputs(final Path folder) throws IOException {
		this.folder = folder;
		if (Files.exists(folder) && !Files.isDirectory(folder)) throw new IOException("'" + folder +
			"' is a file; results need a folder.");
		created = !Files.exists(folder);
		try {
			Files.createDirectories(folder);
			Files.delete(Files.createTempFile(folder, ".volume-sam-", ".part"));
		}
		catch (final IOException e) {
			throw new IOException("Nothing can be written to '" + folder + "' (" + Failure.message(e) +
				"). Choose another folder.", e);
		}
	}

	/**
	 * Announces a file.
	 *
	 * @return where to write it for now
	 */
	public Path add(final String name) {
		final Path file = folder.resolve(name);
		final Path part = folder.resolve("." + name + "." + ProcessHandle.current().pid() + ".part");
		temporary.put(file, part);
		return part;
	}

	/** Gives all files their names, replacing older ones. */
	public void commit() throws IOException {
		for (final Map.Entry<Path, Path> entry : temporary.entrySet()) {
			try {
				Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.ATOMIC_MOVE);
			}
			catch (final AtomicMoveNotSupportedException e) {
				Files.move(entry.getValue(), entry.getKey(), StandardCopyOption.REPLACE_EXISTING);
			}
		}
		temporary.clear();
	}

	/** Where the files lie. */
	public Path folder() {
		return folder;
	}

	@Override
	public void close() throws IOException {
		for (final Path part : temporary.values())
			Files.deleteIfExists(part);
		if (!created) return;
		try (var entries = Files.list(folder)) {
			if (entries.findAny().isPresent()) return;
		}
		Files.delete(folder);
	}
}
