package io.github.volumesam.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;
import ij.plugin.FolderOpener;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Opens and writes images through ImageJ, without its dialogs: every problem
 * becomes an {@link IOException} whose message names the file and says what is
 * wrong with it.
 */
public final class TiffFiles {

	/** Uncompressed TIFFs above this size are read plane by plane, in bytes. */
	private static final long VIRTUAL_ABOVE = 128L << 20;

	private TiffFiles() {}

	/**
	 * Opens a TIFF, a zipped TIFF, a folder of DICOM slices (or other images of one
	 * size), or any other file that ImageJ itself reads.
	 *
	 * @throws IOException if the file is missing, empty, cut off or no image
	 */
	public static ImagePlus open(final Path path) throws IOException {
		return open(path, VIRTUAL_ABOVE);
	}

	static ImagePlus open(final Path path, final long virtualAbove) throws IOException {
		if (!Files.exists(path)) throw new FileNotFoundException("There is no file '" + path + "'.");
		if (!Files.isReadable(path)) throw new IOException("'" + path + "' may not be read; check its permissions.");
		if (Files.isDirectory(path)) return openFolder(path);
		if (Files.size(path) == 0) throw new IOException("'" + path + "' is empty (0 bytes).");
		final byte[] start = new byte[4];
		try (InputStream in = Files.newInputStream(path)) {
			in.readNBytes(start, 0, 4);
		}
		try {
			if (start[0] == 'P' && start[1] == 'K') return openZip(path);
			if (start[0] == 'I' && start[1] == 'I' || start[0] == 'M' && start[1] == 'M') return openTiff(path, start,
				virtualAbove);
			return openOther(path);
		}
		// ImageJ's decoders fail in many ways on a damaged file.
		catch (final RuntimeException e) {
			throw damaged(path, e.toString(), e);
		}
	}

	private static ImagePlus openTiff(final Path path, final byte[] start, final long virtualAbove) throws IOException {
		if ((start[2] | start[3]) == 43) throw new IOException("'" + path + "' is a BigTIFF, which ImageJ cannot read. " +
			"Save it from Fiji (Bio-Formats Importer) as an ImageJ TIFF.");
		final Path file = path.toAbsolutePath();
		final FileInfo[] info;
		try {
			info = new TiffDecoder(file.getParent() + "/", file.getFileName().toString()).getTiffInfo();
		}
		catch (final IOException e) {
			throw damaged(path, e.getMessage(), e);
		}
		if (info == null || info.length == 0) throw damaged(path, "it has no image directory", null);
		long bytes = 0;
		boolean plain = true;
		for (final FileInfo fi : info) {
			checkComplete(path, fi);
			bytes += (long) fi.width * fi.height * fi.getBytesPerPixel() * fi.nImages;
			plain &= fi.compression <= FileInfo.COMPRESSION_NONE && fi.width == info[0].width && fi.height == info[0].height;
		}
		if (plain && bytes > virtualAbove && (info.length > 1 || info[0].nImages > 1)) return openVirtual(path,
			info[0]);
		return opened(path, new Opener().openTiff(file.getParent() + "/", file.getFileName().toString()));
	}

	private static ImagePlus openVirtual(final Path path, final FileInfo info) throws IOException {
		final ImagePlus image = opened(path, FileInfoVirtualStack.openVirtual(path.toAbsolutePath().toString()));
		// ImageJ itself forgets these.
		image.setProperties(info.properties);
		return image;
	}

	/** ImageJ fills what is missing with zeros and says so only in a dialog. */
	private static void checkComplete(final Path path, final FileInfo fi) throws IOException {
		if (fi.width < 1 || fi.height < 1) throw damaged(path, "it is " + fi.width + " x " + fi.height + " pixels", null);
		long end = 0;
		if (fi.stripOffsets != null && fi.stripLengths != null && fi.stripOffsets.length == fi.stripLengths.length) {
			for (int i = 0; i < fi.stripOffsets.length; i++)
				end = Math.max(end, (fi.stripOffsets[i] & 0xffffffffL) + fi.stripLengths[i]);
		}
		if (fi.compression <= FileInfo.COMPRESSION_NONE && fi.nImages > 1) end = fi.getOffset() + fi.nImages *
			((long) fi.width * fi.height * fi.getBytesPerPixel() + fi.getGap()) - fi.getGap();
		final long size = Files.size(path);
		if (end > size) throw damaged(path, "it should be " + end + " bytes long but ends after " + size, null);
	}

	private static ImagePlus openZip(final Path path) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final String name = entry.getName().toLowerCase(Locale.ROOT);
				if (name.endsWith(".roi")) throw new IOException("'" + path + "' is a set of ROIs, not an image.");
				if (name.endsWith(".tif") || name.endsWith(".tiff")) return openTiff(zip, path.getFileName().toString());
			}
		}
		throw new IOException("There is no TIFF in '" + path + "'.");
	}

	/**
	 * Opens a TIFF from a stream, into memory.
	 *
	 * @param title the image's title
	 * @throws IOException if it is no TIFF
	 */
	public static ImagePlus openTiff(final InputStream in, final String title) throws IOException {
		final ImagePlus image = opened(Path.of(title), new Opener().openTiff(in, title));
		image.setTitle(title);
		return image;
	}

	private static ImagePlus openFolder(final Path path) throws IOException {
		IJ.redirectErrorMessages();
		final ImagePlus image = new FolderOpener().openFolder(path.toAbsolutePath().toString());
		final String error = IJ.getErrorMessage();
		if (image == null) throw new IOException("The folder '" + path + "' holds no images of one size that ImageJ can " +
			"open (DICOM, TIFF, PNG, JPEG)." + (error == null ? "" : " " + error));
		return image;
	}

	private static ImagePlus openOther(final Path path) throws IOException {
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		final int type = opener.getFileType(path.toAbsolutePath().toString());
		if (type == Opener.UNKNOWN || type == Opener.TEXT || type == Opener.ROI || type == Opener.JAVA_OR_TEXT)
			throw new IOException("'" + path + "' is not an image that ImageJ can open. Use TIFF, zipped TIFF, DICOM, PNG " +
				"or JPEG; in Fiji, open it with Bio-Formats and save it as TIFF.");
		IJ.redirectErrorMessages();
		final ImagePlus image = opener.openImage(path.toAbsolutePath().toString());
		final String error = IJ.getErrorMessage();
		if (image == null) throw damaged(path, error == null ? "ImageJ cannot open it" : error, null);
		return opened(path, image);
	}

	private static ImagePlus opened(final Path path, final ImagePlus image) throws IOException {
		if (image == null || image.getWidth() < 1 || image.getStackSize() < 1) throw damaged(path,
			"no pixels could be read", null);
		return image;
	}

	private static IOException damaged(final Path path, final String what, final Exception cause) {
		return new IOException("'" + path + "' cannot be opened, it seems to be damaged: " + what + ".", cause);
	}

	/**
	 * Writes an ImageJ TIFF. A virtual stack is written plane by plane.
	 *
	 * @throws IOException if it cannot be written
	 */
	public static void save(final ImagePlus image, final Path path) throws IOException {
		// Otherwise FileSaver would print a stack trace.
		if (!Files.isWritable(path.toAbsolutePath().getParent())) throw new IOException("'" + path +
			"' cannot be written; check that its folder exists and may be written to.");
		IJ.redirectErrorMessages();
		final FileSaver saver = new FileSaver(image);
		final String file = path.toAbsolutePath().toString();
		final boolean saved = image.getStackSize() > 1 ? saver.saveAsTiffStack(file) : saver.saveAsTiff(file);
		final String error = IJ.getErrorMessage();
		if (!saved || error != null) throw new IOException("'" + path + "' cannot be written" + (error == null ? "."
			: ": " + error));
	}
}
