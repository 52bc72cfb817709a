package io.github.volumesam.session;

import io.github.volumesam.volume.IntensityRule;

/**
 * An intensity rule as it stands in a session; numbers are kept to the last bit.
 *
 * @param kind {@code percentile}, {@code minmax}, {@code range} or {@code medsam}
 * @param low lower percentile or value, where the kind has one
 * @param high upper percentile or value, where the kind has one
 */
record RuleRecord(String kind, Double low, Double high) {

	static RuleRecord of(final IntensityRule rule) {
		if (rule instanceof IntensityRule.Percentile p) return new RuleRecord("percentile", p.low(), p.high());
		if (rule instanceof IntensityRule.Range r) return new RuleRecord("range", r.low(), r.high());
		return new RuleRecord(rule.toString(), null, null);
	}

	IntensityRule rule() {
		return switch (kind) {
			case "percentile" -> new IntensityRule.Percentile(low, high);
			case "range" -> new IntensityRule.Range(low, high);
			case "minmax" -> new IntensityRule.MinMax();
			case "medsam" -> new IntensityRule.MedSam();
			default -> throw new IllegalArgumentException("Unknown intensity rule '" + kind + "' in the session.");
		};
	}
}
