package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.PropagationResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * What following ten objects through a stack costs, next to nothing but one bare
 * encode for each slice and one bare decode for each object and slice.
 */
final class PassBenchmark implements Benchmarks.Benchmark {

	private static final int SLICES = 5;
	private static final int OBJECTS = 10;
	private static final int ROUNDS = 3;
	private static final double GOAL = 1.1;

	@Override
	public void run(final ResultTable table) throws Exception {
		final Volume volume = ImagePlusVolume.of(SyntheticStack.image(SLICES).duplicate(), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final List<Box> boxes = SyntheticStack.boxes(OBJECTS);
		try (SamModel model = Models.SAM_SIZE.open(); BareNetwork encoder = Models.SAM_SIZE.bareEncoder();
			BareNetwork decoder = Models.SAM_SIZE.bareDecoder(boxes.get(0), Window.whole(volume.width(), volume.height())))
		{
			measure(table, "one key slice", model, reader, encoder, decoder, objects(boxes, i -> SLICES / 2));
			measure(table, "key slices all over", model, reader, encoder, decoder, objects(boxes, i -> i % SLICES));
		}
	}

	private static List<KeySlices> objects(final List<Box> boxes, final IntUnaryOperator keySlice) {
		final List<KeySlices> objects = new ArrayList<>();
		for (int i = 0; i < boxes.size(); i++) {
			final TreeMap<Integer, Prompt> prompts = new TreeMap<>();
			prompts.put(keySlice.applyAsInt(i), Prompt.box(boxes.get(i)));
			objects.add(KeySlices.of(i + 1, prompts, SLICES));
		}
		return objects;
	}

	private static void measure(final ResultTable table, final String what, final SamModel model,
		final WindowReader reader, final BareNetwork encoder, final BareNetwork decoder, final List<KeySlices> objects)
		throws Exception
	{
		final Comparison times = Comparison.of(ROUNDS, () -> {
			for (int z = 0; z < SLICES; z++) {
				encoder.run();
				for (int i = 0; i < OBJECTS; i++)
					decoder.run();
			}
			return null;
		}, () -> pass(model, reader, objects));
		table.row("ten objects in one pass, " + what, ResultTable.format("%.3f", times.ratio()), "≤ 1.1",
			times.ratio() <= GOAL, SLICES + " slices, " + Models.SAM_SIZE.title + ": " + times.times());
	}

	private static PropagationResult pass(final SamModel model, final WindowReader reader,
		final List<KeySlices> objects)
	{
		final PropagationResult result = new Propagator(model.predictor(reader, WindowMode.SLICE,
			SamModel.DEFAULT_CACHE_BYTES, Progress.NONE), reader, PropagationSettings.DEFAULT).run(objects, Progress.NONE);
		if (result.objects().stream().anyMatch(object -> object.slices().size() != SLICES)) throw new IllegalStateException(
			"An object was not followed to the end, so less was done than is compared with.");
		return result;
	}
}
