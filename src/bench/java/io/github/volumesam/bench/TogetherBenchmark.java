package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** What is won by following ten objects at the same time rather than one after the other on each slice. */
final class TogetherBenchmark implements Benchmarks.Benchmark {

	private static final int SLICES = 4;
	private static final int OBJECTS = 10;

	@Override
	public void run(final ResultTable table) throws Exception {
		final Volume volume = ImagePlusVolume.of(SyntheticStack.image(SLICES).duplicate(), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final List<KeySlices> objects = new ArrayList<>();
		for (final Box box : SyntheticStack.boxes(OBJECTS))
			objects.add(KeySlices.of(objects.size() + 1, new TreeMap<>(Map.of(0, Prompt.box(box))), SLICES));
		measure(table, Models.SAM_SIZE, reader, objects, 7);
		measure(table, Models.EMBEDDED, reader, objects, 7);
	}

	private static void measure(final ResultTable table, final Models which, final WindowReader reader,
		final List<KeySlices> objects, final int rounds) throws Exception
	{
		try (SamModel model = which.open()) {
			final Callable<MaskPredictor> together = () -> model.predictor(reader, WindowMode.AUTO,
				SamModel.DEFAULT_CACHE_BYTES, Progress.NONE);
			// What counts is asked by one thread.
			final Callable<MaskPredictor> oneByOne = () -> new CountingPredictor(together.call(), new AtomicLong());
			final Comparison times = Comparison.of(rounds, () -> follow(oneByOne.call(), reader, objects), () -> follow(
				together.call(), reader, objects));
			table.row("ten objects at the same time, " + which.title, ResultTable.format("%.3f", times.ratio()), "< 1", times
				.ratio() < 1, ResultTable.format("%.0f ms, one after the other %.0f ms; %d threads", times.ours(), times.base(),
					Models.THREADS));
		}
	}

	private static Object follow(final MaskPredictor predictor, final WindowReader reader,
		final List<KeySlices> objects)
	{
		return new Propagator(predictor, reader, PropagationSettings.DEFAULT).run(objects, Progress.NONE);
	}
}
