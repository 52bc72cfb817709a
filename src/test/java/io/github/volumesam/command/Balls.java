package io.github.volumesam.command;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.RoiSets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A stack with two bright balls, and boxes around them on their middle slices, for tests. */
public final class Balls {

	public static final int WIDTH = 96, HEIGHT = 48, DEPTH = 9;

	private Balls() {}

	/** 1 in the ball around (24, 24) on slice 5, 2 in that around (70, 22) on slice 4, else 0; {@code n} from 1. */
	public static int label(final int x, final int y, final int n) {
		if (inside(x, y, n, 24, 24, 5, 13)) return 1;
		return inside(x, y, n, 70, 22, 4, 11) ? 2 : 0;
	}

	private static boolean inside(final int x, final int y, final int n, final double cx, final double cy, final int cz,
		final double r)
	{
		final double dx = (x + 0.5 - cx) / r, dy = (y + 0.5 - cy) / r, dz = (n - cz) / 3.5;
		return dx * dx + dy * dy + dz * dz < 1;
	}

	/** 8-bit, voxels of 0.5 x 0.5 x 2 µm. */
	public static ImagePlus image() {
		return calibrated(Images.bytes(WIDTH, HEIGHT, DEPTH, (x, y, n) -> label(x, y, n) > 0 ? 200 : 50), "balls.tif");
	}

	/** The true labels. */
	public static ImagePlus truth() {
		return calibrated(Images.shorts(WIDTH, HEIGHT, DEPTH, Balls::label), "truth.tif");
	}

	public static ImagePlus calibrated(final ImagePlus image, final String title) {
		image.setTitle(title);
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.5;
		image.getCalibration().pixelDepth = 2;
		image.getCalibration().setUnit("um");
		return image;
	}

	/** Boxes around both balls, the first as group 1, the second as group 2. */
	public static List<Roi> boxes() {
		return List.of(box(11, 11, 26, 5, 1), box(59, 11, 22, 4, 2));
	}

	public static Roi box(final int x, final int y, final int size, final int slice, final int group) {
		final Roi box = new Roi(x, y, size, size);
		box.setPosition(slice);
		Images.setGroup(box, group);
		return box;
	}

	/** The boxes as the ROI Manager saves them. */
	public static Path boxesFile(final Path folder) throws IOException {
		final Path file = folder.resolve("RoiSet.zip");
		RoiSets.write(file, boxes());
		return file;
	}
}
