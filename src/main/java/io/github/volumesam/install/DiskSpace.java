package io.github.volumesam.install;

import io.github.volumesam.model.CatalogueEntry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether there is room for what is to come. */
final class DiskSpace {

	/** What is left free for others. */
	private static final long RESERVE = 64L << 20;

	private DiskSpace() {}

	/**
	 * @param folder has to exist
	 * @throws RefusedException if {@code bytes} more do not fit on its disk
	 */
	static void require(final Path folder, final long bytes) throws IOException {
		final long free = Files.getFileStore(folder).getUsableSpace();
		if (bytes > free - RESERVE) throw new RefusedException("The disk of " + folder + " has " + CatalogueEntry.megabytes(
			free) + " left, but " + CatalogueEntry.megabytes(bytes) + " are needed. Make room, or set VOLUMESAM_MODELS to a " +
			"folder on another disk.");
	}
}
