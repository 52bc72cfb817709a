package io.github.volumesam.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How long a person waits for the outline after a box has been dragged with the
 * toolbar tool: the first time, when neither the model nor ONNX Runtime is loaded, and
 * later. Needs a screen; its mouse is moved.
 */
final class FirstClickBenchmark implements Benchmarks.Benchmark {

	private static final int RUNS = 3;
	/** Longer, and people click again. */
	private static final double COLD_GOAL_MS = 10_000, WARM_GOAL_MS = 1_000;

	@Override
	public void run(final ResultTable table) throws Exception {
		final List<Double> cold = new ArrayList<>(), chosen = new ArrayList<>(), warm = new ArrayList<>(), bare = new ArrayList<>();
		for (int i = 0; i < RUNS; i++) {
			final List<String> lines = ChildProcess.run(FirstClickRun.class, List.of("-Duser.home=target/home"));
			add(lines.get(0), cold, chosen);
			for (final String line : lines.subList(1, lines.size()))
				add(line, warm, bare);
		}
		final double base = median(bare);
		row(table, "choosing the tool to the first outline", median(chosen), base, COLD_GOAL_MS);
		row(table, "first box to outline", median(cold), base, COLD_GOAL_MS);
		row(table, "box on another slice to outline", median(warm), base, WARM_GOAL_MS);
	}

	private static void add(final String line, final List<Double> first, final List<Double> second) {
		first.add(Double.valueOf(line.split(" ")[0]));
		second.add(Double.valueOf(line.split(" ")[1]));
	}

	private static void row(final ResultTable table, final String what, final double time, final double bare,
		final double goal)
	{
		table.row(what, ResultTable.format("%.2f s", time / 1000), ResultTable.format("< %.0f s", goal /
			1000), time < goal, ResultTable.format("%.1f times a bare encode and decode, %.0f ms", time / bare, bare));
	}

	private static double median(final List<Double> values) {
		final double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
		return sorted[sorted.length / 2];
	}
}
