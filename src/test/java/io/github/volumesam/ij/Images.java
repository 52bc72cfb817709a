package io.github.volumesam.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** ImageJ images for tests, made in code. */
public final class Images {

	private Images() {}

	/** The value of a pixel; {@code n} counts planes from 1. */
	@FunctionalInterface
	public interface Value {

		double at(int x, int y, int n);
	}

	public static ImagePlus bytes(final int width, final int height, final int planes, final Value value) {
		return stack(width, height, planes, value, 8);
	}

	public static ImagePlus shorts(final int width, final int height, final int planes, final Value value) {
		return stack(width, height, planes, value, 16);
	}

	public static ImagePlus floats(final int width, final int height, final int planes, final Value value) {
		return stack(width, height, planes, value, 32);
	}

	/** Puts a ROI into a group; ImageJ alone would complain that it has no colours for groups. */
	public static void setGroup(final Roi roi, final int group) {
		GroupColors.provide();
		roi.setGroup(group);
	}

	/** An empty stack: what matters is its size. */
	public static ImagePlus empty(final int width, final int height, final int slices) {
		return IJ.createImage("empty", "8-bit black", width, height, slices);
	}

	private static ImagePlus stack(final int width, final int height, final int planes, final Value value,
		final int bits)
	{
		final ImageStack stack = new ImageStack(width, height);
		for (int n = 1; n <= planes; n++) {
			final ImageProcessor plane = bits == 8 ? new ByteProcessor(width, height) : bits == 16 ? new ShortProcessor(width,
				height) : new FloatProcessor(width, height);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					plane.setf(x, y, (float) value.at(x, y, n));
			stack.addSlice(plane);
		}
		return new ImagePlus("test.tif", stack);
	}
}
