package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.StackWindow;

/**
 * What an image shows; all from 1. {@link ImagePlus#getC} and its like say this only
 * of images that have a window, not of those that a macro in batch mode hides.
 *
 * @param channel 1 for an RGB image
 */
public record Shown(int channel, int slice, int frame) {

	/**
	 * Opens an image on the slice that it was set to before. ImageJ shows that slice, but
	 * leaves the slider at the first.
	 */
	public static void open(final ImagePlus image) {
		image.show();
		if (image.getWindow() instanceof StackWindow window) window.updateSliceSelector();
	}

	public static Shown of(final ImagePlus image) {
		final int[] position = image.convertIndexToPosition(image.getCurrentSlice());
		return new Shown(position[0], position[1], position[2]);
	}
}
