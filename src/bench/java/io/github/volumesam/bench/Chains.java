package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.EndReason;
import io.github.volumesam.propagate.Evidence;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.NextPrompt;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.propagate.StopRule;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.study.PromptMode;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Follows objects past their ends: what is known of each slice's mask, and how good it is. */
final class Chains {

	/** How far past its end an object is followed, as a share of its slices, and at least. */
	private static final double BEYOND = 0.6;
	private static final int BEYOND_SLICES = 6;

	private Chains() {}

	/**
	 * A slice of a chain.
	 *
	 * @param found pixels of its mask
	 * @param overlap of these, the object's
	 * @param wanted the object's pixels on the slice; 0 beyond the object
	 */
	record Sample(Evidence evidence, int found, int overlap, int wanted) {

		double dice() {
			return 2.0 * overlap / (found + wanted);
		}
	}

	/**
	 * An object from its key slice outwards, both ways.
	 *
	 * @param voxels of the whole object
	 * @param key what was found on the key slice
	 * @param up the slices above it, outwards
	 * @param down the slices below it, outwards
	 */
	record Chain(String volume, long voxels, List<Sample> key, List<Sample> up, List<Sample> down) {

		List<List<Sample>> ends() {
			return List.of(up, down);
		}
	}

	static List<Chain> of(final LabelledVolume volume, final SamModel model, final boolean crossSections,
		final PromptMode prompts)
	{
		final WindowReader reader = new WindowReader(volume.image(), IntensityRule.DEFAULT.mappingOf(volume.image()));
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES,
			Progress.NONE);
		return volume.objects().stream().map(object -> follow(volume, object, reader, predictor, crossSections, prompts))
			.toList();
	}

	private static Chain follow(final LabelledVolume volume, final LabelObject truth, final WindowReader reader,
		final MaskPredictor predictor, final boolean crossSections, final PromptMode prompts)
	{
		final List<Evidence> heard = new ArrayList<>();
		final StopRule all = evidence -> {
			if (evidence.area() > 0) heard.add(evidence);
			return new StopRule.Verdict(0, evidence.area() > 0, EndReason.EMPTY);
		};
		final PropagationSettings settings = new PropagationSettings(new NextPrompt(Strategy.BOX), all, 3, crossSections,
			Mode.FOLLOW, false);
		final int first = truth.masks().firstKey(), last = truth.masks().lastKey();
		final int more = Math.max(BEYOND_SLICES, (int) (BEYOND * (last - first + 1)));
		final KeySlices whole = prompts.of(truth, predictor.depth());
		final KeySlices limited = new KeySlices(truth.label(), whole.prompts(), Math.max(0, first - more), Math.min(predictor
			.depth() - 1, last + more));
		final ObjectResult result = new Propagator(predictor, reader, settings).run(List.of(limited), Progress.NONE)
			.objects().get(0);
		final int lowest = whole.prompts().firstKey(), highest = whole.prompts().lastKey();
		final List<SliceResult> above = propagated(result.slices().tailMap(highest + 1).values().stream());
		final List<SliceResult> below = propagated(result.slices().headMap(lowest).values().stream().sorted((a, b) -> b
			.z() - a.z()));
		if (above.size() + below.size() != heard.size()) throw new IllegalStateException("Judged " + heard.size() +
			" slices, found " + (above.size() + below.size()));
		return new Chain(volume.name(), truth.masks().values().stream().mapToLong(Mask::area).sum(), samples(result.slices()
			.subMap(lowest, highest + 1).values(), null, truth), samples(above, heard.subList(0, above.size()), truth), samples(
				below, heard.subList(above.size(), heard.size()), truth));
	}

	private static List<SliceResult> propagated(final Stream<SliceResult> slices) {
		return slices.filter(slice -> slice.origin() == SliceResult.Origin.PROPAGATED).toList();
	}

	private static List<Sample> samples(final Collection<SliceResult> slices, final List<Evidence> heard,
		final LabelObject truth)
	{
		final List<Sample> samples = new ArrayList<>();
		for (final SliceResult slice : slices) {
			final Mask wanted = truth.mask(slice.z());
			samples.add(new Sample(heard == null ? null : heard.get(samples.size()), slice.mask().area(), slice.mask().overlap(
				wanted), wanted.area()));
		}
		return samples;
	}
}
