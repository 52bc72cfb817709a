package io.github.volumesam.bench;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.onnx.EncodePipeline;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much of the bare encoder's throughput is left when windows are read from a
 * 16-bit stack, mapped, resampled and made tensors.
 */
final class EncodeBenchmark implements Benchmarks.Benchmark {

	private static final int SLICES = 8;
	private static final double GOAL = 0.95;
	/** Few embeddings, so that nearly all rounds are what most of a long run is: the store is full. */
	private static final long CACHE_BYTES = 32L << 20;

	@Override
	public void run(final ResultTable table) throws Exception {
		final Volume volume = ImagePlusVolume.of(SyntheticStack.image(SLICES).duplicate(), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		measure(table, Models.SAM_SIZE, reader, List.of(Window.whole(volume.width(), volume.height())), 15);
		final List<Window> windows = new ArrayList<>();
		for (final Box box : SyntheticStack.boxes(16))
			// Smaller and larger than what the model sees.
			for (final double side : new double[] { 60, 150, 250, 600 })
				windows.add(new Window(box.centerX() - side / 2, box.centerY() - side / 2, side, side));
		measure(table, Models.EMBEDDED, reader, windows, 300);
	}

	private static void measure(final ResultTable table, final Models which, final WindowReader reader,
		final List<Window> windows, final int rounds) throws Exception
	{
		final Iterator<Integer> slices = Stream.iterate(0, z -> (z + 1) % SLICES).iterator();
		final Iterator<Window> next = Stream.iterate(0, i -> (i + 1) % windows.size()).map(windows::get).iterator();
		try (SamModel model = which.open(); BareNetwork bare = which.bareEncoder()) {
			final EncodePipeline pipeline = new EncodePipeline(model, reader, CACHE_BYTES);
			final Comparison times = Comparison.of(rounds, bare::run, () -> pipeline.encode(slices.next(), next.next()));
			final double throughput = 1 / times.ratio();
			table.row("encode throughput, " + which.title, ResultTable.format("%.3f", throughput), "≥ 0.95",
				throughput >= GOAL, times.times());
		}
	}
}
