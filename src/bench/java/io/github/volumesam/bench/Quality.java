package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.study.PromptMode;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well objects are segmented in 3D from one tight box on their largest slice:
 * mean Dice and mean end-slice error by volume, for each prompt strategy and for
 * the reference rule on the same model, as a Markdown table of its own. Reads the
 * volumes below the folder of the property {@code volumesam.data}, and says so where
 * there are none.
 */
final class Quality implements Benchmarks.Benchmark {

	@Override
	public void run(final ResultTable table) throws IOException {
		if (!Files.isDirectory(LabelledVolume.root())) {
			System.out.println("quality: skipped, there are no volumes in " + LabelledVolume.root().toAbsolutePath() +
				"; say where they are with -Dvolumesam.data=FOLDER");
			return;
		}
		final Map<String, PropagationSettings> columns = new LinkedHashMap<>();
		for (final Strategy strategy : Strategy.values())
			columns.put(strategy.toString(), PropagationSettings.DEFAULT.with(strategy));
		for (final double threshold : new double[] { 0.5, 0.8 })
			columns.put("reference " + threshold, PropagationSettings.reference(Strategy.BOX, threshold));
		System.out.println("| volume (objects) | " + String.join(" | ", columns.keySet()) + " |");
		System.out.println("|---".repeat(columns.size() + 1) + "|");
		final double[][] sums = new double[columns.size()][2];
		final List<String> names = LabelledVolume.names();
		try (SamModel model = SamModel.open("embedded", 0)) {
			for (final String name : names) {
				final LabelledVolume volume = LabelledVolume.open(name);
				final StringBuilder row = new StringBuilder("| " + name + " (" + volume.objects().size() + ")");
				int column = 0;
				for (final PropagationSettings settings : columns.values()) {
					final Evaluation evaluation = evaluate(model, volume, settings);
					row.append(cell(evaluation.meanDice(), evaluation.meanEndSliceError()));
					sums[column][0] += evaluation.meanDice() / names.size();
					sums[column++][1] += evaluation.meanEndSliceError() / names.size();
				}
				System.out.println(row + " |");
			}
		}
		final StringBuilder mean = new StringBuilder("| **mean**");
		for (final double[] sum : sums)
			mean.append(cell(sum[0], sum[1]));
		System.out.println(mean + " |");
	}

	private static String cell(final double dice, final double error) {
		return String.format(Locale.ROOT, " | %.3f (%.1f)", dice, error);
	}

	private static Evaluation evaluate(final SamModel model, final LabelledVolume volume,
		final PropagationSettings settings)
	{
		final WindowReader reader = new WindowReader(volume.image(), IntensityRule.DEFAULT.mappingOf(volume.image()));
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES,
			Progress.NONE);
		final List<KeySlices> prompts = volume.objects().stream().map(object -> PromptMode.BOX.of(object, volume.image().depth()))
			.toList();
		final PropagationResult result = new Propagator(predictor, reader, settings).run(prompts, Progress.NONE);
		final List<LabelObject> found = new ArrayList<>();
		for (final ObjectResult object : result.objects()) {
			final TreeMap<Integer, Mask> seeds = new TreeMap<>(object.toLabelObject().masks());
			seeds.keySet().retainAll(prompts.get(found.size()).prompts().keySet());
			found.add(CleanUp.DEFAULT.apply(object.toLabelObject(), seeds));
		}
		return Evaluation.of(found, volume.objects(), volume.image().calibration(), Evaluation.defaultTolerance(volume.image()
			.calibration()));
	}
}
