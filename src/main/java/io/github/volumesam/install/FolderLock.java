package io.github.volumesam.install;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelFolder;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps other threads and other processes from changing the same part of the model
 * folder. The operating system takes it away when a process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {

	private static final long POLL_MILLIS = 100;

	private final FileChannel channel;

	private FolderLock(final FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Waits until nobody else has the lock.
	 *
	 * @param name what is locked
	 * @throws IOException if nothing can be written to the folder
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	static FolderLock acquire(final ModelFolder folder, final String name, final Progress progress) throws IOException {
		final Path locks = folder.path().resolve(".locks");
		final FileChannel channel;
		try {
			Files.createDirectories(locks);
			channel = FileChannel.open(locks.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		}
		catch (final IOException e) {
			throw new IOException("Nothing can be written to the folder for models, " + folder.path() +
				". Set VOLUMESAM_MODELS to a folder of your own. (" + e + ")", e);
		}
		boolean locked = false;
		try {
			while (!(locked = tryLock(channel))) {
				progress.checkCancelled();
				progress.report(0, 1, "Waiting for another Volume SAM that installs " + name);
				Waiting.sleep(POLL_MILLIS);
			}
			return new FolderLock(channel);
		}
		finally {
			if (!locked) channel.close();
		}
	}

	private static boolean tryLock(final FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (final OverlappingFileLockException e) {
			// Another thread of this process has it.
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
