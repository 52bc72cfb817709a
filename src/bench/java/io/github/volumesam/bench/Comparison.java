package io.github.volumesam.bench;

import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Times of two things that were run in turn.
 *
 * @param base median of the bare runs, in milliseconds
 * @param ours median of our runs, in milliseconds
 * @param ratio median of ours over base, each pair by itself
 */
record Comparison(double base, double ours, double ratio) {

	/**
	 * Runs both in turn, a different one first each time; before that, half as often
	 * to warm up.
	 */
	static Comparison of(final int rounds, final Callable<?> base, final Callable<?> ours) throws Exception {
		for (int i = 0; i < (rounds + 1) / 2; i++) {
			base.call();
			ours.call();
		}
		final double[] a = new double[rounds], b = new double[rounds], ratios = new double[rounds];
		for (int i = 0; i < rounds; i++) {
			if (i % 2 == 0) a[i] = milliseconds(base);
			b[i] = milliseconds(ours);
			if (i % 2 == 1) a[i] = milliseconds(base);
			ratios[i] = b[i] / a[i];
		}
		return new Comparison(median(a), median(b), median(ratios));
	}

	private static double milliseconds(final Callable<?> task) throws Exception {
		final long start = System.nanoTime();
		task.call();
		return (System.nanoTime() - start) / 1e6;
	}

	private static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final int n = sorted.length;
		return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
	}

	/** Both medians in words. */
	String times() {
		return ResultTable.format("%.1f ms, bare run %.1f ms", ours, base);
	}
}
