package io.github.volumesam.propagate;

/**
 * The signs of whether a new slice's mask still shows the object.
 *
 * @param area pixels of the new mask
 * @param objectScore the model's logit that the object is there; NaN if it has none
 * @param predictedIouDrop how far the model's estimate of its mask's IoU is below
 *          that on the key slice
 * @param neighbourIou IoU with the last accepted mask; 0 for an empty mask
 * @param intensityShift distance of the mean inside the mask from that on the key
 *          slice, in standard deviations inside the key slice's mask, at most 4
 * @param support the part of the cuts across the slices that saw the object here;
 *          NaN where there are none
 * @param reach distance from the slice on which the object was cut (its key slice,
 *          as a rule) over the radius of a disk of its area there, both calibrated
 */
public record Evidence(int area, double objectScore, double predictedIouDrop, double neighbourIou,
	double intensityShift, double support, double reach)
{

	/** A spread below this, on the mapped scale 0…255, is noise. */
	private static final double SMALLEST_SPREAD = 8;

	/** The signs of an answer; {@code seen} is what its mask looks like, null for an empty one. */
	static Evidence of(final Answer answer, final Appearance seen, final SliceResult last, final Anchor anchor,
		final double support, final double reach)
	{
		final double drop = anchor.predictedIou() - answer.predictedIou();
		if (answer.mask().isEmpty()) return new Evidence(0, answer.objectScore(), drop, 0, 0, support, reach);
		final double spread = Math.max(SMALLEST_SPREAD, anchor.appearance().spread());
		final double shift = Math.min(4, Math.abs(seen.inside() - anchor.appearance().inside()) / spread);
		return new Evidence(answer.mask().area(), answer.objectScore(), drop, answer.mask().iou(last.mask()),
			shift, support, reach);
	}
}
