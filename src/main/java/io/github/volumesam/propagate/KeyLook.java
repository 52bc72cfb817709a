package io.github.volumesam.propagate;

import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;

import java.util.List;
import java.util.Optional;

/**
 * Looks for an object where the user has prompted it. A box that is much too large
 * shows the model much that is not the object; then it is given a second look, at
 * what the first one found, or at the middle of the box if that was nothing to be
 * relied on.
 */
public final class KeyLook {

	/** A mask whose box fills less of the user's box was prompted by a loose one. */
	private static final double LOOSE = 0.5;
	/** The least IoU of two looks at the same object. */
	private static final double SAME_OBJECT = 0.5;
	/** A predicted IoU below this is not to be relied on. */
	private static final double UNSURE = 0.5;
	/** Parts of a box that are tried where the whole of it shows nothing clearly. */
	private static final double[] PARTS = { 0.5, 0.25 };
	/** Which part of a mask has to lie in the box that it is found for. */
	private static final double WITHIN = 0.9;

	private final int z;
	private final Prompt prompt;
	private final MaskPredictor predictor;

	private KeyLook(final int z, final Prompt prompt, final MaskPredictor predictor) {
		this.z = z;
		this.prompt = prompt;
		this.predictor = predictor;
	}

	/**
	 * What a user's prompt finds on its slice; a mask that the user painted is taken
	 * as it is.
	 *
	 * @param z slice, from 0
	 * @return empty if nothing was found
	 * @throws IllegalArgumentException if the prompt lies outside the slice
	 */
	public static Optional<SliceResult> at(final int z, final Prompt given, final MaskPredictor predictor) {
		final Prompt prompt = given.clipped(predictor.width(), predictor.height());
		final boolean painted = prompt.mask().isPresent() && prompt.box().isEmpty() && prompt.points().isEmpty();
		final Prediction prediction = new KeyLook(z, prompt, predictor).look();
		final Mask mask = painted ? prompt.mask().get() : prediction.mask();
		if (mask.isEmpty()) return Optional.empty();
		return Optional.of(new SliceResult(z, mask, prompt.box().orElse(mask.box()), prediction.predictedIou(), prediction
			.objectScore(), 1, painted ? 1 : SliceResult.dice(prediction.predictedIou()), SliceResult.Origin.KEY));
	}

	private Prediction look() {
		final Prediction first = predictor.predict(z, prompt);
		if (prompt.box().isEmpty()) return first;
		Prediction best = first;
		if (first.mask().isEmpty() || first.predictedIou() < UNSURE) for (final double part : PARTS) {
			final Prediction inside = inside(part);
			if (inside.predictedIou() > best.predictedIou() && isWithin(inside.mask(), prompt.box().get())) best = inside;
		}
		return closer(best);
	}

	/** The object in the middle of the box. */
	private Prediction inside(final double part) {
		final Box box = prompt.box().orElseThrow();
		final Box region = new Box(box.centerX() - part * box.width() / 2, box.centerY() - part * box.height() / 2, part * box
			.width(), part * box.height());
		return predictor.predict(z, Prompt.points(List.of(new Point(box.centerX(), box.centerY(), true))), region);
	}

	private static boolean isWithin(final Mask mask, final Box box) {
		return !mask.isEmpty() && mask.overlap(Mask.of(box)) >= WITHIN * mask.area();
	}

	private Prediction closer(final Prediction found) {
		if (found.mask().isEmpty()) return found;
		final Box given = prompt.box().orElseThrow(), tight = found.mask().box();
		if (tight.width() * tight.height() > LOOSE * given.width() * given.height()) return found;
		final Prediction second = predictor.predict(z, new Prompt(Optional.of(tight), prompt.points(), prompt.mask()));
		return second.mask().iou(found.mask()) < SAME_OBJECT ? found : second;
	}
}
