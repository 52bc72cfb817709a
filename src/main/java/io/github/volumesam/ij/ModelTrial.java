package io.github.volumesam.ij;

import io.github.volumesam.Progress;
import io.github.volumesam.model.AutomaticContract.Kind;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.session.ClassMasks;
import io.github.volumesam.session.InstanceMasks;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A model run once on one slice of the bundled sample, on the largest cross section
 * of a structure that an expert has outlined, with a tight box; or without, if it
 * needs no prompts.
 *
 * @param structure what was looked for
 * @param slice from 1
 * @param area of the model's mask, in pixels
 * @param trueArea of the expert's outline, in pixels
 * @param dice how far the two agree, 0 to 1; NaN where the model was not asked for
 *          the structure
 * @param encodeSeconds what a slice costs
 * @param decodeSeconds what one more prompt on it costs
 */
public record ModelTrial(String structure, int slice, int area, int trueArea, double dice, double encodeSeconds,
	double decodeSeconds)
{

	/** Runs a model. */
	public static ModelTrial of(final SamModel model, final Progress progress) throws IOException {
		final LabelObject object = new LabelImage(ImagePlusVolume.of(Sample.truth(), 0, 1)).objects().stream().max(Comparator
			.comparingLong(LabelObject::voxels)).orElseThrow();
		final Map.Entry<Integer, Mask> section = object.masks().entrySet().stream().max(Comparator.comparingInt(entry -> entry
			.getValue().area())).orElseThrow();
		final Volume volume = ImagePlusVolume.of(Sample.image(), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.parse(model.descriptor().intensity(), null)
			.mappingOf(volume));
		if (!model.descriptor().isPromptable()) return unprompted(model, reader, section.getKey(), progress);
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES, progress);
		final Prompt box = Prompt.box(section.getValue().box());
		final long start = System.nanoTime();
		predictor.predict(section.getKey(), box);
		final long encoded = System.nanoTime();
		final Mask mask = predictor.predict(section.getKey(), box).mask();
		final double decode = (System.nanoTime() - encoded) / 1e9;
		return new ModelTrial(Sample.NAMES.get(object.label() - 1), section.getKey() + 1, mask.area(), section.getValue()
			.area(), 2.0 * mask.overlap(section.getValue()) / (mask.area() + section.getValue().area()), Math.max(0, (encoded -
				start) / 1e9 - decode), decode);
	}

	private static ModelTrial unprompted(final SamModel model, final WindowReader reader, final int z,
		final Progress progress)
	{
		final long start = System.nanoTime();
		final List<LogitMap> maps = model.automatic(reader, progress).maps(z);
		final int width = reader.volume().width(), height = reader.volume().height();
		final Collection<Mask> masks = model.descriptor().automatic().kind() == Kind.INSTANCES ? InstanceMasks.of(maps, width,
			height) : ClassMasks.of(maps, width, height).values();
		return new ModelTrial(model.descriptor().finds(), z + 1, masks.stream().mapToInt(Mask::area).sum(), 0,
			Double.NaN, (System.nanoTime() - start) / 1e9, 0);
	}

	/** In words. */
	@Override
	public String toString() {
		if (Double.isNaN(dice)) return String.format(Locale.ROOT,
			"%s on slice %d of the sample: %d pixels; %.2f s a slice", structure, slice, area, encodeSeconds);
		return String.format(Locale.ROOT,
			"%s on slice %d of the sample: mask of %d pixels, the expert's has %d (Dice %.2f); " +
				"%.2f s a slice, %.3f s a prompt%s",
			structure, slice, area, trueArea, dice, encodeSeconds, decodeSeconds, dice < 0.5
				? ". That is not what the model should find: check what was guessed" : "");
	}
}
