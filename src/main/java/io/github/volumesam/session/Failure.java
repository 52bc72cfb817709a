package io.github.volumesam.session;

import io.github.volumesam.model.ModelException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;

/** Puts into words what went wrong. */
public final class Failure {

	private Failure() {}

	/** Whether the message alone says enough, because the cause lies in the input. */
	public static boolean isExpected(final Exception e) {
		return e instanceof IllegalArgumentException || e instanceof ModelException || e instanceof IOException ||
			e instanceof UncheckedIOException || e instanceof CancellationException;
	}

	public static String message(final Exception e) {
		if (e instanceof UncheckedIOException u && u.getCause().toString().equals(u.getMessage())) return message(u
			.getCause());
		// The message of these is a bare path.
		if (e instanceof FileSystemException f && (f.getReason() == null || e.getClass() != FileSystemException.class)) {
			final String why = e instanceof AccessDeniedException ? "permission denied" : e instanceof NoSuchFileException
				? "there is no such file or folder" : e instanceof FileAlreadyExistsException
					? "a file of that name is in the way" : String.valueOf(f.getReason());
			return "'" + f.getFile() + "': " + why + ".";
		}
		if (!isExpected(e)) return "something unexpected happened. Please report this: " + e;
		return e.getMessage() == null ? e.toString() : e.getMessage();
	}
}
