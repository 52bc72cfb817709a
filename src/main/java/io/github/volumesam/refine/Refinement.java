package io.github.volumesam.refine;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.session.ObjectEnds;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** From an image and its label image to a better label image. */
public final class Refinement {

	private final Volume image;
	private final LabelImage labels;
	private final List<LabelObject> objects;
	private final List<Change> changes;

	private Refinement(final Volume image, final Volume labels) {
		if (!image.isSameSizeAs(labels)) throw new IllegalArgumentException("The label image '" + labels.name() + "' is " +
			labels.sizeText() + " voxels, but the image '" + image.name() + "' is " + image.sizeText() +
			". If slices are taken for frames, correct this in Image > Properties.");
		this.image = image;
		this.labels = new LabelImage(labels);
		objects = this.labels.someObjects();
		changes = objects.stream().map(object -> new Change()).toList();
	}

	/**
	 * Makes a label image better.
	 *
	 * @param image in XY slices
	 * @param labels of the same size
	 * @param range the slices that may be changed
	 * @param model stays open
	 * @param progress when it cancels, what is finished is returned
	 * @throws IllegalArgumentException if the two differ in size, a value is no label,
	 *           or there is no label
	 */
	public static RefinementResult run(final Volume image, final Volume labels, final RefineMode mode,
		final SliceRange range, final SamModel model, final SegmentationSettings settings, final Progress progress)
	{
		return run(image, labels, mode, range, reader -> model.predictor(reader, settings.window(),
			SamModel.DEFAULT_CACHE_BYTES, progress), settings, progress);
	}

	static RefinementResult run(final Volume image, final Volume labels, final RefineMode mode, final SliceRange range,
		final Function<WindowReader, MaskPredictor> predictor, final SegmentationSettings settings, final Progress progress)
	{
		final Refinement refinement = new Refinement(image, labels);
		progress.report(0, 1, "Reading intensities");
		final WindowReader reader = new WindowReader(image, settings.intensity().mappingOf(image));
		final boolean finished = refinement.change(mode, range, predictor.apply(reader), reader, settings, progress);
		return refinement.result(mode, settings, !finished);
	}

	/** Returns whether it came to the end. */
	private boolean change(final RefineMode mode, final SliceRange range, final MaskPredictor predictor,
		final WindowReader reader, final SegmentationSettings settings, final Progress progress)
	{
		if (mode == RefineMode.REFINE) return new Redrawing(predictor).run(objects, range, changes, progress);
		final Extension extension = new Extension(predictor, reader, PropagationSettings.DEFAULT.with(settings.prompt()),
			settings.cleanUp());
		return extension.fill(objects, range, changes, progress) && (mode == RefineMode.FILL || extension.extend(objects,
			range, changes, progress));
	}

	private RefinementResult result(final RefineMode mode, final SegmentationSettings settings, final boolean cancelled) {
		final List<SortedMap<Integer, Mask>> respectful = respectful();
		final List<LabelObject> changed = new ArrayList<>();
		for (int i = 0; i < changes.size(); i++) {
			final SortedMap<Integer, Mask> masks = new TreeMap<>(objects.get(i).masks());
			respectful.get(i).forEach((z, mask) -> {
				if (!mask.isEmpty()) masks.put(z, mask);
			});
			changed.add(new LabelObject(objects.get(i).label(), masks, changes.get(i).scores));
		}
		final LabelVolume volume = new LabelVolume(image.width(), image.height(), image.depth(), changed, settings
			.overlap());
		final List<LabelObject> visible = volume.visible();
		final Calibration calibration = image.calibration();
		final List<RefinedObject> result = new ArrayList<>();
		for (int i = 0; i < changes.size(); i++) {
			final Change change = changes.get(i);
			final int slices = visible.get(i).masks().size() - objects.get(i).masks().size();
			result.add(new RefinedObject(Measurements.of(objects.get(i), calibration), Measurements.of(visible.get(i),
				calibration), mode == RefineMode.REFINE ? change.masks.size() : 0, change.kept, slices, new ObjectEnds(
					change.lowerEnd, change.upperEnd)));
		}
		return new RefinementResult(volume, result, calibration.unit(), cancelled);
	}

	/** The new masks of each object without the voxels that belonged to others; no slice is read twice. */
	private List<SortedMap<Integer, Mask>> respectful() {
		final List<SortedMap<Integer, Mask>> masks = new ArrayList<>();
		changes.forEach(change -> masks.add(new TreeMap<>()));
		for (int z = 0; z < image.depth(); z++) {
			final int slice = z;
			if (changes.stream().noneMatch(change -> change.masks.containsKey(slice))) continue;
			final int[] before = labels.slice(z);
			for (int i = 0; i < changes.size(); i++) {
				final int own = objects.get(i).label();
				masks.get(i).put(z, changes.get(i).masks.getOrDefault(z, Mask.EMPTY).where((x, y) -> {
					final int label = before[y * image.width() + x];
					return label == 0 || label == own;
				}));
			}
		}
		return masks;
	}
}
