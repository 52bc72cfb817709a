package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.JitteredPredictor;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * What asking with several boxes tells: on some slices of all objects of the
 * labelled volumes, from a box as a person draws it (edges off by up to 10 %), the
 * Dice of one answer and of what most of several say, and how well their agreement
 * and the model's own estimate foretell it (Spearman's rank correlation).
 */
final class JitterBenchmark implements Benchmarks.Benchmark {

	private static final int SLICES_PER_OBJECT = 5;
	private static final double DRAWN = 0.1;

	@Override
	public void run(final ResultTable table) throws IOException {
		if (!Files.isDirectory(LabelledVolume.root())) {
			System.out.println("jitter: skipped, there are no volumes; say where they are with -Dvolumesam.data=FOLDER");
			return;
		}
		try (SamModel model = SamModel.open("embedded")) {
			for (final int boxes : new int[] { 3, 5, 9, 17 })
				measure(table, model, boxes);
		}
	}

	private static void measure(final ResultTable table, final SamModel model, final int boxes) throws IOException {
		final List<double[]> rows = new ArrayList<>();
		for (final String name : LabelledVolume.names()) {
			final LabelledVolume volume = LabelledVolume.open(name);
			final WindowReader reader = new WindowReader(volume.image(), IntensityRule.DEFAULT.mappingOf(volume.image()));
			final MaskPredictor one = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES, Progress.NONE);
			final JitteredPredictor several = new JitteredPredictor(one, boxes);
			for (final LabelObject object : volume.objects()) {
				final List<Integer> slices = List.copyOf(object.masks().keySet());
				final Random random = new Random(object.label());
				for (int i = 0; i < SLICES_PER_OBJECT; i++) {
					final int z = slices.get((int) ((i + 0.5) * slices.size() / SLICES_PER_OBJECT));
					final Mask truth = object.mask(z);
					final Prompt drawn = Prompt.box(truth.box().jittered(DRAWN, random)).clipped(one.width(), one.height());
					final Prediction plain = one.predict(z, drawn), mean = several.predict(z, drawn);
					rows.add(new double[] { dice(plain.mask(), truth), dice(mean.mask(), truth), mean.doubt().agreement(), plain
						.predictedIou() });
				}
			}
		}
		final double single = mean(rows, 0), together = mean(rows, 1);
		table.row(boxes + " boxes instead of one, Dice", ResultTable.format("%.4f", together), "≥ that of one", together >=
			single, ResultTable.format("one %.4f; %d slices; correlation with the Dice: agreement %.3f, predicted IoU %.3f, " +
				"both multiplied %.3f", single, rows.size(), correlation(rows, 2), correlation(rows, 3), correlation(rows.stream()
					.map(r -> new double[] { r[0], r[1], r[2] * r[3] }).toList(), 2)));
	}

	private static double dice(final Mask found, final Mask truth) {
		return 2.0 * found.overlap(truth) / (found.area() + truth.area());
	}

	private static double mean(final List<double[]> rows, final int column) {
		return rows.stream().mapToDouble(row -> row[column]).average().orElseThrow();
	}

	private static double correlation(final List<double[]> rows, final int column) {
		return new SpearmansCorrelation().correlation(rows.stream().mapToDouble(row -> row[column]).toArray(), rows.stream()
			.mapToDouble(row -> row[1]).toArray());
	}
}
