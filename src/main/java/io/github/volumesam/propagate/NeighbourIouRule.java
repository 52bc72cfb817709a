package io.github.volumesam.propagate;

/**
 * The reference rule (micro-sam's {@code segment_mask_in_volume}, peers.md §4.1):
 * stop where the IoU of the new mask and the last one falls under a threshold.
 * Here to compare with; {@link EvidenceRule} is what is used.
 *
 * @param threshold smallest IoU that goes on
 */
public record NeighbourIouRule(double threshold) implements StopRule {

	@Override
	public Verdict judge(final Evidence evidence) {
		if (evidence.area() == 0) return new Verdict(0, false, EndReason.EMPTY);
		return new Verdict(evidence.neighbourIou(), evidence.neighbourIou() >= threshold, EndReason.NEIGHBOUR);
	}
}
