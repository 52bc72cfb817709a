package io.github.volumesam.command;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.volume.Volume;

/** Images as the commands for label images read them. */
final class LabelInput {

	private LabelInput() {}

	/**
	 * The channel and frame that the image shows.
	 *
	 * @throws IllegalArgumentException if it is a colour image
	 */
	static Volume of(final ImagePlus image) {
		if (image.getBitDepth() == 24) throw new IllegalArgumentException("'" + image.getTitle() +
			"' is an RGB image. Label images have a whole number per voxel: 8-bit, 16-bit or 32-bit.");
		return shown(image);
	}

	/** The channel and frame that an image shows; the brightness of an RGB image. */
	static Volume shown(final ImagePlus image) {
		return new ImageSelection(0, 0, 0, 0).volumeOf(image);
	}
}
