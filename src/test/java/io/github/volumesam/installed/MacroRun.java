package io.github.volumesam.installed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.RoiSets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a macro has left open, as {@code keep-results.ijm} keeps it: {@code TITLE.tif},
 * {@code TITLE.csv}, and {@code RoiSet.zip} of the ROI Manager.
 */
record MacroRun(Path folder) {

	/**
	 * Runs a command without a screen on what the macro has left, and compares the file
	 * that it makes with the one of the macro.
	 *
	 * @param options without {@code output}
	 */
	void assertAsHeadless(final String file, final String command, final String... options) throws IOException,
		InterruptedException
	{
		final List<String> all = new ArrayList<>(List.of(options));
		all.add("output=headless/" + file);
		final JavaProcess run = HeadlessRun.of(folder, command, all.toArray(new String[0]));
		assertEquals(0, run.exitCode(), run.output());
		assertTrue(Files.exists(folder.resolve(file)), "the macro has not left " + file);
		assertSame(folder.resolve("headless").resolve(file), folder.resolve(file));
	}

	private static void assertSame(final Path expected, final Path actual) throws IOException {
		final String name = expected.toString();
		if (name.endsWith(".tif")) assertSameImage(ImageFiles.open(expected), ImageFiles.open(actual));
		else if (name.endsWith(".csv")) assertSameTable(ResultsTable.open(name), ResultsTable.open(actual.toString()));
		else assertSameRois(RoiSets.read(expected), RoiSets.read(actual));
	}

	private static void assertSameImage(final ImagePlus expected, final ImagePlus actual) {
		assertArrayEquals(expected.getDimensions(), actual.getDimensions());
		assertTrue(expected.getCalibration().equals(actual.getCalibration()), actual.getCalibration().toString());
		boolean empty = true;
		for (int n = 1; n <= expected.getStackSize(); n++) {
			assertArrayEquals((short[]) expected.getStack().getPixels(n), (short[]) actual.getStack().getPixels(n));
			empty &= expected.getStack().getProcessor(n).getStats().max == 0;
		}
		assertTrue(!empty, "no label");
	}

	/** ImageJ saves fewer digits. */
	private static void assertSameTable(final ResultsTable expected, final ResultsTable actual) {
		assertEquals(expected.size(), actual.size());
		for (final String column : expected.getHeadings())
			for (int row = 0; row < expected.size(); row++) {
				final double value = expected.getValue(column, row);
				if (Double.isNaN(value)) assertEquals(expected.getStringValue(column, row), actual.getStringValue(column, row));
				else assertEquals(value, actual.getValue(column, row), 1e-3 * Math.max(1, Math.abs(value)), column);
			}
	}

	private static void assertSameRois(final List<Roi> expected, final List<Roi> actual) {
		assertEquals(expected.size(), actual.size());
		for (int i = 0; i < expected.size(); i++) {
			final Roi a = expected.get(i), b = actual.get(i);
			assertEquals(a.getBounds(), b.getBounds());
			assertEquals(a.getPosition(), b.getPosition());
			assertEquals(a.getGroup(), b.getGroup());
			assertArrayEquals(a.getContainedPoints(), b.getContainedPoints());
		}
	}
}
