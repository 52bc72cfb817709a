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
import java.util.List;
import java.util.stream.Stream;

/**
 * Objects that are followed past their ends: what is known of each slice's mask, and
 * how good it is.
 */
final class Chains {

	/** How far past its end an object is followed, as a share of its slices, and at least. */
	private static final double BEYOND = 0.6;
	private static final int BEYOND_SLICES = 6;

	private Chains() {}

	/**
	 * A slice of a chain.
	 *
	 * @param dice of its mask; 0 beyond the object
	 */
	record Sample(String volume, int label, int z, int direction, Evidence evidence, double dice) {}

	static List<Sample> of(final LabelledVolume volume, final SamModel model, final boolean crossSections,
		final PromptMode prompts)
	{
		final WindowReader reader = new WindowReader(volume.image(), IntensityRule.DEFAULT.mappingOf(volume.image()));
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES,
			Progress.NONE);
		final List<Sample> samples = new ArrayList<>();
		for (final LabelObject object : volume.objects())
			samples.addAll(follow(volume, object, reader, predictor, crossSections, prompts));
		return samples;
	}

	private static List<Sample> follow(final LabelledVolume volume, final LabelObject truth, final WindowReader reader,
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
		final List<SliceResult> slices = Stream.concat(result.slices().tailMap(highest + 1).values().stream(), result.slices()
			.headMap(lowest).values().stream().sorted((a, b) -> b.z() - a.z())).filter(slice -> slice
				.origin() == SliceResult.Origin.PROPAGATED).toList();
		if (slices.size() != heard.size()) throw new IllegalStateException("Judged " + heard.size() + " slices, found " +
			slices.size());
		final List<Sample> samples = new ArrayList<>();
		for (int i = 0; i < slices.size(); i++) {
			final Mask found = slices.get(i).mask(), wanted = truth.mask(slices.get(i).z());
			samples.add(new Sample(volume.name(), truth.label(), slices.get(i).z(), slices.get(i).z() > highest ? 1 : -1, heard
				.get(i), 2.0 * found.overlap(wanted) / (found.area() + wanted.area())));
		}
		return samples;
	}
}
