package io.github.volumesam.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.io.TiffDecoder;
import ij.plugin.FileInfoVirtualStack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes TIFFs through ImageJ, without its dialogs; see {@link ImageFiles}. */
public final class TiffFiles {

	private static final int BIG_TIFF = 43;

	private TiffFiles() {}

	/** Whether a file that starts with these four bytes is a TIFF. */
	static boolean isTiff(final byte[] start) {
		return start[0] == 'I' && start[1] == 'I' || start[0] == 'M' && start[1] == 'M';
	}

	/**
	 * Opens a TIFF.
	 *
	 * @param virtualAbove uncompressed TIFFs of more bytes are read plane by plane
	 * @throws UnknownFormatException if it is of a kind that ImageJ cannot read
	 * @throws IOException if it is damaged
	 */
	static ImagePlus open(final Path path, final long virtualAbove) throws IOException {
		final byte[] start = new byte[4];
		try (InputStream in = Files.newInputStream(path)) {
			in.readNBytes(start, 0, 4);
		}
		if ((start[2] | start[3]) == BIG_TIFF) throw new UnknownFormatException("is a BigTIFF, which ImageJ cannot read",
			null);
		final Path file = path.toAbsolutePath();
		final FileInfo[] info;
		try {
			info = new TiffDecoder(file.getParent() + "/", file.getFileName().toString()).getTiffInfo();
		}
		catch (final IOException e) {
			final String reason = e.getMessage().lines().findFirst().orElse("");
			// Tiles, and kinds of compression and of pixels that ImageJ does not know.
			if (reason.matches("(ImageJ cannot|Cannot|Unsupported) .*")) throw new UnknownFormatException(
				"is a TIFF of a kind that ImageJ cannot read (" + reason + ")", e);
			throw ImageFiles.damaged(path, reason, e);
		}
		if (info == null || info.length == 0) throw ImageFiles.damaged(path, "it has no image directory", null);
		long bytes = 0;
		boolean plain = true;
		for (final FileInfo fi : info) {
			checkComplete(path, fi);
			bytes += (long) fi.width * fi.height * fi.getBytesPerPixel() * fi.nImages;
			plain &= fi.compression <= FileInfo.COMPRESSION_NONE && fi.width == info[0].width && fi.height == info[0].height;
		}
		if (plain && bytes > virtualAbove && (info.length > 1 || info[0].nImages > 1)) return openVirtual(path,
			info[0]);
		return ImageFiles.opened(path, new Opener().openTiff(file.getParent() + "/", file.getFileName().toString()));
	}

	private static ImagePlus openVirtual(final Path path, final FileInfo info) throws IOException {
		final ImagePlus image = ImageFiles.opened(path, FileInfoVirtualStack.openVirtual(path.toAbsolutePath().toString()));
		// ImageJ itself forgets these.
		image.setProperties(info.properties);
		return image;
	}

	/** ImageJ fills what is missing with zeros and says so only in a dialog. */
	private static void checkComplete(final Path path, final FileInfo fi) throws IOException {
		if (fi.width < 1 || fi.height < 1) throw ImageFiles.damaged(path, "it is " + fi.width + " x " + fi.height +
			" pixels", null);
		long end = 0;
		if (fi.stripOffsets != null && fi.stripLengths != null && fi.stripOffsets.length == fi.stripLengths.length) {
			for (int i = 0; i < fi.stripOffsets.length; i++)
				end = Math.max(end, (fi.stripOffsets[i] & 0xffffffffL) + fi.stripLengths[i]);
		}
		if (fi.compression <= FileInfo.COMPRESSION_NONE && fi.nImages > 1) end = fi.getOffset() + fi.nImages *
			((long) fi.width * fi.height * fi.getBytesPerPixel() + fi.getGap()) - fi.getGap();
		final long size = Files.size(path);
		if (end > size) throw ImageFiles.damaged(path, "it should be " + end + " bytes long but ends after " + size, null);
	}

	/**
	 * Opens a TIFF from a stream, into memory.
	 *
	 * @param title the image's title
	 * @throws IOException if it is no TIFF
	 */
	public static ImagePlus openTiff(final InputStream in, final String title) throws IOException {
		final ImagePlus image = ImageFiles.opened(Path.of(title), new Opener().openTiff(in, title));
		image.setTitle(title);
		return image;
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
