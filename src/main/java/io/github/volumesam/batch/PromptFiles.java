package io.github.volumesam.batch;

import io.github.volumesam.ij.ImagePlusVolume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Finds the prompts of an image by the names of the files beside it. */
final class PromptFiles {

	private static final List<String> ROIS = List.of("%s-rois.zip", "%s_rois.zip", "RoiSet_%s.zip", "%s.zip", "%s.roi");
	private static final List<String> LABELS = List.of("%s-seeds.tif", "%s-labels.tif");

	private PromptFiles() {}

	/** The name of an image's file without what says which kind of file it is. */
	static String name(final Path image) {
		final String file = image.getFileName().toString(), known = ImagePlusVolume.withoutEnding(file);
		return known.equals(file) ? file.replaceFirst("(?<=.)\\.[^.]*$", "") : known;
	}

	/**
	 * The first file there is.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the names
	 */
	static Path of(final Path image) {
		final List<String> names = List.of(ROIS, LABELS).stream().flatMap(List::stream).map(pattern -> String.format(pattern,
			name(image))).toList();
		for (final String name : names) {
			final Path file = image.resolveSibling(name);
			if (Files.isRegularFile(file) && !file.equals(image)) return file;
		}
		throw new IllegalArgumentException("There is nothing beside it that says where its objects are. It should be " +
			"called " + names.stream().collect(Collectors.joining(", ")) + ".");
	}

	/** Whether a file is named like the painted labels of an image, so that it is none itself. */
	static boolean isLabels(final Path file) {
		final String lower = file.getFileName().toString().toLowerCase(Locale.ROOT);
		return LABELS.stream().anyMatch(pattern -> lower.endsWith(pattern.replace("%s", "")));
	}
}
