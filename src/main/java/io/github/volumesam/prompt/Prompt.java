package io.github.volumesam.prompt;

import java.util.List;
import java.util.Optional;

/**
 * What a model is told about one object on one slice: any combination of a box,
 * points and a mask (of a neighbouring slice, say).
 *
 * @param box the object's box, if known
 * @param points points on and off the object
 * @param mask a rough mask, if known
 */
public record Prompt(Optional<Box> box, List<Point> points, Optional<Mask> mask) {

	/**
	 * @throws IllegalArgumentException if there is neither a box, nor a point, nor
	 *           a mask
	 */
	public Prompt {
		points = List.copyOf(points);
		if (box.isEmpty() && points.isEmpty() && mask.isEmpty()) throw new IllegalArgumentException(
			"A prompt needs a box, a point or a mask.");
	}

	public static Prompt box(final Box box) {
		return new Prompt(Optional.of(box), List.of(), Optional.empty());
	}

	public static Prompt points(final List<Point> points) {
		return new Prompt(Optional.empty(), points, Optional.empty());
	}

	/** This prompt with a rough mask added. */
	public Prompt with(final Mask rough) {
		return new Prompt(box, points, Optional.of(rough));
	}
}
