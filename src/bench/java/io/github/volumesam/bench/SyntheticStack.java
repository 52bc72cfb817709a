package io.github.volumesam.bench;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import io.github.volumesam.prompt.Box;

import java.util.ArrayList;
import java.util.List;

/**
 * A 16-bit stack of 1024 x 1024 slices with bright discs on a grainy ground, made
 * slice by slice when asked for. The discs run through all slices.
 */
final class SyntheticStack extends VirtualStack {

	static final int SIDE = 1024;

	private static final int RADIUS = 70;
	/** Discs lie on a grid of four by four. */
	private static final int STEP = SIDE / 4;

	private SyntheticStack(final int depth) {
		super(SIDE, SIDE, depth);
		setBitDepth(16);
	}

	/** The stack; its slices lie so close that following a disc through all of them is no long way. */
	static ImagePlus image(final int depth) {
		final ImagePlus image = new ImagePlus("synthetic", new SyntheticStack(depth));
		image.setDimensions(1, depth, 1);
		image.getCalibration().pixelDepth = 0.05;
		return image;
	}

	/** Tight boxes of the first discs, 16 at the most. */
	static List<Box> boxes(final int count) {
		final List<Box> boxes = new ArrayList<>();
		for (int i = 0; i < count; i++)
			boxes.add(new Box(STEP / 2 + i % 4 * STEP - RADIUS, STEP / 2 + i / 4 * STEP - RADIUS, 2 * RADIUS, 2 * RADIUS));
		return boxes;
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		final short[] pixels = new short[SIDE * SIDE];
		for (int y = 0, i = 0; y < SIDE; y++) {
			final int dy = y % STEP - STEP / 2;
			for (int x = 0; x < SIDE; x++, i++) {
				final int dx = x % STEP - STEP / 2;
				final int grain = (i * 0x9E3779B1 + n * 0x85EBCA6B >>> 22) - 512;
				pixels[i] = (short) ((dx * dx + dy * dy < RADIUS * RADIUS ? 40_000 : 4_000) + grain);
			}
		}
		return new ShortProcessor(SIDE, SIDE, pixels, null);
	}

	@Override
	public Object getPixels(final int n) {
		return getProcessor(n).getPixels();
	}
}
