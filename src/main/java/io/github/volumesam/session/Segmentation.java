package io.github.volumesam.session;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.onnx.JitteredPredictor;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.NextPrompt;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationResult;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** From prompts on a few slices, or none, to a 3D label image: the one call that every door makes. */
public final class Segmentation {

	/** Embeddings that are kept for the next object or the next prompt on a slice, in bytes. */
	static final long CACHE_BYTES = 256L << 20;

	private Segmentation() {}

	/**
	 * Segments all objects.
	 *
	 * @param volume in XY slices
	 * @param objects prompts on slices along {@link SegmentationSettings#axis()}; none
	 *          for a model that is used without
	 * @param model stays open
	 * @param progress when it cancels, what is finished is returned
	 * @throws IllegalArgumentException if there is no object, two have the same
	 *           label, one has prompts outside the volume, or the model does not
	 *           understand a prompt
	 */
	public static SegmentationResult run(final Volume volume, final List<KeySlices> objects, final SamModel model,
		final SegmentationSettings settings, final Progress progress)
	{
		if (objects.isEmpty() && model.descriptor().automatic() != null) return new AutomaticSegmentation(model, settings)
			.run(volume, progress);
		check(objects, model, settings.prompt());
		return run(volume, objects, reader -> model.predictor(reader, settings.window(), CACHE_BYTES, progress), settings,
			progress);
	}

	static SegmentationResult run(final Volume volume, final List<KeySlices> objects,
		final Function<WindowReader, MaskPredictor> predictor, final SegmentationSettings settings, final Progress progress)
	{
		final Volume cut = volume.along(settings.axis());
		check(objects, cut, settings.mode());
		progress.report(0, 1, "Reading intensities");
		// Taken from the XY slices, so that a stack on disk is read slice by slice.
		final IntensityMapping mapping = settings.intensity().mappingOf(volume);
		final WindowReader reader = new WindowReader(cut, mapping);
		final MaskPredictor jittered = new JitteredPredictor(predictor.apply(reader), settings.jitter());
		final PropagationResult propagated = new Propagator(jittered, reader, settings.propagation()).run(objects, progress);
		final List<LabelObject> cleaned = new ArrayList<>();
		for (int i = 0; i < objects.size(); i++) {
			final ObjectResult trace = propagated.objects().get(i);
			cleaned.add(settings.cleanUp().apply(trace.toLabelObject(), seeds(objects.get(i), trace)));
		}
		return assemble(volume, propagated.objects(), cleaned, Map.of(), mapping, settings, propagated.cancelled());
	}

	/**
	 * @param traces how the objects were found, along the axis of the settings
	 * @param cleaned the same objects, of which the label image is made
	 * @param classes what the labels are called, if they have names
	 */
	static SegmentationResult assemble(final Volume volume, final List<ObjectResult> traces,
		final List<LabelObject> cleaned, final Map<Integer, String> classes, final IntensityMapping mapping,
		final SegmentationSettings settings, final boolean cancelled)
	{
		final LabelVolume labels = new LabelVolume(volume.width(), volume.height(), volume.depth(), cleaned.stream().map(
			object -> object.reoriented(settings.axis())).toList(), settings.overlap());
		final List<LabelObject> visible = labels.visible();
		final List<SegmentedObject> result = new ArrayList<>();
		for (int i = 0; i < traces.size(); i++)
			result.add(new SegmentedObject(traces.get(i), cleaned.get(i), visible.get(i), Measurements.of(
				visible.get(i), volume.calibration())));
		return new SegmentationResult(labels, result, classes, mapping, volume.calibration(), settings, cancelled);
	}

	/** Refuses what the model does not understand before anything is computed. */
	private static void check(final List<KeySlices> objects, final SamModel model, final Strategy strategy) {
		objects.forEach(object -> object.prompts().values().forEach(model::check));
		try {
			model.check(new NextPrompt(strategy).from(Mask.of(0, 0, 9, 9, (x, y) -> true)));
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("The prompt '" + strategy + "' cannot be handed from slice to slice: " + e
				.getMessage(), e);
		}
	}

	private static void check(final List<KeySlices> objects, final Volume cut, final Mode mode) {
		if (objects.isEmpty()) throw new IllegalArgumentException("There is no prompt, so there is nothing to look for.");
		final Set<Integer> labels = new HashSet<>();
		for (final KeySlices object : objects) {
			if (!labels.add(object.label())) throw new IllegalArgumentException("Label " + object.label() +
				" is used for two objects.");
			if (object.first() < 0 || object.last() >= cut.depth()) throw new IllegalArgumentException("Object " + object
				.label() + " is to be looked for on slices " + (object.first() + 1) + " to " + (object.last() + 1) +
				", but the image has slices 1 to " + cut.depth() + ".");
			if (mode.interpolatesBoxes() && object.prompts().size() < 2) throw new IllegalArgumentException("Object " + object
				.label() + " has a prompt on one slice only. Mode " + mode + " goes from key slice to key slice; give a box on " +
				"at least two, or use mode follow.");
		}
	}

	/**
	 * What an object is recognised by on its key slices: the mask that the user drew,
	 * the pixels that the user clicked, or the largest part of what was found in the
	 * user's box.
	 */
	private static SortedMap<Integer, Mask> seeds(final KeySlices object, final ObjectResult trace) {
		final SortedMap<Integer, Mask> seeds = new TreeMap<>();
		object.prompts().forEach((z, prompt) -> {
			final SliceResult slice = trace.slices().get(z);
			if (slice != null) seeds.put(z, seed(prompt, slice.mask()));
		});
		return seeds;
	}

	private static Mask seed(final Prompt prompt, final Mask found) {
		if (prompt.mask().isPresent()) return found.and(prompt.mask().get());
		Mask clicked = Mask.EMPTY;
		for (final Point point : prompt.points())
			if (point.positive()) clicked = clicked.or(Mask.of((int) Math.floor(point.x()), (int) Math.floor(point.y()), 1, 1,
				(x, y) -> true));
		if (found.overlap(clicked) > 0) return found.and(clicked);
		return MaskComponents.of(found).stream().max(Comparator.comparingInt(Mask::area)).orElse(Mask.EMPTY);
	}
}
