package io.github.volumesam.propagate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EvidenceRuleTest {

	private static final double NONE = Double.NaN;

	private static Evidence evidence(final int area, final double score, final double drop, final double overlap,
		final double shift, final double support, final double reach)
	{
		return new Evidence(area, score, drop, overlap, shift, support, reach, 0.9 - drop);
	}

	private static StopRule.Verdict judge(final double score, final double drop, final double shift, final double support,
		final double reach)
	{
		return new EvidenceRule().judge(evidence(100, score, drop, 0.9, shift, support, reach));
	}

	@Test
	void nearTheKeySliceNothingIsDoubted() {
		assertTrue(judge(5, 0, 0, 1, 0.1).confidence() > 0.8);
		assertTrue(judge(NONE, 0, 0, NONE, 0.1).confidence() > 0.8);
	}

	@Test
	void emptyMaskEndsTheObject() {
		final StopRule.Verdict verdict = new EvidenceRule().judge(evidence(0, 5, 0, 0, 0, 1, 0.1));
		assertEquals(new StopRule.Verdict(0, false, EndReason.EMPTY), verdict);
	}

	@Test
	void fallenObjectScoreEndsTheObject() {
		final StopRule.Verdict verdict = judge(-2, 0, 0, 1, 0.3);
		assertFalse(verdict.accepts());
		assertEquals(EndReason.OBJECT_SCORE, verdict.reason());
	}

	@Test
	void fallenPredictedIouEndsTheObject() {
		final StopRule.Verdict verdict = judge(5, 0.7, 0, NONE, 0.4);
		assertFalse(verdict.accepts());
		assertEquals(EndReason.PREDICTED_IOU, verdict.reason());
	}

	@Test
	void endSeenAcrossTheSlicesEndsTheObject() {
		assertTrue(judge(5, 0, 0, 1, 1).accepts());
		final StopRule.Verdict verdict = judge(5, 0.1, 0, 0, 1);
		assertFalse(verdict.accepts());
		assertEquals(EndReason.CROSS_SECTION, verdict.reason());
	}

	@Test
	void steadinessOutweighsCutsThatSeeNothing() {
		final Evidence unchanged = evidence(100, 5, 0, 1, 0, 0, 3);
		assertTrue(new EvidenceRule().judge(unchanged).accepts());
		final Evidence changed = evidence(100, 5, 0, 0.65, 0, 0, 3);
		assertFalse(new EvidenceRule().judge(changed).accepts());
	}

	@Test
	void noiseOnTheEdgeOfASmallMaskIsNoChange() {
		final Evidence small = evidence(100, 5, 0, 0.85, 0, 0, 3);
		assertTrue(new EvidenceRule().judge(small).accepts());
		final Evidence large = evidence(10_000, 5, 0, 0.85, 0, 0, 3);
		assertFalse(new EvidenceRule().judge(large).accepts());
	}

	@Test
	void farReachNeedsSupport() {
		assertTrue(judge(5, 0, 0, 1, 3).accepts());
		final StopRule.Verdict verdict = judge(5, 0, 0, NONE, 6);
		assertFalse(verdict.accepts());
		assertEquals(EndReason.REACH, verdict.reason());
	}

	@Test
	void missingObjectScoreIsNoSignAgainstTheObject() {
		assertEquals(judge(5, 0.1, 1, 0.5, 1).confidence(), judge(NONE, 0.1, 1, 0.5, 1).confidence());
	}

	@Test
	void moreDistanceNeverMakesSurer() {
		double last = 1;
		for (double reach = 0.1; reach < 5; reach += 0.1) {
			final double confidence = judge(5, 0, 0, 0.5, reach).confidence();
			assertTrue(confidence < last);
			last = confidence;
		}
	}
}
