package io.github.volumesam.bench;

import java.util.List;

/**
 * Whether a process's memory stays the same over thousands of prompts, native memory
 * included. Its heap is in memory from the start and Java's optimising compiler, which
 * takes some 10 MB once in the second thousand, is off, so that only leaks and
 * growing pools outside the heap can be seen to move. On Linux only.
 */
final class ResidentMemoryBenchmark implements Benchmarks.Benchmark {

	/** What malloc and the Java runtime move by themselves. */
	private static final double TOLERANCE = 0.01;

	@Override
	public void run(final ResultTable table) throws Exception {
		final List<String> lines = ChildProcess.run(DecodeRun.class, List.of("-Xms256m", "-Xmx256m",
			"-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1"));
		final double[] sizes = lines.stream().mapToDouble(line -> Double.parseDouble(line.split(" ")[1])).toArray();
		final double growth = sizes[sizes.length - 1] / sizes[0] - 1;
		final StringBuilder details = new StringBuilder("MB after decodes:");
		for (final String line : lines)
			details.append(ResultTable.format(" %s: %.1f;", line.split(" ")[0], Double.parseDouble(line.split(" ")[1])));
		table.row("resident memory over 5,000 decodes, " + Models.EMBEDDED.title, ResultTable.format("%+.1f %%", 100 *
			growth), "flat (within 1 %)", growth <= TOLERANCE, details.toString());
	}
}
