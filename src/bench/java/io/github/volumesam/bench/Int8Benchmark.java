package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/**
 * What a quantised model (models/quantise.py) of the property {@code volumesam.int8}
 * wins and loses next to the original of the property {@code volumesam.original}
 * (by default the embedded model): time to encode, and over all objects of the
 * labelled volumes the IoU of the two masks for a tight box on the largest slice,
 * and the Dice of each with the truth.
 */
final class Int8Benchmark implements Benchmarks.Benchmark {

	private static final double ENCODE_GOAL = 1, AGREEMENT_GOAL = 0.95;
	private static final int ROUNDS = 15;

	@Override
	public void run(final ResultTable table) throws Exception {
		final String quantised = System.getProperty("volumesam.int8", "");
		if (quantised.isEmpty()) {
			System.out.println("int8: skipped; make a model with models/quantise.py and name it with -Dvolumesam.int8=FILE");
			return;
		}
		final String original = System.getProperty("volumesam.original", ModelFiles.EMBEDDED);
		try (SamModel before = SamModel.open(original, Models.THREADS); SamModel after = SamModel.open(quantised,
			Models.THREADS))
		{
			time(table, before, after);
			if (Files.isDirectory(LabelledVolume.root())) compare(table, before, after);
		}
	}

	private static void time(final ResultTable table, final SamModel before, final SamModel after) throws Exception {
		final WindowReader reader = reader(ImagePlusVolume.of(SyntheticStack.image(1).duplicate(), 0, 1));
		final Window window = Window.whole(SyntheticStack.SIDE, SyntheticStack.SIDE);
		final Comparison times = Comparison.of(ROUNDS, () -> before.encode(reader, 0, window, Progress.NONE), () -> after
			.encode(reader, 0, window, Progress.NONE));
		table.row("encode in 8 bits, " + before.descriptor().encoder().size() + " px", ResultTable.format("%.3f", times
			.ratio()), "< 1", times.ratio() < ENCODE_GOAL, ResultTable.format(
				"%.0f ms, original %.0f ms; ratio of processor times %.3f", times.ours(), times.base(), times.processorRatio()));
	}

	private static void compare(final ResultTable table, final SamModel before, final SamModel after)
		throws IOException
	{
		int objects = 0;
		double agreement = 0, diceBefore = 0, diceAfter = 0, worst = 1;
		for (final String name : LabelledVolume.names()) {
			final LabelledVolume volume = LabelledVolume.open(name);
			final WindowReader reader = reader(volume.image());
			final MaskPredictor one = predictor(before, reader), other = predictor(after, reader);
			double sum = 0;
			for (final LabelObject object : volume.objects()) {
				final Map.Entry<Integer, Mask> largest = object.masks().entrySet().stream().max(Comparator.comparingInt(e -> e
					.getValue().area())).orElseThrow();
				final Prompt box = Prompt.box(largest.getValue().box());
				final Mask a = one.predict(largest.getKey(), box).mask(), b = other.predict(largest.getKey(), box).mask();
				sum += a.iou(b);
				worst = Math.min(worst, a.iou(b));
				diceBefore += dice(a, largest.getValue());
				diceAfter += dice(b, largest.getValue());
			}
			System.out.printf(Locale.ROOT, "int8: %s, %d objects, IoU of the two masks %.3f%n", name, volume.objects().size(),
				sum / volume.objects().size());
			objects += volume.objects().size();
			agreement += sum;
		}
		final double mean = agreement / objects;
		table.row("masks in 8 bits, IoU with the original's", ResultTable.format("%.3f", mean), "≥ 0.95",
			mean >= AGREEMENT_GOAL, ResultTable.format(
				"%d objects, tight box; worst %.3f; Dice with the truth %.4f, original %.4f", objects, worst, diceAfter / objects,
				diceBefore / objects));
	}

	private static WindowReader reader(final Volume volume) {
		return new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
	}

	private static MaskPredictor predictor(final SamModel model, final WindowReader reader) {
		return model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES, Progress.NONE);
	}

	private static double dice(final Mask found, final Mask truth) {
		return 2.0 * found.overlap(truth) / (found.area() + truth.area());
	}
}
