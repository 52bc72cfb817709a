package io.github.volumesam.ij;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.List;

/**
 * Keeps other commands from images while one reads them. A locked image also keeps
 * its pixels when its window is closed.
 */
public final class ImageLock implements AutoCloseable {

	private final List<ImagePlus> locked = new ArrayList<>();

	/**
	 * @throws IllegalArgumentException if another command uses one of the images; then
	 *           none stays locked
	 */
	public ImageLock(final ImagePlus... images) {
		for (final ImagePlus image : images) {
			if (image.lockSilently()) locked.add(image);
			else {
				close();
				throw new IllegalArgumentException("'" + image.getTitle() +
					"' is being used by another command; wait until that has finished.");
			}
		}
	}

	@Override
	public void close() {
		locked.forEach(ImagePlus::unlock);
		locked.clear();
	}
}
