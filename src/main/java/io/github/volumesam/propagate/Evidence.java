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
 * @param predictedIou the model's estimate of the mask's IoU
 */
public record Evidence(int area, double objectScore, double predictedIouDrop, double neighbourIou,
	double intensityShift, double support, double reach, double predictedIou)
{

	/**
	 * The signs of an answer.
	 *
	 * @param seen what its mask looks like; null for an empty one
	 */
	static Evidence of(final Answer answer, final Appearance seen, final SliceResult last, final Anchor anchor,
		final double support, final double reach)
	{
		final boolean empty = answer.mask().isEmpty();
		return new Evidence(answer.mask().area(), answer.objectScore(), anchor.predictedIou() - answer.predictedIou(), empty
			? 0 : answer.mask().iou(last.mask()), empty ? 0 : anchor.appearance().shift(seen), support, reach, answer
				.predictedIou());
	}
}
