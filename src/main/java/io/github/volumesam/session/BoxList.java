package io.github.volumesam.session;

import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Boxes that another program has found, on every slice of its objects or on some
 * (as MedLSAM's localiser does, models.md B2). They are read from a table or from
 * JSON; {@code src/docs/boxes.md} describes both.
 *
 * @param boxes in the order of the file
 */
public record BoxList(List<PlacedBox> boxes) {

	/** The object of boxes that say nothing of theirs. */
	private static final int ONLY_OBJECT = 1;

	public BoxList {
		boxes = List.copyOf(boxes);
	}

	/** Whether a file is a list of boxes, by its name. */
	public static boolean isNamedLikeOne(final Path file) {
		final String name = file.toString().toLowerCase(Locale.ROOT);
		return List.of(".csv", ".tsv", ".txt", ".json").stream().anyMatch(name::endsWith);
	}

	/**
	 * Reads a list.
	 *
	 * @throws IOException if there is no such file, or it cannot be read
	 * @throws IllegalArgumentException if it is no list of boxes; the message says in
	 *           which line
	 */
	public static BoxList read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new FileNotFoundException("There is no file '" + file + "'.");
		final String text;
		try {
			text = Files.readString(file).replaceFirst("^\uFEFF", "");
		}
		catch (final MalformedInputException e) {
			throw new IllegalArgumentException("'" + file + "' is not a text file, so it is no list of boxes.", e);
		}
		final String name = String.valueOf(file.getFileName()), start = text.stripLeading();
		final List<PlacedBox> boxes = start.startsWith("[") || start.startsWith("{") ? BoxJson.parse(text, name) : BoxTable
			.parse(text, name);
		if (boxes.isEmpty()) throw new IllegalArgumentException("There is no box in '" + file + "'.");
		return new BoxList(boxes);
	}

	/**
	 * The boxes as prompts. Each object is on the slices from its first box to its
	 * last; on those between that have none it is followed.
	 *
	 * @throws IllegalArgumentException if a box lies outside the image, or an object
	 *           has two boxes on one slice; the message says where in the file
	 */
	public List<KeySlices> keySlices(final int width, final int height, final int depth) {
		final Map<Integer, SortedMap<Integer, PlacedBox>> objects = new TreeMap<>();
		for (final PlacedBox box : boxes) {
			final int label = box.label() == 0 ? ONLY_OBJECT : box.label();
			final PlacedBox other = objects.computeIfAbsent(label, l -> new TreeMap<>()).put(box.slice() - 1, box);
			if (other != null) throw new IllegalArgumentException(box.origin() + ": object " + label +
				" already has a box on slice " + box.slice() + " (" + other.origin() + "). Boxes of different objects need " +
				"different labels.");
		}
		final List<KeySlices> result = new ArrayList<>();
		objects.forEach((label, placed) -> {
			final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
			placed.forEach((z, box) -> prompts.put(z, Prompt.box(box.inside(width, height, depth))));
			result.add(new KeySlices(label, prompts, prompts.firstKey(), prompts.lastKey()));
		});
		return result;
	}
}
