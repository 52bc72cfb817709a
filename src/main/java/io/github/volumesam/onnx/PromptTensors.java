package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.PromptContract;
import io.github.volumesam.model.PromptContract.BoxForm;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A prompt as numbers, as a model wants them.
 *
 * @param coordinates x and y of every point, in turn
 * @param labels 1 on the object, 0 off it, 2 and 3 the corners of the box, -1
 *          padding
 * @param box left, top, right and bottom for a tensor of its own; empty if there is
 *          no box or its corners are among the points
 * @param clear whether the prompt leaves no doubt about what is meant, so that the
 *          model's single answer counts: a box, a mask or several points
 */
record PromptTensors(float[] coordinates, float[] labels, float[] box, boolean clear) {

	/** How far off a box its corner points lie that say "not here", relative to its longer side. */
	private static final double CORNER_DISTANCE = 0.1;

	private record Labelled(double x, double y, int label) {}

	/**
	 * Refuses what a model does not understand.
	 *
	 * @throws IllegalArgumentException with the reason, and what to give it instead
	 */
	static void check(final Prompt prompt, final ModelDescriptor model) {
		final PromptContract rules = model.prompt();
		if (!model.isPromptable()) throw new IllegalArgumentException(model.displayName() + " takes no prompts; it finds " +
			model.finds() + " by itself, on every slice. Leave boxes, points and masks out; in Fiji, run Segment ROIs with " +
			"an empty ROI Manager and no selection.");
		if (!rules.points() && !prompt.points().isEmpty()) throw new IllegalArgumentException(model.displayName() +
			" was made for boxes only and does not understand points; give it a box.");
		if (!rules.negatives() && prompt.points().stream().anyMatch(p -> !p.positive())) throw new IllegalArgumentException(
			model.displayName() + " does not understand points off the object; give it points on the object or a box.");
		final int count = points(prompt, rules).size();
		if (rules.maxPoints() > 0 && count > rules.maxPoints()) throw new IllegalArgumentException(model.displayName() +
			" takes at most " + rules.maxPoints() + " points" + (rules.box() == BoxForm.CORNERS
				? ", of which a box takes two" : "") + "; this prompt has " + count + ".");
	}

	/**
	 * Packs points first and then the box, as SAM's predictor does. A mask without
	 * anything else goes with its tight box, since models of the family learned to
	 * take masks together with other prompts.
	 *
	 * @param frame in which the window lies as in the encoder's
	 */
	static PromptTensors of(final Prompt prompt, final ModelFrame frame, final ModelDescriptor model) {
		final PromptContract rules = model.prompt();
		final Box box = box(prompt);
		final List<Labelled> points = points(prompt, rules);
		final boolean pad = pads(rules, prompt.points().size(), box != null, model.decoder().tokens());
		final PromptScale scale = PromptScale.of(frame, rules);
		final float[] coordinates = new float[2 * (points.size() + (pad ? 1 : 0))];
		final float[] labels = new float[points.size() + (pad ? 1 : 0)];
		for (int k = 0; k < points.size(); k++) {
			coordinates[2 * k] = scale.x(points.get(k).x);
			coordinates[2 * k + 1] = scale.y(points.get(k).y);
			labels[k] = points.get(k).label;
		}
		if (pad) labels[points.size()] = -1;
		final float[] edges = rules.box() != BoxForm.TENSOR || box == null ? new float[0] : new float[] { scale.x(box.x()),
			scale.y(box.y()), scale.x(box.right()), scale.y(box.bottom()) };
		return new PromptTensors(coordinates, labels, edges, box != null || prompt.points().size() > 1);
	}

	private static Box box(final Prompt prompt) {
		final Optional<Box> substitute = prompt.points().isEmpty() ? prompt.mask().filter(m -> !m.isEmpty()).map(Mask::box)
			: Optional.empty();
		return prompt.box().or(() -> substitute).orElse(null);
	}

	private static List<Labelled> points(final Prompt prompt, final PromptContract rules) {
		final List<Labelled> points = new ArrayList<>();
		for (final Point point : prompt.points())
			points.add(new Labelled(point.x(), point.y(), point.positive() ? 1 : 0));
		final Box box = box(prompt);
		if (box == null) return points;
		if (rules.box() == BoxForm.CORNERS) {
			points.add(new Labelled(box.x(), box.y(), 2));
			points.add(new Labelled(box.right(), box.bottom(), 3));
		}
		if (rules.box() == BoxForm.POINTS) {
			if (prompt.points().stream().noneMatch(Point::positive)) points.add(0, new Labelled(box.centerX(), box.centerY(),
				1));
			final Box around = box.grow(CORNER_DISTANCE * Math.max(box.width(), box.height()));
			points.add(new Labelled(around.x(), around.y(), 0));
			points.add(new Labelled(around.right(), around.y(), 0));
			points.add(new Labelled(around.x(), around.bottom(), 0));
			points.add(new Labelled(around.right(), around.bottom(), 0));
		}
		return points;
	}

	private static boolean pads(final PromptContract rules, final int points, final boolean box, final int tokens) {
		return switch (rules.padPoint()) {
			case NEVER -> false;
			case IF_NO_BOX -> !box;
			case UNTIL_THREE -> !box || points == 0 && tokens == 1;
			case ALWAYS -> true;
		};
	}
}
