package io.github.volumesam.bench;

import io.github.volumesam.propagate.EvidenceRule;
import io.github.volumesam.propagate.PropagationSettings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What becomes of the mean Dice if a number of {@link EvidenceRule} is halved or
 * doubled. The chains go past the objects' ends, so that every rule can be told where
 * it would have ended them, without asking the model again.
 */
final class Sensitivity {

	private static final int PATIENCE = PropagationSettings.DEFAULT.patience();

	private Sensitivity() {}

	static void print(final boolean cuts, final List<Chains.Chain> chains) {
		System.out.println("\n| number | half | as it is | double |\n|---|---|---|---|");
		final double now = mean(cuts, chains, null, 1, EvidenceRule.WORTH_TAKING, PATIENCE);
		for (final EvidenceRule.Sign sign : EvidenceRule.Sign.values())
			row(sign.name().toLowerCase(Locale.ROOT), mean(cuts, chains, sign, 0.5, EvidenceRule.WORTH_TAKING, PATIENCE), now,
				mean(cuts, chains, sign, 2, EvidenceRule.WORTH_TAKING, PATIENCE));
		row("confidence worth taking", mean(cuts, chains, null, 1, EvidenceRule.WORTH_TAKING / 2, PATIENCE), now, mean(cuts,
			chains, null, 1, 2 * EvidenceRule.WORTH_TAKING, PATIENCE));
		row("patience", mean(cuts, chains, null, 1, EvidenceRule.WORTH_TAKING, PATIENCE / 2), now, mean(cuts, chains, null,
			1, EvidenceRule.WORTH_TAKING, 2 * PATIENCE));
		System.out.println();
	}

	private static void row(final String name, final double half, final double now, final double twice) {
		System.out.println(ResultTable.format("| %s | %.3f | %.3f | %.3f |", name, half, now, twice));
	}

	/** The mean Dice of all volumes, each the mean of its objects. */
	private static double mean(final boolean cuts, final List<Chains.Chain> chains, final EvidenceRule.Sign changed,
		final double factor, final double worthTaking, final int patience)
	{
		final Map<String, Double> volumes = chains.stream().collect(Collectors.groupingBy(Chains.Chain::volume, Collectors
			.averagingDouble(chain -> {
				final long[] sums = { 0, 0 };
				add(chain.key(), chain.key().size(), sums);
				for (final List<Chains.Sample> end : chain.ends()) {
					int taken = 0;
					for (int i = 0; i < end.size() && i <= taken + patience; i++) {
						double odds = EvidenceRule.odds(end.get(i).evidence(), cuts);
						if (changed != null) odds -= (factor - 1) * changed.weight(cuts) * changed.of(end.get(i).evidence());
						if (1 / (1 + Math.exp(-odds)) >= worthTaking) taken = i + 1;
					}
					add(end, taken, sums);
				}
				return 2.0 * sums[0] / (sums[1] + chain.voxels());
			})));
		return volumes.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
	}

	private static void add(final List<Chains.Sample> slices, final int count, final long[] sums) {
		for (final Chains.Sample slice : slices.subList(0, count)) {
			sums[0] += slice.overlap();
			sums[1] += slice.found();
		}
	}
}
