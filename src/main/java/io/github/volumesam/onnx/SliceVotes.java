package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;

import java.util.List;

/**
 * What overlapping windows of three slices say of the slice that they share
 * (Slide-SAM, models.md B2). The window around a slice answers the prompt; the boxes
 * around what it finds on the slices before and after ask the windows around those,
 * which see the slice too. A pixel that any of them has counts, as in Slide-SAM's own
 * sliding. The answer depends on the slice and the prompt alone, not on what was asked
 * before.
 */
final class SliceVotes {

	/** A neighbouring window counts above this predicted IoU, as in Slide-SAM. */
	private static final double IOU = 0.5;
	/** A neighbouring window counts from this stability of its three masks on, as in Slide-SAM. */
	private static final double STABILITY = 0.6;
	/** Masks of no more pixels than this are not followed to the next slice, as in Slide-SAM. */
	private static final int FEW = 50;

	/** Asks a model that sees three slices at a time. */
	@FunctionalInterface
	interface Windows {

		/**
		 * @param z the middle slice
		 * @param prompt on that slice
		 * @return the answers on the slice before, the slice itself and the slice after
		 */
		List<Prediction> around(int z, Prompt prompt);
	}

	private SliceVotes() {}

	/**
	 * The answer on a slice.
	 *
	 * @param depth number of slices
	 */
	static Prediction count(final int z, final int depth, final Prompt prompt, final Windows windows) {
		final List<Prediction> own = windows.around(z, prompt);
		Prediction result = own.get(1);
		for (int step = -1; step <= 1; step += 2) {
			final Mask outer = own.get(1 + step).mask();
			if (z + step < 0 || z + step >= depth || outer.area() <= FEW) continue;
			final List<Prediction> other = windows.around(z + step, Prompt.box(outer.box()));
			if (isTrusted(other)) result = with(result, other.get(1 - step));
		}
		return result;
	}

	private static boolean isTrusted(final List<Prediction> answers) {
		return answers.get(1).predictedIou() > IOU && LogitMap.stability(answers.stream().map(Prediction::logits)
			.toList()) >= STABILITY;
	}

	private static Prediction with(final Prediction answer, final Prediction vote) {
		return new Prediction(answer.mask().or(vote.mask()), answer.predictedIou(), answer.objectScore(), answer.logits()
			.max(vote.logits()));
	}
}
