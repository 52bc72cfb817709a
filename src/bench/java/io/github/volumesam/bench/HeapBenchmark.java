package io.github.volumesam.bench;

import java.util.List;

/**
 * Whether a stack of any number of 1024 x 1024 slices of 16 bits is segmented in less
 * than 600 MB of Java heap, from reading to the label image on disk. That the run
 * ends well is the proof: it has only half of that.
 */
final class HeapBenchmark implements Benchmarks.Benchmark {

	private static final int HEAP_MB = 300;
	private static final int GOAL_MB = 600;

	@Override
	public void run(final ResultTable table) throws Exception {
		for (final int slices : new int[] { 200, 2000 }) {
			final List<String> lines = ChildProcess.run(StackRun.class, List.of("-Xmx" + HEAP_MB + "m",
				"-Djava.awt.headless=true"), String.valueOf(slices));
			table.row(ResultTable.format("heap for %,d slices of 1024 x 1024", slices), "≤ " + HEAP_MB + " MB", "< 600 MB",
				HEAP_MB < GOAL_MB, ResultTable.format("run with -Xmx%dm; %d objects followed through all slices, labels " +
					"written as TIFF; %s s", HEAP_MB, StackRun.OBJECTS, lines.get(lines.size() - 1)));
		}
	}
}
