package io.github.volumesam.batch;

import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.session.RequestedSettings;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What is to be done with a folder.
 *
 * @param folder where the images lie
 * @param pattern of the images' names, such as {@code *.tif}; upper and lower case
 *          are the same
 * @param subfolders whether images in subfolders belong to it
 * @param results folder for the results
 * @param settings how every image is segmented
 * @param selection which part of every image is meant
 */
public record BatchPlan(Path folder, String pattern, boolean subfolders, Path results, RequestedSettings settings,
	ImageSelection selection)
{

	/** Name of the results' folder where the user has not named one. */
	public static final String RESULTS = "volume-sam";

	/**
	 * The images, sorted by name. Hidden files, painted labels and what lies in the
	 * folder for the results are left out.
	 *
	 * @throws IOException if there is no such folder
	 * @throws IllegalArgumentException if there is no image
	 */
	List<Path> images() throws IOException {
		if (!Files.isDirectory(folder)) throw new FileNotFoundException("There is no folder '" + folder + "'.");
		final PathMatcher matcher = matcher();
		final Path outside = results.toAbsolutePath().normalize();
		final List<Path> images;
		try (Stream<Path> files = Files.walk(folder, subfolders ? Integer.MAX_VALUE : 1)) {
			images = files.filter(file -> Files.isRegularFile(file) && matcher.matches(Path.of(file.getFileName().toString()
				.toLowerCase(Locale.ROOT))) && !file.getFileName().toString().startsWith(".") && !PromptFiles.isLabels(file) &&
				!isInside(file, outside)).sorted().toList();
		}
		if (images.isEmpty()) throw new IllegalArgumentException("There is no image in '" + folder +
			"' whose name fits the pattern '" + pattern + "'.");
		return images;
	}

	private PathMatcher matcher() {
		try {
			return FileSystems.getDefault().getPathMatcher("glob:" + pattern.trim().toLowerCase(Locale.ROOT));
		}
		catch (final PatternSyntaxException e) {
			throw new IllegalArgumentException("'" + pattern + "' is no pattern of file names (" + e.getDescription() +
				"). Write, for example, *.tif or {control,treated}*.tif.", e);
		}
	}

	/** The results may also go to the folder of the images itself. */
	private boolean isInside(final Path file, final Path outside) {
		return Files.isDirectory(outside) && !outside.equals(folder.toAbsolutePath().normalize()) && file.toAbsolutePath()
			.normalize().startsWith(outside);
	}

	/** Where the results of an image go. */
	Path resultsOf(final Path image) {
		final Path parent = folder.relativize(image).getParent();
		return parent == null ? results : results.resolve(parent);
	}
}
