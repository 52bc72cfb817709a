package io.github.volumesam.ij;

import ij.ImagePlus;

/**
 * What an image shows; all from 1. {@link ImagePlus#getC} and its like say this only
 * of images that have a window, not of those that a macro in batch mode hides.
 *
 * @param channel 1 for an RGB image
 */
public record Shown(int channel, int slice, int frame) {

	public static Shown of(final ImagePlus image) {
		final int[] position = image.convertIndexToPosition(image.getCurrentSlice());
		return new Shown(position[0], position[1], position[2]);
	}
}
