package io.github.volumesam.ij;

import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Labels that say where the objects of an image are, on some of their slices. */
public final class PaintedLabels {

	private PaintedLabels() {}

	/**
	 * Reads them from a file.
	 *
	 * @param image what they were painted on, in XY slices
	 * @param axis along which their slices are wanted
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if it differs from the image in size, or nothing
	 *           is painted
	 */
	public static List<LabelObject> read(final Path file, final Volume image, final Axis axis) throws IOException {
		final Volume labels = ImagePlusVolume.of(ImageFiles.open(file), 0, 1);
		if (!labels.isSameSizeAs(image)) throw new IllegalArgumentException("The label image '" + file + "' is " + labels
			.sizeText() + " voxels, but the image is " + image.sizeText() + ".");
		final List<LabelObject> objects = new LabelImage(labels.along(axis)).objects();
		if (objects.isEmpty()) throw new IllegalArgumentException("Nothing is painted in '" + file + "'.");
		return objects;
	}
}
