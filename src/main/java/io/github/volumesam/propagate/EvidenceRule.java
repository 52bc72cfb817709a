package io.github.volumesam.propagate;

import java.util.stream.DoubleStream;

/**
 * Weighs all signs together: each adds to or takes from the log-odds that the mask
 * still shows the object. The weights come from logistic regressions over chains
 * that were run past the end of labelled objects of MR, CT, EM and confocal volumes,
 * checked by leaving whole volumes out; "shows the object" meant a Dice above 0.3 on
 * the slice. They are rounded by hand.
 * <p>
 * What tells most is geometry: the cuts across the slices see most ends, and objects
 * seldom reach much farther across the slices than within them. The model's own
 * scores say little until they fall, and then they are decisive. Where the cuts no
 * longer see an object that goes on without any change, steadiness speaks for it.
 */
public final class EvidenceRule implements StopRule {

	/** Without cuts: log-odds at a reach of one radius, and what a reach longer by a factor of e takes. */
	private static final double BASE = 1, REACH = 1;
	/** Without cuts: what the overlap with the slice before adds for each 1.0 above the usual one. */
	private static final double USUAL_OVERLAP = 0.85, OVERLAP = 4;
	/** Without cuts: cost of each standard deviation of intensity. */
	private static final double SHIFT = 0.45;
	/** With cuts: the same as above, what their full support adds, and what steadiness adds where it is missing. */
	private static final double CUT_BASE = -1.6, CUT_REACH = 0.7, SUPPORT = 2.4, STEADY = 3, CUT_SHIFT = 0.1;
	/** A drop of the predicted IoU up to the first costs nothing, beyond it the second for each 1.0. */
	private static final double USUAL_DROP = 0.15, DROP = 6;
	/** Cost of each unit of an object score below 0. */
	private static final double GONE = 5;
	/** Keeps the logarithm of a reach near 0 finite. */
	private static final double NEAREST = 0.1;

	@Override
	public Verdict judge(final Evidence evidence) {
		if (evidence.area() == 0) return new Verdict(1, EndReason.EMPTY);
		final boolean cut = !Double.isNaN(evidence.support());
		final double unseen = cut ? 1 - evidence.support() : 0;
		final double reach = -(cut ? CUT_REACH : REACH) * Math.log(evidence.reach() + NEAREST);
		final double missing = -unseen * (SUPPORT - STEADY * steadiness(evidence));
		final double drop = -DROP * Math.max(0, evidence.predictedIouDrop() - USUAL_DROP);
		final double gone = evidence.objectScore() < 0 ? GONE * evidence.objectScore() : 0;
		final double shift = -(cut ? CUT_SHIFT : SHIFT) * evidence.intensityShift();
		final double overlap = cut ? 0 : OVERLAP * (evidence.neighbourIou() - USUAL_OVERLAP);
		final double odds = (cut ? CUT_BASE + SUPPORT : BASE) + reach + missing + drop + gone + shift + overlap;
		return new Verdict(1 / (1 + Math.exp(odds)), worst(reach, missing, drop, gone, shift, overlap));
	}

	/** 1 when a slice is hardly different from the one before and from the key slice, 0 when it is in any way. */
	private static double steadiness(final Evidence evidence) {
		return clamp((evidence.neighbourIou() - 0.8) / 0.15) * clamp((0.08 - evidence.predictedIouDrop()) / 0.08) * clamp(
			1 - evidence.intensityShift() / 0.6);
	}

	private static double clamp(final double value) {
		return Math.max(0, Math.min(1, value));
	}

	private static EndReason worst(final double reach, final double missing, final double drop, final double gone,
		final double shift, final double overlap)
	{
		final double least = DoubleStream.of(reach, missing, drop, gone, shift, overlap).min().getAsDouble();
		if (least == gone) return EndReason.OBJECT_SCORE;
		if (least == drop) return EndReason.PREDICTED_IOU;
		if (least == missing) return EndReason.CROSS_SECTION;
		if (least == overlap) return EndReason.NEIGHBOUR;
		return least == shift ? EndReason.INTENSITY : EndReason.REACH;
	}
}
