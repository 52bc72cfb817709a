package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiEncoder;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.propagate.KeySlices;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects as ROIs, and ROIs in files. */
class RoiSetsTest {

	private static final ImagePlus STACK = Images.empty(60, 50, 20);
	/** A frame with a hole and, apart from it, a single pixel. */
	private static final Mask SPLIT = Mask.of(new Box(5, 5, 10, 8)).minus(Mask.of(new Box(8, 8, 2, 2))).or(Mask.of(
		new Box(30, 40, 1, 1)));

	@TempDir
	private Path folder;

	private static LabelObject object(final int label) {
		return new LabelObject(label, new TreeMap<>(Map.of(3, SPLIT, 4, Mask.of(new Box(0, 0, 60, 50)))), Map.of());
	}

	private static List<Roi> rois(final int label) {
		return LabelRois.of(object(label), Color.RED, STACK, 1);
	}

	@Test
	void anObjectComesBackFromTheFilePixelByPixel() throws IOException {
		final Path path = folder.resolve("RoiSet.zip");
		RoiSets.write(path, rois(300));
		final List<KeySlices> objects = RoiPrompts.of(RoiSets.read(path), STACK, 1, Set.of());
		assertEquals(1, objects.size());
		assertEquals(300, objects.get(0).label());
		assertEquals(SPLIT, objects.get(0).prompts().get(3).mask().orElseThrow());
		// A full rectangle comes back as the box it is.
		assertEquals(new Box(0, 0, 60, 50), objects.get(0).prompts().get(4).box().orElseThrow());
	}

	@Test
	void countersOfPointsAreKept() throws IOException {
		final PointRoi points = new PointRoi();
		points.addPoint(null, 3, 4);
		points.setCounter(1);
		points.addPoint(null, 9, 9);
		points.setPosition(2);
		final Path path = folder.resolve("RoiSet.zip");
		RoiSets.write(path, List.of(points));
		assertEquals(List.of(true, false), RoiPrompts.of(RoiSets.read(path), STACK, 1, Set.of()).get(0).prompts().get(1)
			.points().stream().map(Point::positive).toList());
	}

	/** ImageJ's own decoder loses it. */
	@Test
	void theSliceOfPointsWithoutCountersIsKept() throws IOException {
		final PointRoi point = new PointRoi(3, 4);
		point.setPosition(7);
		final Path path = folder.resolve("RoiSet.zip");
		RoiSets.write(path, List.of(point));
		assertEquals(7, RoiSets.read(path).get(0).getPosition());
	}

	@Test
	void positionGroupAndNameAreSet() throws IOException {
		final Path path = folder.resolve("RoiSet.zip");
		RoiSets.write(path, rois(300));
		final Roi roi = RoiSets.read(path).get(0);
		assertEquals(4, roi.getPosition());
		assertEquals(45, roi.getGroup());
		assertEquals("object300-z0004", roi.getName());
	}

	@Test
	void hyperstacksGetSliceAndFrame() {
		final ImagePlus hyperstack = Images.bytes(60, 50, 20 * 2 * 2, (x, y, n) -> 0);
		hyperstack.setDimensions(2, 20, 2);
		final Roi roi = LabelRois.of(object(1), Color.RED, hyperstack, 2).get(0);
		assertEquals(4, roi.getZPosition());
		assertEquals(2, roi.getTPosition());
		assertEquals(0, roi.getCPosition());
	}

	@Test
	void aSingleRoiIsARealZip() throws IOException {
		final Path path = folder.resolve("one.zip");
		RoiSets.write(path, rois(1).subList(0, 1));
		try (ZipFile zip = new ZipFile(path.toFile())) {
			assertEquals(1, zip.size());
			assertEquals("object1-z0004.roi", zip.entries().nextElement().getName());
		}
	}

	@Test
	void aBareRoiIsReadWhateverItsFileIsCalled() throws IOException {
		final Path path = folder.resolve("one.zip");
		final Roi roi = new Roi(1, 2, 3, 4);
		roi.setName("cell");
		new RoiEncoder(path.toString()).write(roi);
		assertEquals("cell", RoiSets.read(path).get(0).getName());
	}

	@Test
	void roisOfTheSameNameAreAllKept() throws IOException {
		final Path path = folder.resolve("same.zip");
		final Roi a = new Roi(1, 2, 3, 4), b = new Roi(5, 6, 7, 8);
		a.setName("cell");
		b.setName("cell");
		RoiSets.write(path, List.of(a, b));
		assertEquals(2, RoiSets.read(path).size());
	}

	@Test
	void whatIsNoRoiSetIsRefused() throws IOException {
		final Path text = Files.writeString(folder.resolve("a.roi"), "not a ROI, but long enough to be one: " + "x".repeat(
			100));
		assertTrue(assertThrows(IOException.class, () -> RoiSets.read(text)).getMessage().contains("is not an ImageJ ROI"));
		final Path empty = Files.createFile(folder.resolve("b.zip"));
		assertThrows(IOException.class, () -> RoiSets.read(empty));
		assertThrows(IOException.class, () -> RoiSets.read(folder.resolve("missing.zip")));
		final byte[] cut = new byte[70];
		cut[0] = 'I';
		cut[1] = 'o';
		cut[2] = 'u';
		cut[3] = 't';
		final Path damaged = Files.write(folder.resolve("c.roi"), cut);
		assertThrows(IOException.class, () -> RoiSets.read(damaged));
	}

	@Test
	void imageJDoesNotComplainAboutItsMissingColours() throws IOException {
		final PrintStream out = System.out;
		final ByteArrayOutputStream printed = new ByteArrayOutputStream();
		System.setOut(new PrintStream(printed, true));
		try {
			final Path path = folder.resolve("RoiSet.zip");
			RoiSets.write(path, rois(7));
			RoiSets.read(path);
		}
		finally {
			System.setOut(out);
		}
		assertEquals("", printed.toString());
	}
}
