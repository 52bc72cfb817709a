package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

/**
 * What was found of one object on one slice, and how far it is to be trusted.
 *
 * @param z slice, from 0
 * @param mask the object's pixels; never empty
 * @param promptBox the box that the model was given, in slice pixels
 * @param predictedIou the model's estimate of the mask's IoU
 * @param objectScore the model's logit that the object is there; NaN if it has none
 * @param neighbourIou IoU with the mask of the slice nearer to the key slice; 1
 *          on a key slice
 * @param confidence the Dice with the truth that the signs let expect, 0…1; slices
 *          worth a look have the lowest
 * @param origin how the mask came about
 */
public record SliceResult(int z, Mask mask, Box promptBox, double predictedIou, double objectScore, double neighbourIou,
	double confidence, Origin origin)
{

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
			FILLED("filled");

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
