package io.github.volumesam.command;

import ij.ImagePlus;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.volume.Volume;

import java.util.List;

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

	/**
	 * The objects of a label image.
	 *
	 * @throws IllegalArgumentException if there are none
	 */
	static List<LabelObject> objects(final Volume labels) {
		final List<LabelObject> objects = new LabelImage(labels).objects();
		if (objects.isEmpty()) throw new IllegalArgumentException("'" + labels.name() +
			"' holds no label; all its voxels are 0.");
		return objects;
	}

	/** The channel and frame that an image shows; the brightness of an RGB image. */
	static Volume shown(final ImagePlus image) {
		final Shown shown = Shown.of(image);
		return ImagePlusVolume.of(image, image.getBitDepth() == 24 ? 0 : shown.channel(), shown.frame());
	}
}
