package io.github.volumesam.propagate;

import io.github.volumesam.onnx.Doubt;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

/**
 * What was found of one object on one slice, and how far it is to be trusted.
 *
 * @param z slice, from 0
 * @param mask the object's pixels; never empty
 * @param promptBox the box that the model was given, in slice pixels; null if it was
 *          given none
 * @param predictedIou the model's estimate of the mask's IoU; NaN if it has none
 * @param objectScore the model's logit that the object is there; NaN if it has none
 * @param neighbourIou IoU with the mask of the slice nearer to the key slice; 1
 *          on a key slice
 * @param confidence the Dice with the truth that the signs let expect, 0…1; slices
 *          worth a look have the lowest
 * @param origin how the mask came about
 * @param doubt how much the mask depends on the box; null where one box was asked
 */
public record SliceResult(int z, Mask mask, Box promptBox, double predictedIou, double objectScore, double neighbourIou,
	double confidence, Origin origin, Doubt doubt)
{

	/** A mask about whose box nothing was asked. */
	public SliceResult(final int z, final Mask mask, final Box promptBox, final double predictedIou,
		final double objectScore, final double neighbourIou, final double confidence, final Origin origin)
	{
		this(z, mask, promptBox, predictedIou, objectScore, neighbourIou, confidence, origin, null);
	}

	/** The Dice of two masks of a given IoU. */
	static double dice(final double iou) {
		final double within = Math.max(0, Math.min(1, iou));
		return 2 * within / (1 + within);
	}

	/** How a slice's mask came about. */
	public enum Origin {
			/** The user prompted this slice. */
			KEY("key slice"),
			/** Predicted from the neighbouring slice's mask. */
			PROPAGATED("propagated"),
			/** The model failed here; blended from the slices on both sides. */
			FILLED("filled"),
			/** The model found it without a prompt. */
			AUTOMATIC("automatic");

		private final String text;

		Origin(final String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return text;
		}
	}
}
