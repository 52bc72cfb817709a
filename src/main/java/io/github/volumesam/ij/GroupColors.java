package io.github.volumesam.ij;

import ij.IJ;
import ij.gui.Roi;

import io.github.volumesam.label.Glasbey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Colours of ROI groups. ImageJ takes them from {@code luts/glasbey.lut}, which only
 * Fiji has; elsewhere it complains to the log once for every ROI that has a group.
 */
final class GroupColors {

	private static boolean known;

	private GroupColors() {}

	/** Gives ImageJ our colours for groups, once, unless it has its own. */
	static synchronized void provide() {
		if (known) return;
		known = true;
		final String folder = IJ.getDir("luts");
		if (folder != null && (Files.exists(Path.of(folder, "Glasbey.lut")) || Files.exists(Path.of(folder,
			"glasbey.lut")))) return;
		final String workingDirectory = System.getProperty("user.dir");
		try {
			final Path home = Files.createTempDirectory("volume-sam-luts");
			final Path luts = Files.createDirectory(home.resolve("luts"));
			final Path lut = luts.resolve("Glasbey.lut");
			final byte[] bytes = new byte[3 * 256];
			final byte[][] table = Glasbey.table();
			for (int c = 0; c < 3; c++)
				System.arraycopy(table[c], 0, bytes, 256 * c, 256);
			Files.write(lut, bytes);
			// Where ImageJ looks when it has no folder of its own; it reads the table once and keeps it.
			System.setProperty("user.dir", home.toString());
			new Roi(0, 0, 1, 1).setGroup(1);
			Files.delete(lut);
			Files.delete(luts);
			Files.delete(home);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The temporary folder '" + System.getProperty("java.io.tmpdir") +
				"' cannot be written; start Java with -Djava.io.tmpdir=FOLDER.", e);
		}
		finally {
			System.setProperty("user.dir", workingDirectory);
		}
	}
}
