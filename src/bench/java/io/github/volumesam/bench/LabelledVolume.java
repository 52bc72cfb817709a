package io.github.volumesam.bench;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.study.StudyObjects;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import net.imglib2.img.array.ArrayImgs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;

/**
 * A volume with its true labels, from a folder of {@code NAME_raw.zip} and
 * {@code NAME_anything.zip} (zipped ImageJ TIFF stacks).
 *
 * @param name of the folder
 * @param image the voxels
 * @param objects the objects to score, of at least {@link #SMALLEST} voxels
 */
record LabelledVolume(String name, Volume image, List<LabelObject> objects) {

	/** Smaller objects are not scored, in voxels. */
	static final int SMALLEST = 1000;

	/** Where the volumes lie unless the property {@code volumesam.data} says otherwise. */
	static Path root() {
		return Path.of(System.getProperty("volumesam.data", "../shared/data"));
	}

	/** The names of all volumes below {@link #root()}, sorted. */
	static List<String> names() throws IOException {
		try (Stream<Path> folders = Files.list(root())) {
			return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
		}
	}

	static LabelledVolume open(final String name) throws IOException {
		Volume image = null, labels = null;
		try (Stream<Path> files = Files.list(root().resolve(name))) {
			for (final Path file : files.filter(f -> f.toString().endsWith(".zip")).toList())
				if (file.toString().endsWith("_raw.zip")) image = read(file);
				else labels = read(file);
		}
		return new LabelledVolume(name, image, StudyObjects.choose(new LabelImage(labels).objects(), SMALLEST));
	}

	private static Volume read(final Path file) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			zip.getNextEntry();
			final ImagePlus imp = new Opener().openTiff(new ByteArrayInputStream(zip.readAllBytes()), file.getFileName()
				.toString());
			final ImageStack stack = imp.getStack();
			final int w = stack.getWidth(), h = stack.getHeight(), d = stack.getSize();
			final float[] voxels = new float[w * h * d];
			for (int z = 0; z < d; z++)
				System.arraycopy(stack.getProcessor(z + 1).convertToFloatProcessor().getPixels(), 0, voxels, z * w * h, w * h);
			final ij.measure.Calibration c = imp.getCalibration();
			return new Volume(file.getFileName().toString(), ArrayImgs.floats(voxels, w, h, d), new Calibration(c.pixelWidth,
				c.pixelHeight, c.pixelDepth, c.getUnit()));
		}
	}
}
