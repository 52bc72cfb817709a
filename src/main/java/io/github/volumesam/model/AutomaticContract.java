package io.github.volumesam.model;

import com.google.gson.annotations.SerializedName;

import java.util.List;

/**
 * How a model is used without prompts (models.md A3 D20).
 *
 * @param kind what it is asked, and what its answer is
 * @param classes names of the labels from 1 on; those without one are numbered
 */
public record AutomaticContract(Kind kind, List<String> classes) {

	/** What a model without prompts is asked. */
	public enum Kind {
		/**
		 * The decoder returns a map for every class, the background first, and the largest
		 * counts; or a single map of one class.
		 */
		@SerializedName("classes")
		CLASSES,
		/**
		 * The decoder returns three maps that tell touching objects apart: foreground, distance
		 * to the centre, and one less the distance to the border (micro-sam).
		 */
		@SerializedName("instances")
		INSTANCES,
		/** A box around the whole slice, on every slice (DeSAM). */
		@SerializedName("wholeSlice")
		WHOLE_SLICE
	}

	/** Fills in what a descriptor may leave out. */
	public AutomaticContract {
		classes = classes == null ? List.of() : List.copyOf(classes);
	}

	/** The name of a label, from 1. */
	public String name(final int label) {
		return label <= classes.size() ? classes.get(label - 1) : "class " + label;
	}
}
