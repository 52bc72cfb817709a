package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;

/**
 * How well objects are segmented in 3D from one tight box on their largest slice:
 * mean Dice and mean end-slice error by volume, for each prompt strategy and for
 * the reference rule on the same model, as a Markdown table. Reads the volumes
 * below the folder of the property {@code volumesam.data}.
 */
public final class Quality {

	private static final int OBJECTS = 20;

	private Quality() {}

	/**
	 * @param args names of volumes; all of them without any
	 */
	public static void main(final String[] args) throws IOException {
		final Map<String, PropagationSettings> columns = new LinkedHashMap<>();
		for (final Strategy strategy : Strategy.values())
			columns.put(strategy.toString(), PropagationSettings.DEFAULT.with(strategy));
		for (final double threshold : new double[] { 0.5, 0.8 })
			columns.put("reference " + threshold, PropagationSettings.reference(Strategy.BOX, threshold));
		System.out.println("| volume (objects) | " + String.join(" | ", columns.keySet()) + " |");
		System.out.println("|---".repeat(columns.size() + 1) + "|");
		final double[][] sums = new double[columns.size()][2];
		final List<String> names = args.length > 0 ? List.of(args) : LabelledVolume.names();
		try (SamModel model = SamModel.open("embedded", 0)) {
			for (final String name : names) {
				final LabelledVolume volume = LabelledVolume.open(name, OBJECTS);
				final StringBuilder row = new StringBuilder("| " + name + " (" + volume.objects().size() + ")");
				int column = 0;
				for (final Entry<String, PropagationSettings> settings : columns.entrySet()) {
					final Evaluation evaluation = evaluate(model, volume, settings.getValue());
					row.append(cell(evaluation.meanDice(), evaluation.meanEndSliceError()));
					sums[column][0] += evaluation.meanDice() / names.size();
					sums[column][1] += evaluation.meanEndSliceError() / names.size();
					column++;
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
		final List<KeySlices> prompts = volume.objects().stream().map(object -> oneBox(object, volume.image().depth()))
			.toList();
		final PropagationResult result = new Propagator(predictor, reader, settings).run(prompts, Progress.NONE);
		final List<LabelObject> found = new ArrayList<>();
		for (final ObjectResult object : result.objects()) {
			final TreeMap<Integer, Mask> seeds = new TreeMap<>(object.toLabelObject().masks());
			seeds.keySet().retainAll(List.of(largestSlice(volume.objects().get(found.size()))));
			found.add(CleanUp.DEFAULT.apply(object.toLabelObject(), seeds));
		}
		return Evaluation.of(found, volume.objects(), volume.image().calibration(), Evaluation.defaultTolerance(volume.image()
			.calibration()));
	}

	private static KeySlices oneBox(final LabelObject truth, final int depth) {
		final int z = largestSlice(truth);
		return KeySlices.of(truth.label(), new TreeMap<>(Map.of(z, Prompt.box(truth.masks().get(z).box()))), depth);
	}

	private static int largestSlice(final LabelObject object) {
		int best = object.masks().firstKey();
		for (final Entry<Integer, Mask> slice : object.masks().entrySet())
			if (slice.getValue().area() > object.masks().get(best).area()) best = slice.getKey();
		return best;
	}
}
