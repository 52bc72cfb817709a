package io.github.volumesam.study;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.prompt.PromptPoints;
import io.github.volumesam.propagate.KeySlices;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * How a user might have prompted an object whose truth is known. One key slice is
 * the object's largest; several are spread evenly over its slices, so that its ends
 * are still to be found.
 */
public enum PromptMode {
		POINT_1("1point", 1, (mask, random) -> Prompt.points(PromptPoints.inside(mask, 1))),
		POINTS_3("3points", 1, (mask, random) -> Prompt.points(PromptPoints.inside(mask, 3))),
		POINTS_5("5points", 1, (mask, random) -> Prompt.points(PromptPoints.inside(mask, 5))),
		BOX("box", 1, (mask, random) -> Prompt.box(mask.box())),
		/** Each edge of the tight box is moved at random by up to this part of the box's side. */
		BOX_5("box5%", 1, (mask, random) -> Prompt.box(mask.box().jittered(0.05, random))),
		BOX_10("box10%", 1, (mask, random) -> Prompt.box(mask.box().jittered(0.1, random))),
		BOX_20("box20%", 1, (mask, random) -> Prompt.box(mask.box().jittered(0.2, random))),
		BOX_POINTS("box+points", 1, (mask, random) -> new Prompt(Optional.of(mask.box()), PromptPoints.inside(mask, 3),
			Optional.empty())),
		MASK("mask", 1, (mask, random) -> Prompt.mask(mask)),
		BOXES_3("3boxes", 3, (mask, random) -> Prompt.box(mask.box())),
		BOXES_5("5boxes", 5, (mask, random) -> Prompt.box(mask.box()));

	/** Spreads the seeds of neighbouring labels, whose first random numbers would otherwise be alike. */
	private static final long SPREAD = 0x9E3779B97F4A7C15L;

	private final String text;
	private final int slices;
	private final BiFunction<Mask, Random, Prompt> prompt;

	PromptMode(final String text, final int slices, final BiFunction<Mask, Random, Prompt> prompt) {
		this.text = text;
		this.slices = slices;
		this.prompt = prompt;
	}

	/**
	 * The prompts for an object; always the same for the same object.
	 *
	 * @param truth must not be empty
	 * @param depth slices of the volume
	 */
	public KeySlices of(final LabelObject truth, final int depth) {
		final Random random = new Random(SPREAD * truth.label());
		final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
		for (final int z : keySlices(truth))
			prompts.put(z, prompt.apply(truth.mask(z), random));
		return KeySlices.of(truth.label(), prompts, depth);
	}

	private List<Integer> keySlices(final LabelObject truth) {
		final List<Integer> all = new ArrayList<>(truth.masks().keySet());
		if (slices == 1) return List.of(largest(truth));
		if (slices >= all.size()) return all;
		final List<Integer> spread = new ArrayList<>();
		for (int i = 0; i < slices; i++)
			spread.add(all.get((int) ((i + 0.5) * all.size() / slices)));
		return spread;
	}

	/** The slice on which an object is largest; the lowest of several. */
	private static int largest(final LabelObject object) {
		int best = object.masks().firstKey();
		for (final int z : object.masks().keySet())
			if (object.mask(z).area() > object.mask(best).area()) best = z;
		return best;
	}

	/**
	 * @throws IllegalArgumentException if there is no such mode; the message lists them
	 */
	public static PromptMode parse(final String text) {
		for (final PromptMode mode : values())
			if (mode.text.equalsIgnoreCase(text.trim())) return mode;
		throw new IllegalArgumentException("Unknown prompt '" + text + "'; use " + Arrays.stream(values()).map(
			PromptMode::toString).collect(Collectors.joining(", ")) + ".");
	}

	@Override
	public String toString() {
		return text;
	}
}
