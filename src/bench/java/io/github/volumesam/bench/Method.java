package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.study.PromptMode;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A way to segment objects of which one slice is known. All start from a tight box
 * on the object's largest slice, unless they say otherwise.
 *
 * @param name for tables
 * @param knowsRange whether it is told on which slices the object is
 * @param segmenter does it
 */
record Method(String name, boolean knowsRange, Segmenter segmenter) {

	/** Segments objects; the result has one for each, in the same order. */
	@FunctionalInterface
	interface Segmenter {

		List<LabelObject> segment(List<LabelObject> truth, WindowReader reader, MaskPredictor predictor);
	}

	/** Half of MedSAM's margin is on each side of its 256-pixel grid (peers.md §4.3). */
	private static final double MARGIN = 3 / 256.0;

	/** Our rule, as the plugin uses it. */
	static Method ours(final String name, final PropagationSettings settings, final PromptMode prompts) {
		return new Method(name, false, (truth, reader, predictor) -> propagated(truth.stream().map(object -> prompts.of(
			object, predictor.depth())).toList(), settings, reader, predictor));
	}

	/** micro-sam's rule. */
	static Method reference(final Strategy strategy, final double threshold) {
		return ours("reference, " + strategy + ", " + threshold, PropagationSettings.reference(strategy, threshold),
			PromptMode.BOX);
	}

	/** Ours, told on which slices the object is. */
	static Method inRange() {
		return new Method("ours, range", true, (truth, reader, predictor) -> {
			final List<KeySlices> limited = truth.stream().map(object -> new KeySlices(object.label(), PromptMode.BOX.of(object,
				predictor.depth()).prompts(), object.masks().firstKey(), object.masks().lastKey())).toList();
			return propagated(limited, PropagationSettings.DEFAULT.with(Mode.RANGE), reader, predictor);
		});
	}

	/**
	 * Ours, from the slice at the first quarter of the object instead of its largest.
	 *
	 * @param again whether the largest slice that was found is then given its box, for a second run
	 */
	static Method fromQuarter(final boolean again) {
		return new Method("ours, quarter" + (again ? ", again" : ""), false, (truth, reader, predictor) -> {
			final List<KeySlices> first = truth.stream().map(object -> {
				final List<Integer> slices = List.copyOf(object.masks().keySet());
				final int z = slices.get(slices.size() / 4);
				return KeySlices.of(object.label(), new TreeMap<>(Map.of(z, Prompt.box(object.mask(z).box()))), predictor
					.depth());
			}).toList();
			final List<LabelObject> found = propagated(first, PropagationSettings.DEFAULT, reader, predictor);
			if (!again) return found;
			final List<KeySlices> second = new ArrayList<>();
			for (int i = 0; i < found.size(); i++) {
				final SortedMap<Integer, Prompt> prompts = new TreeMap<>(first.get(i).prompts());
				if (!found.get(i).masks().isEmpty()) {
					final int largest = key(found.get(i));
					prompts.putIfAbsent(largest, Prompt.box(found.get(i).mask(largest).box()));
				}
				second.add(KeySlices.of(found.get(i).label(), prompts, predictor.depth()));
			}
			return propagated(second, PropagationSettings.DEFAULT, reader, predictor);
		});
	}

	/** SAMM's: the box of the key slice on every slice, of the range or of the volume. */
	static Method sameBox(final boolean inRange) {
		return new Method("same box" + (inRange ? ", range" : ""), inRange, slices(inRange, object -> z -> object.mask(key(
			object)).box()));
	}

	/** What could be reached if the true box of every slice were known. */
	static Method trueBoxes() {
		return new Method("true boxes", true, slices(true, object -> z -> object.mask(z).box()));
	}

	/**
	 * MedSAM-Lite's: the box of the last mask and a margin, through the range or the
	 * volume; of an empty mask the box of the key slice.
	 */
	static Method lastBox(final boolean inRange) {
		return new Method("last box + 3 px" + (inRange ? ", range" : ""), inRange, (truth, reader, predictor) -> {
			final List<LabelObject> found = new ArrayList<>();
			for (final LabelObject object : truth) {
				final SortedMap<Integer, Mask> masks = new TreeMap<>();
				for (final int direction : new int[] { 1, -1 }) {
					final Box given = object.mask(key(object)).box();
					Box box = given;
					for (int z = key(object); z >= first(object, inRange) && z <= last(object, inRange, predictor); z += direction) {
						final Mask mask = predictor.predict(z, Prompt.box(box).clipped(predictor.width(), predictor.height())).mask();
						if (!mask.isEmpty()) masks.put(z, mask);
						box = mask.isEmpty() ? given : mask.box().grow(MARGIN * Math.max(predictor.width(), predictor.height()));
					}
				}
				found.add(cleaned(new LabelObject(object.label(), masks, Map.of()), key(object)));
			}
			return found;
		});
	}

	private static int first(final LabelObject object, final boolean inRange) {
		return inRange ? object.masks().firstKey() : 0;
	}

	private static int last(final LabelObject object, final boolean inRange, final MaskPredictor predictor) {
		return inRange ? object.masks().lastKey() : predictor.depth() - 1;
	}

	/** A box for each slice, by slice. */
	private static Segmenter slices(final boolean inRange, final Function<LabelObject, Function<Integer, Box>> boxes) {
		return (truth, reader, predictor) -> truth.stream().map(object -> {
			final SortedMap<Integer, Mask> masks = new TreeMap<>();
			for (int z = first(object, inRange); z <= last(object, inRange, predictor); z++) {
				if (inRange && !object.masks().containsKey(z)) continue;
				final Prediction prediction = predictor.predict(z, Prompt.box(boxes.apply(object).apply(z)));
				if (!prediction.mask().isEmpty()) masks.put(z, prediction.mask());
			}
			return cleaned(new LabelObject(object.label(), masks, Map.of()), key(object));
		}).toList();
	}

	private static List<LabelObject> propagated(final List<KeySlices> prompts, final PropagationSettings settings,
		final WindowReader reader, final MaskPredictor predictor)
	{
		final List<LabelObject> found = new ArrayList<>();
		for (final ObjectResult object : new Propagator(predictor, reader, settings).run(prompts, Progress.NONE)
			.objects()) {
			final Integer[] keys = prompts.get(found.size()).prompts().keySet().toArray(new Integer[0]);
			found.add(cleaned(object.toLabelObject(), keys));
		}
		return found;
	}

	private static LabelObject cleaned(final LabelObject object, final Integer... keys) {
		final SortedMap<Integer, Mask> seeds = new TreeMap<>(object.masks());
		seeds.keySet().retainAll(List.of(keys));
		return CleanUp.DEFAULT.apply(object, seeds);
	}

	private static int key(final LabelObject object) {
		return PromptMode.BOX.of(object, Integer.MAX_VALUE).prompts().firstKey();
	}
}
