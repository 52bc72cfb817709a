package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Mask;

/**
 * A model's answer to one prompt on one slice.
 *
 * @param mask the object's pixels on the slice
 * @param predictedIou the model's own estimate of the mask's IoU, 0…1 (some
 *          models leave that range a little)
 * @param objectScore logit of "the object is on this slice"; NaN where the model
 *          has no such output
 * @param logits the low-resolution logits behind the mask
 * @param doubt how much the answer depends on the box; null where one box was asked
 */
public record Prediction(Mask mask, double predictedIou, double objectScore, LogitMap logits, Doubt doubt) {

	/** The answer to one question. */
	public Prediction(final Mask mask, final double predictedIou, final double objectScore, final LogitMap logits) {
		this(mask, predictedIou, objectScore, logits, null);
	}
}
