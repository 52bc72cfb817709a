package io.github.volumesam.sample;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.ByteProcessor;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Makes the bundled sample from the Debian package mricron-data: a crop of the
 * Colin 27 brain with six structures of the AAL atlas. Usage, after unpacking the
 * package into a folder:
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=io.github.volumesam.sample.SampleMaker \
 *   -Dexec.args="FOLDER/usr/share/mricron/templates src/main/resources/io/github/volumesam/sample"
 * </pre>
 */
public final class SampleMaker {

	private static final int WIDTH = 181, HEIGHT = 217, DEPTH = 181;
	/** The crop, in voxels of the template; y from the back, z from below. */
	private static final int X0 = 41, X1 = 140, Y0 = 77, Y1 = 168, Z0 = 50, Z1 = 106;
	/** AAL numbers of labels 1 to 6: left and right caudate, putamen and thalamus. */
	private static final int[] AAL = { 71, 72, 73, 74, 77, 78 };

	private SampleMaker() {}

	public static void main(final String[] args) throws IOException {
		final Path templates = Path.of(args[0]), target = Path.of(args[1]);
		final byte[] image = voxels(templates.resolve("ch2.nii.gz")), atlas = voxels(templates.resolve("aal.nii.gz"));
		final byte[] labelOf = new byte[256];
		for (int i = 0; i < AAL.length; i++)
			labelOf[AAL[i]] = (byte) (i + 1);
		for (int i = 0; i < atlas.length; i++)
			atlas[i] = labelOf[atlas[i] & 0xff];
		save(image, target.resolve("mr-brain.zip"));
		save(atlas, target.resolve("mr-brain-truth.zip"));
	}

	/** The 8-bit voxels of a gzipped NIfTI-1 file. */
	private static byte[] voxels(final Path path) throws IOException {
		try (DataInputStream in = new DataInputStream(new GZIPInputStream(Files.newInputStream(path)))) {
			in.skipNBytes(352);
			final byte[] voxels = new byte[WIDTH * HEIGHT * DEPTH];
			in.readFully(voxels);
			return voxels;
		}
	}

	/** Crops, and turns y over: NIfTI counts rows from the back of the head, ImageJ from the top. */
	private static void save(final byte[] voxels, final Path path) {
		final int w = X1 - X0 + 1, h = Y1 - Y0 + 1;
		final ImageStack stack = new ImageStack(w, h);
		for (int z = Z0; z <= Z1; z++) {
			final ByteProcessor slice = new ByteProcessor(w, h);
			for (int y = 0; y < h; y++)
				System.arraycopy(voxels, (z * HEIGHT + Y1 - y) * WIDTH + X0, (byte[]) slice.getPixels(), y * w, w);
			stack.addSlice(slice);
		}
		final ImagePlus crop = new ImagePlus(path.getFileName().toString().replace(".zip", ""), stack);
		final Calibration calibration = crop.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = calibration.pixelDepth = 1;
		calibration.setUnit("mm");
		new FileSaver(crop).saveAsZip(path.toString());
	}
}
