package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.onnx.Embedding;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * What one prompt costs, up to the mask in full resolution on a slice of 1024 x 1024
 * pixels, next to the bare decoder.
 */
final class DecodeBenchmark implements Benchmarks.Benchmark {

	private static final double GOAL = 1.2;

	@Override
	public void run(final ResultTable table) throws Exception {
		final Volume volume = ImagePlusVolume.of(SyntheticStack.image(1), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final Window whole = Window.whole(volume.width(), volume.height());
		measure(table, Models.SAM_SIZE, "an object of 700 x 600 pixels", reader, new Box(150, 200, 700, 600), whole, 60);
		measure(table, Models.SAM_SIZE, "an object of 140 x 140 pixels", reader, SyntheticStack.boxes(1).get(0), whole, 60);
		final Box disc = SyntheticStack.boxes(6).get(5);
		final double side = 1.8 * disc.width();
		measure(table, Models.EMBEDDED, "an object of 140 x 140 pixels", reader, disc, new Window(disc.centerX() - side / 2,
			disc.centerY() - side / 2, side, side), 300);
		measure(table, Models.EMBEDDED, "the whole slice", reader, whole(whole), whole, 300);
	}

	private static Box whole(final Window window) {
		return new Box(window.x(), window.y(), window.width(), window.height());
	}

	private static void measure(final ResultTable table, final Models which, final String what,
		final WindowReader reader, final Box box, final Window window, final int rounds) throws Exception
	{
		final int width = reader.volume().width(), height = reader.volume().height();
		try (SamModel model = which.open(); BareNetwork bare = which.bareDecoder(box, window)) {
			final Embedding embedding = model.encode(reader, 0, window, Progress.NONE);
			final Prompt prompt = Prompt.box(box);
			final int area = model.decode(embedding, prompt, width, height).mask().area();
			final Comparison times = Comparison.of(rounds, bare::run, () -> model.decode(embedding, prompt, width, height));
			table.row("prompt to mask, " + which.title + ", " + what, ResultTable.format("%.3f", times.ratio()), "≤ 1.2",
				times.ratio() <= GOAL, times.times() + ResultTable.format(", mask of %,d pixels", area));
		}
	}
}
