package io.github.volumesam.ij;

import ij.ImagePlus;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The reader for the formats of microscopes that Fiji brings. It is reached at run
 * time, where it is installed, by calls that open no dialog and need no screen
 * (fiji.md §4).
 */
final class BioFormats {

	private final ClassLoader loader;

	private BioFormats(final ClassLoader loader) {
		this.loader = loader;
	}

	/** Bio-Formats, if these classes have it. */
	static Optional<BioFormats> in(final ClassLoader loader) {
		try {
			loader.loadClass("loci.plugins.BF");
			return Optional.of(new BioFormats(loader));
		}
		catch (final ClassNotFoundException | LinkageError e) {
			return Optional.empty();
		}
	}

	/**
	 * Opens one of the images in a file.
	 *
	 * @param number of the image ("series") in the file, from 1
	 * @param virtualAbove images of more bytes are read plane by plane
	 * @throws IOException if the file cannot be read or has no such image
	 */
	ImagePlus open(final Path path, final int number, final long virtualAbove) throws IOException {
		try {
			final boolean large = bytes(path, number) > virtualAbove;
			final Object options = create("loci.plugins.in.ImporterOptions");
			call(options, "setId", path.toAbsolutePath().toString());
			call(options, "setQuiet", true);
			call(options, "setWindowless", true);
			call(options, "setVirtual", large);
			call(options, "setStackFormat", "Hyperstack");
			call(options, "setColorMode", "Default");
			call(options, "setOpenAllSeries", false);
			call(options, "setSeriesOn", 0, false);
			call(options, "setSeriesOn", number - 1, true);
			final ImagePlus[] images = (ImagePlus[]) loader.loadClass("loci.plugins.BF").getMethod("openImagePlus", options
				.getClass()).invoke(null, options);
			if (images == null || images.length == 0) throw failure(path, "it found no image", null);
			return images[0];
		}
		catch (final InvocationTargetException e) {
			final Throwable cause = e.getCause();
			throw failure(path, cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
		}
		catch (final ReflectiveOperationException | LinkageError e) {
			throw failure(path, "this version of it is not supported, " + e, e);
		}
	}

	/** Size of an image in memory. */
	private long bytes(final Path path, final int number) throws IOException, ReflectiveOperationException {
		final Object reader = create("loci.formats.ImageReader");
		try {
			call(reader, "setId", path.toAbsolutePath().toString());
			final int count = (int) call(reader, "getSeriesCount");
			if (number > count) throw new IOException("There is no image " + number + " in '" + path + "'; it has " +
				(count == 1 ? "1 image." : "images 1 to " + count + "."));
			call(reader, "setSeries", number - 1);
			long bits = (int) call(reader, "getBitsPerPixel");
			for (final String dimension : new String[] { "X", "Y", "Z", "C", "T" })
				bits *= (int) call(reader, "getSize" + dimension);
			return bits / Byte.SIZE;
		}
		finally {
			call(reader, "close");
		}
	}

	private Object create(final String type) throws ReflectiveOperationException {
		return loader.loadClass(type).getConstructor().newInstance();
	}

	/** None of the methods that are called here has another one of the same name and as many arguments. */
	private static Object call(final Object target, final String name, final Object... arguments)
		throws ReflectiveOperationException
	{
		for (final Method method : target.getClass().getMethods())
			if (method.getName().equals(name) && method.getParameterCount() == arguments.length) return method.invoke(target,
				arguments);
		throw new NoSuchMethodException(target.getClass().getName() + "." + name);
	}

	private static IOException failure(final Path path, final String what, final Throwable cause) {
		return new IOException("Bio-Formats cannot open '" + path + "': " + what, cause);
	}
}
