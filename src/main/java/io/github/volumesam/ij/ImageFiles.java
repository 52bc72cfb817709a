package io.github.volumesam.ij;

import ij.IJ;
import ij.ImagePlus;
import ij.io.FileInfo;
import ij.io.Opener;
import ij.plugin.FolderOpener;

import io.github.volumesam.session.InputFile;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Opens images, without dialogs: through ImageJ, then through Bio-Formats where it
 * is installed, as in Fiji. A file of a microscope may hold several images;
 * {@code FILE#2} names the second one.
 * <p>
 * Every problem becomes an {@link IOException} whose message names the file and says
 * what is wrong with it.
 */
public final class ImageFiles {

	/** Images above this size are read plane by plane where possible, in bytes. */
	private static final long VIRTUAL_ABOVE = 128L << 20;
	private static final Pattern NUMBERED = Pattern.compile("(.+)#([1-9]\\d{0,5})");
	/** What ImageJ reads without asking how. */
	private static final Set<Integer> FORMATS = Set.of(Opener.TIFF_AND_DICOM, Opener.DICOM, Opener.FITS, Opener.PGM,
		Opener.JPEG, Opener.GIF, Opener.PNG, Opener.BMP);
	/** TIFFs whose slices ImageJ would mix up. */
	private static final Pattern MORE_THAN_TIFF = Pattern.compile(".*\\.(lsm|ome\\.tiff?|ome\\.btf)");

	private ImageFiles() {}

	/** The file that an image was opened from; empty if it is not known or no longer there. */
	public static Optional<Path> original(final ImagePlus image) {
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.directory == null || info.directory.isEmpty() || info.fileName == null) return Optional
			.empty();
		return Optional.of(Path.of(info.directory, info.fileName)).filter(Files::exists);
	}

	/**
	 * Opens a TIFF, a zipped TIFF, a folder of DICOM slices (or other images of one
	 * size), any other file that ImageJ reads, and with Bio-Formats what that reads.
	 *
	 * @param path may end with # and the number of the image in the file
	 * @throws IOException if the file is missing, empty, cut off or no image
	 */
	public static ImagePlus open(final Path path) throws IOException {
		return open(path, VIRTUAL_ABOVE, BioFormats.in(IJ.getClassLoader()));
	}

	static ImagePlus open(final Path path, final long virtualAbove, final Optional<BioFormats> bioFormats)
		throws IOException
	{
		final Path file = file(path);
		if (!Files.exists(file)) throw new FileNotFoundException("There is no file '" + path + "'.");
		if (!Files.isReadable(file)) throw new IOException("'" + file + "' may not be read; check its permissions.");
		if (Files.isDirectory(file)) return openFolder(file);
		if (Files.size(file) == 0) throw new IOException("'" + file + "' is empty (0 bytes).");
		final int number = number(path);
		try {
			if (number > 1) throw new UnknownFormatException("is opened with ImageJ, which sees only one image in it", null);
			if (bioFormats.isPresent() && MORE_THAN_TIFF.matcher(name(file)).matches()) return bioFormats.get().open(file, 1,
				virtualAbove);
			return openWithImageJ(file, virtualAbove);
		}
		catch (final UnknownFormatException e) {
			if (bioFormats.isPresent()) return bioFormats.get().open(file, number, virtualAbove);
			throw new IOException("'" + file + "' " + e.getMessage() + ". Bio-Formats may read it: it is part of Fiji, and a " +
				"plugin for ImageJ (bioformats_package.jar). Or save the image as TIFF.", e);
		}
		// ImageJ's decoders fail in many ways on a damaged file.
		catch (final RuntimeException e) {
			throw damaged(file, e.toString(), e);
		}
	}

	/** Whether there is a file of this name, or one that holds several images. */
	public static boolean exists(final Path path) {
		return Files.exists(file(path));
	}

	/**
	 * The file of an image, for the record of what was done.
	 *
	 * @param role what it is used as
	 * @param path as for {@link #open}
	 */
	public static InputFile input(final String role, final Path path) throws IOException {
		final InputFile file = InputFile.of(role, file(path));
		final Path named = path.toAbsolutePath().normalize();
		return new InputFile(role, named.toString(), String.valueOf(named.getFileName()), file.bytes(), file.sha256());
	}

	/** The file itself, without the number of the image in it. */
	private static Path file(final Path path) {
		final Matcher numbered = NUMBERED.matcher(path.toString());
		return Files.exists(path) || !numbered.matches() ? path : Path.of(numbered.group(1));
	}

	private static int number(final Path path) {
		final Matcher numbered = NUMBERED.matcher(path.toString());
		return Files.exists(path) || !numbered.matches() ? 1 : Integer.parseInt(numbered.group(2));
	}

	private static String name(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT);
	}

	private static ImagePlus openWithImageJ(final Path file, final long virtualAbove) throws IOException {
		final byte[] start = new byte[4];
		try (InputStream in = Files.newInputStream(file)) {
			in.readNBytes(start, 0, 4);
		}
		if (start[0] == 'P' && start[1] == 'K') return openZip(file);
		if (TiffFiles.isTiff(start)) return TiffFiles.open(file, virtualAbove);
		final String path = file.toAbsolutePath().toString();
		final Opener opener = new Opener();
		opener.setSilentMode(true);
		if (!FORMATS.contains(opener.getFileType(path))) throw new UnknownFormatException(
			"is not an image that ImageJ can open (TIFF, zipped TIFF, DICOM, PNG, JPEG)", null);
		IJ.redirectErrorMessages();
		final ImagePlus image = opener.openImage(path);
		final String error = IJ.getErrorMessage();
		if (image == null) throw damaged(file, error == null ? "ImageJ cannot open it" : error, null);
		return opened(file, image);
	}

	private static ImagePlus openZip(final Path file) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				final String name = entry.getName().toLowerCase(Locale.ROOT);
				if (name.endsWith(".roi")) throw new IOException("'" + file + "' is a set of ROIs, not an image.");
				if (name.endsWith(".tif") || name.endsWith(".tiff")) return TiffFiles.openTiff(zip, file.getFileName().toString());
			}
		}
		throw new IOException("There is no TIFF in '" + file + "'.");
	}

	private static ImagePlus openFolder(final Path folder) throws IOException {
		IJ.redirectErrorMessages();
		final ImagePlus image = new FolderOpener().openFolder(folder.toAbsolutePath().toString());
		final String error = IJ.getErrorMessage();
		if (image == null) throw new IOException("The folder '" + folder + "' holds no images of one size that ImageJ can " +
			"open (DICOM, TIFF, PNG, JPEG)." + (error == null ? "" : " " + error));
		return image;
	}

	/** An image that was really read. */
	static ImagePlus opened(final Path file, final ImagePlus image) throws IOException {
		if (image == null || image.getWidth() < 1 || image.getStackSize() < 1) throw damaged(file,
			"no pixels could be read", null);
		return image;
	}

	static IOException damaged(final Path file, final String what, final Exception cause) {
		return new IOException("'" + file + "' cannot be opened, it seems to be damaged: " + what + ".", cause);
	}
}
