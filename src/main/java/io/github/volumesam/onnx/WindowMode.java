package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelDescriptor.WindowHint;
import io.github.volumesam.model.ModelDescriptor.WindowKind;

import java.util.Locale;

/** Which part of a slice is shown to the model. */
public enum WindowMode {

	/** What suits the model and the size of the slices. */
	AUTO,

	/** The whole slice: one encode serves every object on it. */
	SLICE,

	/** Overlapping tiles, so that a large slice keeps its resolution. */
	TILES,

	/** A square around the object, so that a small object gets all of the model's resolution. */
	OBJECT;

	/**
	 * Decides for {@link #AUTO}: around the object for models made for that;
	 * otherwise the whole slice, or tiles where the model would see less than half
	 * of the slice's resolution.
	 *
	 * @param size pixels along the longest side that the model sees
	 */
	public WindowMode resolve(final WindowHint hint, final int size, final int sliceWidth, final int sliceHeight) {
		if (this != AUTO) return this;
		if (hint.kind() == WindowKind.OBJECT) return OBJECT;
		return Math.max(sliceWidth, sliceHeight) <= 2 * size ? SLICE : TILES;
	}

	/**
	 * @throws IllegalArgumentException if the text is none of auto, slice, tiles and
	 *           object
	 */
	public static WindowMode parse(final String text) {
		for (final WindowMode mode : values())
			if (mode.toString().equals(text.trim().toLowerCase(Locale.ROOT))) return mode;
		throw new IllegalArgumentException("Unknown window '" + text + "'; use auto, slice, tiles or object.");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
