package io.github.volumesam.command;

import ij.ImagePlus;
import ij.WindowManager;

import io.github.volumesam.ij.ImageFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.scijava.Priority;
import org.scijava.convert.AbstractConverter;
import org.scijava.convert.Converter;
import org.scijava.plugin.Plugin;

/**
 * Images as they are named in macros and headless runs: by the title of an open
 * image, or by a file (see {@link ImageFiles}). Without this, SciJava would make an
 * empty image of 0 × 0 pixels from such a text.
 * <p>
 * Fiji's own converter for titles goes first.
 */
@Plugin(type = Converter.class, priority = Priority.LOW)
public final class OpenImages extends AbstractConverter<String, ImagePlus> {

	/**
	 * @param parameter name of the parameter, for the message
	 * @param text title of an open image, or a file
	 * @throws IOException if the file is no image
	 * @throws IllegalArgumentException if there is neither
	 */
	static ImagePlus find(final String parameter, final String text) throws IOException {
		final ImagePlus open = open(text);
		if (open != null) return open;
		final Optional<Path> file = file(text);
		if (file.isPresent()) return ImageFiles.open(file.get());
		final List<String> titles = titles();
		throw new IllegalArgumentException(parameter + "=" + text + ": there is no open image of that title, and no such " +
			"file. " + (titles.isEmpty() ? "No image is open." : "Open images: " + String.join(", ", titles) + "."));
	}

	/** Titles of all open images, also of those that a macro in batch mode hides. */
	static List<String> titles() {
		return all().stream().map(ImagePlus::getTitle).toList();
	}

	/** All open images, also those that a macro in batch mode hides, the one opened last at the end. */
	static List<ImagePlus> all() {
		final List<ImagePlus> images = new ArrayList<>();
		final int[] ids = WindowManager.getIDList();
		if (ids != null) for (final int id : ids)
			images.add(WindowManager.getImage(id));
		return images;
	}

	private static ImagePlus open(final String title) {
		return WindowManager.getImage(title);
	}

	/** The file of that name, if there is one. */
	static Optional<Path> file(final String text) {
		try {
			return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text)).filter(ImageFiles::exists);
		}
		catch (final InvalidPathException e) {
			return Optional.empty();
		}
	}

	@Override
	public boolean canConvert(final Object source, final Class<?> type) {
		return type == ImagePlus.class && source instanceof String text && (open(text) != null || file(text).isPresent());
	}

	@Override
	public <T> T convert(final Object source, final Class<T> type) {
		try {
			return type.cast(find("image", (String) source));
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e.getMessage(), e);
		}
	}

	@Override
	public Class<String> getInputType() {
		return String.class;
	}

	@Override
	public Class<ImagePlus> getOutputType() {
		return ImagePlus.class;
	}
}
