package io.github.volumesam.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Runs benchmarks by name and prints a markdown table. */
public final class Benchmarks {

	/** Measures something and adds its rows. */
	@FunctionalInterface
	interface Benchmark {

		void run(ResultTable table) throws Exception;
	}

	private Benchmarks() {}

	/**
	 * @param args names, separated by commas; without any, all benchmarks; {@code click} needs a screen
	 * @throws Exception if one of them fails
	 */
	public static void main(final String[] args) throws Exception {
		final Map<String, Benchmark> all = new LinkedHashMap<>();
		all.put("encode", new EncodeBenchmark());
		all.put("decode", new DecodeBenchmark());
		all.put("pass", new PassBenchmark());
		all.put("together", new TogetherBenchmark());
		all.put("embedded", new EmbeddedBenchmark());
		all.put("int8", new Int8Benchmark());
		all.put("jitter", new JitterBenchmark());
		all.put("heap", new HeapBenchmark());
		all.put("resident", new ResidentMemoryBenchmark());
		all.put("quality", new Quality());
		all.put("click", new FirstClickBenchmark());
		all.put("rule", new RuleBenchmark());
		final Set<String> names = args.length == 0 || args[0].equals("all") ? all.keySet() : Set.of(args[0].split(","));
		if (!all.keySet().containsAll(names)) throw new IllegalArgumentException("There are the benchmarks " + all.keySet() +
			", not " + names + ".");
		final ResultTable table = new ResultTable();
		for (final Map.Entry<String, Benchmark> entry : all.entrySet())
			if (names.contains(entry.getKey())) entry.getValue().run(table);
	}
}
