package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.prompt.PromptPoints;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the prompt of the next slice from the mask of the last one.
 *
 * @param strategy what of the mask is used
 */
public record NextPrompt(Strategy strategy) {

	private static final int POSITIVE_POINTS = 3;
	private static final int NEGATIVE_POINTS = 4;

	/** How far around the mask negative points are looked for, as a part of its longer side. */
	private static final double NEGATIVE_MARGIN = 0.25;

	/** The prompt that {@code mask}, of the last slice, gives for the next. */
	public Prompt from(final Mask mask) {
		return from(mask, mask.box());
	}

	/**
	 * The prompt for a slice.
	 *
	 * @param mask of the last slice
	 * @param box where the object is expected on the next
	 */
	public Prompt from(final Mask mask, final Box box) {
		return switch (strategy) {
			case BOX -> Prompt.box(box);
			case BOX_MASK -> Prompt.box(box).with(mask);
			case POINTS -> Prompt.points(points(mask));
			case MASK_POINTS -> new Prompt(Optional.empty(), points(mask), Optional.of(mask));
		};
	}

	private static List<Point> points(final Mask mask) {
		final double margin = Math.max(3, NEGATIVE_MARGIN * Math.max(mask.box().width(), mask.box().height()));
		final List<Point> points = new ArrayList<>(PromptPoints.inside(mask, POSITIVE_POINTS));
		points.addAll(PromptPoints.outside(mask, margin, NEGATIVE_POINTS));
		return points;
	}
}
