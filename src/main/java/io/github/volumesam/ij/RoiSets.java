package io.github.volumesam.ij;

import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.io.RoiDecoder;
import ij.io.RoiEncoder;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Reads and writes the ROI Manager's files, without the ROI Manager (which needs
 * a screen).
 */
public final class RoiSets {

	private RoiSets() {}

	/**
	 * Reads a {@code RoiSet.zip} or a single {@code .roi}. The ROI Manager saves a
	 * single ROI as {@code .roi} even under a name that ends in {@code .zip}, so the
	 * content decides.
	 *
	 * @throws IOException if the file is missing, or anything but ROIs
	 */
	public static List<Roi> read(final Path path) throws IOException {
		GroupColors.provide();
		if (!Files.exists(path)) throw new FileNotFoundException("There is no file '" + path + "'.");
		final byte[] bytes;
		try (InputStream in = Files.newInputStream(path)) {
			bytes = in.readAllBytes();
		}
		final String file = path.getFileName().toString();
		final List<Roi> rois = new ArrayList<>();
		if (bytes.length > 2 && bytes[0] == 'P' && bytes[1] == 'K') {
			try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
				for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
					if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".roi")) rois.add(decode(path, zip.readAllBytes(), entry
						.getName()));
			}
		}
		else rois.add(decode(path, bytes, file));
		if (rois.isEmpty()) throw new IOException("There is no ROI in '" + path + "'.");
		return rois;
	}

	private static Roi decode(final Path path, final byte[] bytes, final String name) throws IOException {
		Roi roi = null;
		// The decoder takes any bytes that start with the letters "Iout" for a ROI.
		if (bytes.length >= 64 && bytes[0] == 'I' && bytes[1] == 'o' && bytes[2] == 'u' && bytes[3] == 't') {
			try {
				roi = RoiDecoder.openFromByteArray(bytes);
				// The decoder forgets the slice of points without counters, such as those of a macro's makePoint.
				if (roi instanceof PointRoi && roi.getPosition() == 0 && !roi.hasHyperStackPosition()) roi.setPosition(
					ByteBuffer.wrap(bytes).getInt(RoiDecoder.POSITION));
			}
			catch (final RuntimeException e) {
				throw new IOException("The ROI '" + name + "' in '" + path + "' is damaged.", e);
			}
		}
		if (roi == null) throw new IOException("'" + name + "' in '" + path + "' is not an ImageJ ROI. Save ROIs with " +
			"More > Save in the ROI Manager.");
		if (roi.getName() == null) roi.setName(name.replaceFirst("(?i)\\.roi$", ""));
		return roi;
	}

	/**
	 * Writes a zip that the ROI Manager opens, also for a single ROI. ROIs of the
	 * same name get a number, so that none is lost.
	 *
	 * @throws IOException if the file cannot be written
	 */
	public static void write(final Path path, final List<Roi> rois) throws IOException {
		final Set<String> names = new HashSet<>();
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
			for (final Roi roi : rois) {
				final String base = roi.getName() == null ? "roi" : roi.getName().replaceAll("[\\\\/:*?\"<>|]", "_");
				String name = base;
				for (int i = 2; !names.add(name); i++)
					name = base + "-" + i;
				zip.putNextEntry(new ZipEntry(name + ".roi"));
				final ByteArrayOutputStream out = new ByteArrayOutputStream();
				new RoiEncoder(out).write(roi);
				zip.write(out.toByteArray());
				zip.closeEntry();
			}
		}
	}
}
