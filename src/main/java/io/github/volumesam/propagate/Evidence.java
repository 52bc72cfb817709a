package io.github.volumesam.propagate;

import io.github.volumesam.onnx.Prediction;

/**
 * All signs of whether a new slice's mask still shows the object, compared with
 * the last accepted slice and with the key slice.
 *
 * @param area pixels of the new mask; with 0 all comparisons are 0
 * @param objectScore the model's logit that the object is there; 0 if it has none
 * @param predictedIou the model's estimate of its mask's IoU
 * @param predictedIouDrop how far {@code predictedIou} is below its level on the
 *          key slice
 * @param neighbourIou IoU with the last accepted mask
 * @param areaChange natural logarithm of the ratio of areas, new to last
 * @param drift natural logarithm of the ratio of areas, new to key slice
 * @param stability IoU of the mask at logit thresholds +1 and −1: a leaking mask
 *          has soft edges (SAM's stability score)
 * @param contrastLoss 0 when the mask differs from its surroundings as on the key
 *          slice, 1 when it no longer differs, more when the sign has turned
 * @param intensityShift distance of the mean inside from that of the key slice, in
 *          standard deviations of the key slice's inside
 * @param support the part of the cuts across the slices that saw the object here;
 *          NaN where there are none
 * @param reach distance from the key slice over the radius of a disk of the key
 *          mask's area, both calibrated
 */
public record Evidence(int area, double objectScore, double predictedIou, double predictedIouDrop, double neighbourIou,
	double areaChange, double drift, double stability, double contrastLoss, double intensityShift, double support, double reach)
{

	/** The signs of a prediction on a slice; {@code seen} may be null for an empty mask. */
	static Evidence of(final Prediction prediction, final Appearance seen, final SliceResult last, final Anchor anchor,
		final double support, final double reach)
	{
		final int area = prediction.mask().area();
		final double score = prediction.hasObjectScore() ? prediction.objectScore() : 0;
		final double iou = prediction.predictedIou();
		final double drop = anchor.predictedIou() - iou;
		if (area == 0) return new Evidence(0, score, iou, drop, 0, 0, 0, 0, 0, 0, support, reach);
		final double keyContrast = anchor.appearance().contrast();
		// A key slice without contrast says nothing about contrast elsewhere.
		final double weight = Math.min(1, Math.abs(keyContrast) / 8);
		final double loss = weight * clamp(1 - seen.contrast() / (keyContrast == 0 ? 1 : keyContrast));
		final double shift = Math.min(4, Math.abs(seen.inside() - anchor.appearance().inside()) / Math.max(8, anchor
			.appearance().spread()));
		return new Evidence(area, score, iou, drop, prediction.mask().iou(last.mask()), Math.log((double) area / last.mask()
			.area()), Math.log((double) area / anchor.area()), stability(prediction), loss, shift, support, reach);
	}

	private static double stability(final Prediction prediction) {
		int strict = 0, loose = 0;
		for (final float logit : prediction.logits().values()) {
			if (logit > 1) strict++;
			if (logit > -1) loose++;
		}
		return loose == 0 ? 0 : (double) strict / loose;
	}

	private static double clamp(final double value) {
		return Math.max(-1, Math.min(2, value));
	}
}
