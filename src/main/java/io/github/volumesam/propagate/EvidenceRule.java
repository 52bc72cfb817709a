package io.github.volumesam.propagate;

import java.util.function.ToDoubleFunction;

/**
 * Weighs all signs together into one number: the Dice that a slice's mask should
 * have with the truth. Slices that are expected to do more harm than good end the
 * object.
 * <p>
 * Each sign takes from the log-odds of that number. The weights come from a logistic
 * regression over chains that were run past the end of labelled objects of MR, CT, EM
 * and confocal volumes; {@code mvn -q -Pbench -Dbench=rule} repeats it, with whole
 * volumes left out to check it. What tells most is geometry: objects seldom reach
 * much farther across the slices than within them, and the cuts across the slices
 * see most ends.
 */
public final class EvidenceRule implements StopRule {

	/**
	 * Below this expected Dice a slice does an object more harm than good: one more
	 * slice raises the Dice of an object only if its own is above half of that, and
	 * objects come out at 0.66 in the mean.
	 */
	public static final double WORTH_TAKING = 0.33;
	/** A drop of the predicted IoU up to this is usual. */
	private static final double USUAL_DROP = 0.15;
	/** Masks of neighbouring slices from this IoU on begin to count as the same, and do so wholly so much higher. */
	private static final double ALIKE = 0.8, ALIKE_RANGE = 0.15;
	/** Noise alone moves the edge of a mask by so many pixels, which costs a small one more of its IoU. */
	private static final double EDGE_NOISE = 0.3;
	/** Keeps the logarithm of a reach near 0 finite. */
	private static final double NEAREST = 0.1;

	/** What speaks against a slice; 0 for none. */
	public enum Sign {
			REACH(0.9, 1.3, EndReason.REACH, evidence -> Math.log(evidence.reach() + NEAREST)),
			UNSEEN(1.6, 0, EndReason.CROSS_SECTION, Sign::unseen),
			CHANGED(2.2, 0, EndReason.CROSS_SECTION, evidence -> -unseen(evidence) * steadiness(evidence)),
			UNSURE(3.5, 3.5, EndReason.PREDICTED_IOU, evidence -> 1 - evidence.predictedIou()),
			DROP(8, 4, EndReason.PREDICTED_IOU, evidence -> Math.max(0, evidence.predictedIouDrop() - USUAL_DROP)),
			GONE(5, 5, EndReason.OBJECT_SCORE, evidence -> evidence.objectScore() < 0 ? -evidence.objectScore() : 0),
			SHIFT(0.03, 0.4, EndReason.INTENSITY, Evidence::intensityShift),
			PART(0, 1, EndReason.NEIGHBOUR, evidence -> 1 - evidence.neighbourIou());

		private final double withCuts;
		private final double withoutCuts;
		private final EndReason reason;
		private final ToDoubleFunction<Evidence> value;

		Sign(final double withCuts, final double withoutCuts, final EndReason reason,
			final ToDoubleFunction<Evidence> value)
		{
			this.withCuts = withCuts;
			this.withoutCuts = withoutCuts;
			this.reason = reason;
			this.value = value;
		}

		/**
		 * How much the sign counts.
		 *
		 * @param cuts whether the object was also seen across the slices
		 */
		public double weight(final boolean cuts) {
			return cuts ? withCuts : withoutCuts;
		}

		/** How strong the sign is. */
		public double of(final Evidence evidence) {
			return value.applyAsDouble(evidence);
		}

		private static double unseen(final Evidence evidence) {
			return Double.isNaN(evidence.support()) ? 0 : 1 - evidence.support();
		}

		/** 1 when a slice is hardly different from the one before and from the key slice, 0 when it is in any way. */
		private static double steadiness(final Evidence evidence) {
			final double radius = Math.sqrt(evidence.area() / Math.PI);
			final double noise = Math.min(ALIKE_RANGE, 2 * EDGE_NOISE / radius);
			return clamp((evidence.neighbourIou() - ALIKE + noise) / ALIKE_RANGE) * clamp((0.08 - evidence
				.predictedIouDrop()) / 0.08) * clamp(1 - evidence.intensityShift() / 0.6);
		}

		private static double clamp(final double value) {
			return Math.max(0, Math.min(1, value));
		}
	}

	/** The log-odds where nothing speaks against a slice, with cuts and without. */
	private static final double WITH_CUTS = 1, WITHOUT_CUTS = 0.9;

	/** The log-odds of a slice that shows something. */
	public static double odds(final Evidence evidence, final boolean cuts) {
		double odds = cuts ? WITH_CUTS : WITHOUT_CUTS;
		for (final Sign sign : Sign.values())
			odds -= sign.weight(cuts) * sign.of(evidence);
		return odds;
	}

	@Override
	public Verdict judge(final Evidence evidence) {
		if (evidence.area() == 0) return new Verdict(0, false, EndReason.EMPTY);
		final boolean cut = !Double.isNaN(evidence.support());
		double most = Double.NEGATIVE_INFINITY;
		EndReason reason = EndReason.REACH;
		for (final Sign sign : Sign.values()) {
			final double cost = sign.weight(cut) * sign.of(evidence);
			if (cost > most) {
				most = cost;
				reason = sign.reason;
			}
		}
		final double confidence = 1 / (1 + Math.exp(-odds(evidence, cut)));
		return new Verdict(confidence, confidence >= WORTH_TAKING, reason);
	}
}
