package io.github.volumesam.ij;

import ij.ImagePlus;

import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.volume.Volume;

/**
 * Which part of an image a user means.
 *
 * @param channel from 1; 0 for the one that the image shows, of an RGB image for its
 *          brightness
 * @param frame from 1; 0 for the one that the image shows
 * @param first first slice that objects may be on, from 1; 0 for any
 * @param last last slice that objects may be on, from 1; 0 for any
 */
public record ImageSelection(int channel, int frame, int first, int last) {

	/** The channel, from 1; 0 for the brightness of an RGB image. */
	public int channelOf(final ImagePlus image) {
		return channel == 0 && image.getBitDepth() != 24 ? Shown.of(image).channel() : channel;
	}

	/** The frame, from 1. */
	public int frameOf(final ImagePlus image) {
		return frame == 0 ? Shown.of(image).frame() : frame;
	}

	/**
	 * The chosen channel and frame.
	 *
	 * @throws IllegalArgumentException if there is no such channel or frame
	 */
	public Volume volumeOf(final ImagePlus image) {
		return ImagePlusVolume.of(image, channelOf(image), frameOf(image));
	}

	/**
	 * The slices that objects may be on.
	 *
	 * @throws IllegalArgumentException if there are none
	 */
	public SliceRange rangeOf(final ImagePlus image) {
		return SliceRange.of(first, last, image.getNSlices());
	}
}
