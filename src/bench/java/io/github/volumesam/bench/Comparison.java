package io.github.volumesam.bench;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Times of two things that were run in turn.
 *
 * @param base median of the bare runs, in milliseconds
 * @param ours median of our runs, in milliseconds
 * @param ratio median of ours over base, each pair by itself
 * @param processorRatio ours over base of all the processor time that this process
 *          took, which other programs disturb less
 */
record Comparison(double base, double ours, double ratio, double processorRatio) {

	private static final OperatingSystemMXBean SYSTEM = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

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
		double bareProcessor = 0, fullProcessor = 0;
		for (int i = 0; i < rounds; i++) {
			final Time first = Time.of(i % 2 == 0 ? base : ours), second = Time.of(i % 2 == 0 ? ours : base);
			final Time bare = i % 2 == 0 ? first : second, full = i % 2 == 0 ? second : first;
			a[i] = bare.wall / 1e6;
			b[i] = full.wall / 1e6;
			ratios[i] = (double) full.wall / bare.wall;
			bareProcessor += bare.processor;
			fullProcessor += full.processor;
		}
		return new Comparison(median(a), median(b), median(ratios), fullProcessor / bareProcessor);
	}

	/** What one run took, in nanoseconds. */
	private record Time(long wall, long processor) {

		static Time of(final Callable<?> task) throws Exception {
			final long wall = System.nanoTime(), processor = SYSTEM.getProcessCpuTime();
			task.call();
			return new Time(System.nanoTime() - wall, SYSTEM.getProcessCpuTime() - processor);
		}
	}

	private static double median(final double[] values) {
		final double[] sorted = values.clone();
		Arrays.sort(sorted);
		final int n = sorted.length;
		return (sorted[n / 2] + sorted[(n - 1) / 2]) / 2;
	}

	/** The rest in words. */
	String times() {
		return ResultTable.format("%.1f ms, bare run %.1f ms; ratio of processor times %.3f", ours, base, processorRatio);
	}
}
