package io.github.volumesam.session;

import io.github.volumesam.Progress;
import io.github.volumesam.model.AutomaticContract;
import io.github.volumesam.model.AutomaticContract.Kind;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.AutomaticPredictor;
import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.EndReason;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.propagate.SliceResult.Origin;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;

/**
 * A volume segmented without prompts: slice by slice, each pixel goes to one of the
 * classes that the model knows, or to one of the objects that it finds.
 */
final class AutomaticSegmentation {

	/** What is on a slice. */
	private interface Finder {

		/** Masks by label. */
		Map<Integer, Mask> find(int z);
	}

	private final SamModel model;
	private final AutomaticContract contract;
	private final SegmentationSettings settings;
	private final SortedMap<Integer, SortedMap<Integer, SliceResult>> found = new TreeMap<>();

	/**
	 * @throws IllegalArgumentException if the settings are about prompts
	 */
	AutomaticSegmentation(final SamModel model, final SegmentationSettings settings) {
		this.model = model;
		this.settings = settings;
		contract = model.descriptor().automatic();
		final String name = model.descriptor().displayName() + " is used without prompts and looks at every slice as a whole";
		if (settings.jitter() > 1) throw new IllegalArgumentException(name + ", so that there is no box to vary; leave " +
			"jitter at 1.");
		if (settings.mode() != Mode.FOLLOW) throw new IllegalArgumentException(name + ", so that mode " + settings.mode() +
			" has nothing to follow; leave it at follow.");
		if (settings.allAxes()) throw new IllegalArgumentException(name +
			"; the axes cannot vote on it. Choose one of xy, xz and yz.");
		if (settings.window() != WindowMode.AUTO && settings.window() != WindowMode.SLICE) throw new IllegalArgumentException(
			name + "; leave the window at auto.");
	}

	/**
	 * @param progress when it cancels, what is finished is returned
	 */
	SegmentationResult run(final Volume volume, final Progress progress) {
		final Volume cut = volume.along(settings.axis());
		progress.report(0, 1, "Reading intensities");
		final IntensityMapping mapping = settings.intensity().mappingOf(volume);
		final boolean cancelled = !look(finder(new WindowReader(cut, mapping), progress), cut.depth(), progress);
		final List<ObjectResult> traces = new ArrayList<>();
		found.forEach((label, slices) -> traces.add(new ObjectResult(label, slices, end(slices.containsKey(0), cancelled),
			end(slices.containsKey(cut.depth() - 1), cancelled))));
		final SortedMap<Integer, String> names = new TreeMap<>();
		if (contract.kind() != Kind.INSTANCES) found.keySet().forEach(label -> names.put(label, contract.name(label)));
		return Segmentation.assemble(volume, traces, traces.stream().map(ObjectResult::toLabelObject).toList(), names, mapping,
			settings, cancelled);
	}

	/** Whether all slices have been looked at. */
	private boolean look(final Finder finder, final int depth, final Progress progress) {
		try {
			for (int z = 0; z < depth; z++) {
				progress.checkCancelled();
				progress.report(z, depth, "Slice " + (z + 1) + " of " + depth);
				final int slice = z;
				finder.find(z).forEach((label, mask) -> found.computeIfAbsent(label, l -> new TreeMap<>()).put(slice,
					new SliceResult(slice, mask, null, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Origin.AUTOMATIC)));
			}
			return true;
		}
		catch (final CancellationException e) {
			return false;
		}
	}

	private Finder finder(final WindowReader reader, final Progress progress) {
		final int width = reader.volume().width(), height = reader.volume().height();
		if (contract.kind() == Kind.WHOLE_SLICE) {
			found.put(1, new TreeMap<>());
			final MaskPredictor predictor = model.predictor(reader, WindowMode.SLICE, Segmentation.CACHE_BYTES, progress);
			final Prompt whole = Prompt.box(new Box(0, 0, width, height));
			return z -> {
				final Mask mask = predictor.predict(z, whole).mask();
				return mask.isEmpty() ? Map.of() : Map.of(1, mask);
			};
		}
		final AutomaticPredictor predictor = model.automatic(reader, progress);
		if (contract.kind() == Kind.INSTANCES) {
			final InstanceLinks links = new InstanceLinks();
			return z -> links.next(InstanceMasks.of(predictor.maps(z), width, height));
		}
		return z -> {
			final List<LogitMap> maps = predictor.maps(z);
			announce(maps.size());
			return ClassMasks.of(maps, width, height);
		};
	}

	/** A class that is nowhere has its row in the table, too. */
	private void announce(final int maps) {
		final int classes = Math.max(1, maps - 1);
		if (!contract.classes().isEmpty() && contract.classes().size() != classes) throw new ModelException(
			"The descriptor of " + model.descriptor().displayName() + " names " + contract.classes().size() +
				" classes under 'automatic.classes', but its decoder returns " + maps + (maps == 1 ? " map, which is 1 class."
					: " maps: the background and " + classes + " classes."));
		for (int label = 1; label <= classes; label++)
			found.computeIfAbsent(label, l -> new TreeMap<>());
	}

	private static EndReason end(final boolean reaches, final boolean cancelled) {
		if (reaches) return EndReason.VOLUME_END;
		return cancelled ? EndReason.CANCELLED : EndReason.EMPTY;
	}
}
