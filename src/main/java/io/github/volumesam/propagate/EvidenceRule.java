package io.github.volumesam.propagate;

public final class EvidenceRule implements StopRule {
	public Verdict judge(final Evidence evidence) {
		return evidence.area() == 0 ? new Verdict(1, EndReason.EMPTY) : new Verdict(0, EndReason.EVIDENCE);
	}
}
