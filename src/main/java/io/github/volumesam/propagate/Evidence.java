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
 * @param growth natural logarithm of the mask's area over that of the last mask
 * @param share natural logarithm of the mask's area over that on the key slice
 * @param beyond how far the object goes on beyond this slice, as the median cut sees
 *          it, in the radii of {@code reach}; negative where it has ended, NaN
 *          without cuts
 * @param fading which part of the contrast to its surroundings that the object had on
 *          its key slice is lost, 0…1.5 (more than 1 where it is inverted), less where
 *          it had little there
 * @param agreement IoU of the answers to two boxes, where two were asked; else 1
 */
public record Evidence(int area, double objectScore, double predictedIouDrop, double neighbourIou,
	double intensityShift, double support, double reach, double predictedIou, double growth, double share,
	double beyond, double fading, double agreement)
{

	/** A spread below this, on the mapped scale 0…255, is noise. */
	private static final double SMALLEST_SPREAD = 8;
	/** A contrast from here on, on the same scale, is not due to noise. */
	private static final double STRONG_CONTRAST = 20;

	private static double fading(final Appearance seen, final Appearance key) {
		final double contrast = key.contrast();
		if (contrast == 0) return 0;
		return Math.max(0, Math.min(1.5, 1 - seen.contrast() / contrast)) * Math.min(1, Math.abs(contrast) / STRONG_CONTRAST);
	}

	/**
	 * The signs of an answer.
	 *
	 * @param seen what its mask looks like; null for an empty one
	 */
	static Evidence of(final Answer answer, final Appearance seen, final SliceResult last, final Anchor anchor,
		final double support, final double reach, final double beyond)
	{
		final double drop = anchor.predictedIou() - answer.predictedIou();
		final int area = answer.mask().area();
		if (area == 0) return new Evidence(0, answer.objectScore(), drop, 0, 0, support, reach, answer.predictedIou(), 0, 0,
			beyond, 0, answer.agreement());
		final double spread = Math.max(SMALLEST_SPREAD, anchor.appearance().spread());
		final double shift = Math.min(4, Math.abs(seen.inside() - anchor.appearance().inside()) / spread);
		return new Evidence(area, answer.objectScore(), drop, answer.mask().iou(last.mask()), shift, support, reach, answer
			.predictedIou(), Math.log((double) area / last.mask().area()), Math.log((double) area / anchor.area()), beyond,
			fading(seen, anchor.appearance()), answer.agreement());
	}
}
