package io.github.volumesam.bench;

import java.util.List;

/**
 * Whether a stack of any number of 1024 x 1024 slices of 16 bits is segmented in less
 * than 600 MB of Java heap, from reading to the label image on disk. That the run
 * ends well is the proof: it has no more.
 */
final class HeapBenchmark implements Benchmarks.Benchmark {

	private static final int LIMIT_MB = 600;

	@Override
	public void run(final ResultTable table) throws Exception {
		for (final int slices : new int[] { 200, 2000 }) {
			final List<String> lines = ChildProcess.run(StackRun.class, List.of("-Xmx" + LIMIT_MB + "m",
				"-Djava.awt.headless=true"), String.valueOf(slices));
			final String[] numbers = lines.get(lines.size() - 1).split(" ");
			final double used = Double.parseDouble(numbers[0]), seconds = Double.parseDouble(numbers[1]);
			table.row(ResultTable.format("heap for %,d slices of 1024 x 1024", slices), ResultTable.format("%.0f MB", used),
				"< 600 MB", used < LIMIT_MB, ResultTable.format("peak, garbage included; %d objects found on every slice, " +
					"labels written as TIFF; %.0f s", StackRun.OBJECTS, seconds));
		}
	}
}
