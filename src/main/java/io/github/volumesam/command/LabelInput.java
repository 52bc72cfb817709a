package io.github.volumesam.command;

import ij.ImagePlus;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.Shown;
import io.github.volumesam.volume.Volume;

/** Images as the commands for label images read them. */
final class LabelInput {

	private LabelInput() {}

	/**
	 * The channel and frame that the image shows.
	 *
	 * @param name of the parameter
	 * @throws IllegalArgumentException if there is no image, or it is a colour image
	 */
	static Volume of(final String name, final ImagePlus image) {
		VolumeSamCommand.required(name, image);
		if (image.getBitDepth() == 24) throw new IllegalArgumentException("'" + image.getTitle() +
			"' is an RGB image. Label images have a whole number per voxel: 8-bit, 16-bit or 32-bit.");
		return shown(image);
	}

	/** The channel and frame that an image shows; the brightness of an RGB image. */
	static Volume shown(final ImagePlus image) {
		final Shown shown = Shown.of(image);
		return ImagePlusVolume.of(image, image.getBitDepth() == 24 ? 0 : shown.channel(), shown.frame());
	}
}
