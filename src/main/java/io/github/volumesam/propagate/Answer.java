package io.github.volumesam.propagate;

import io.github.volumesam.onnx.Doubt;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;

import java.util.List;

/**
 * What the model says of an object, or of one of its parts, on a slice.
 *
 * @param mask the pixels; may be empty
 * @param predictedIou the model's estimate of the mask's IoU
 * @param objectScore the model's logit that the object is there; NaN if it has none
 * @param box where the object was expected
 * @param doubt how much it depends on the box; null where one box was asked
 */
record Answer(Mask mask, double predictedIou, double objectScore, Box box, Doubt doubt) {

	/** Smaller parts of an object are not asked for by themselves, as a share of its area and in pixels. */
	private static final double SMALLEST_SHARE = 0.1;
	private static final int SMALLEST_PART = 12;
	/** A part whose answer overlaps less with it, as IoU, has ended. */
	private static final double SAME_PART = 0.2;

	static Answer of(final Prediction prediction, final Box box) {
		return new Answer(prediction.mask(), prediction.predictedIou(), prediction.objectScore(), box, prediction.doubt());
	}

	/** The better of two answers to the same question. */
	Answer or(final Answer other) {
		final boolean better = mask.isEmpty() || !other.mask.isEmpty() && other.predictedIou > predictedIou;
		return better ? other : this;
	}

	/** The answers for two parts of an object, together. */
	Answer and(final Answer other) {
		final double weight = (double) mask.area() / (mask.area() + other.mask.area());
		final double x = Math.min(box.x(), other.box.x()), y = Math.min(box.y(), other.box.y());
		return new Answer(mask.or(other.mask), weight * predictedIou + (1 - weight) * other.predictedIou, Math.max(
			objectScore, other.objectScore), new Box(x, y, Math.max(box.right(), other.box.right()) - x, Math.max(box
				.bottom(), other.box.bottom()) - y), doubt == null || other.doubt == null ? null : doubt.and(other.doubt));
	}

	/** Whether this still shows a part of the last slice's mask. */
	boolean shows(final Mask part) {
		return mask.iou(part) >= SAME_PART && !(objectScore < 0);
	}

	/**
	 * The parts of a mask that are worth a box of their own, because the model finds
	 * a part better in its own box than in one around all (Mazurowski et al.,
	 * models.md §B3); the mask itself if it is in one piece.
	 */
	static List<Mask> parts(final Mask mask) {
		final double smallest = Math.max(SMALLEST_PART, SMALLEST_SHARE * mask.area());
		final List<Mask> parts = MaskComponents.of(mask).stream().filter(part -> part.area() >= smallest).toList();
		return parts.size() < 2 ? List.of(mask) : parts;
	}

	/** A part's box, moved and scaled as the box of the whole was. */
	static Box moved(final Box part, final Box from, final Box to) {
		final double sx = to.width() / from.width(), sy = to.height() / from.height();
		return new Box(to.x() + (part.x() - from.x()) * sx, to.y() + (part.y() - from.y()) * sy, part.width() * sx, part
			.height() * sy);
	}
}
