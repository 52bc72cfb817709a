package io.github.volumesam.propagate;

import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A model that needs no network: the object is what is brighter than 128 inside
 * the prompted box, grown by a quarter so that it can follow growth. Without such
 * a pixel it behaves as networks do and answers with the box, but with a low
 * predicted IoU and object score.
 */
final class ThresholdPredictor implements MaskPredictor {

	/** Every slice that was asked for, in order. */
	final List<Integer> asked = new ArrayList<>();

	private final Volume volume;

	ThresholdPredictor(final Volume volume) {
		this.volume = volume;
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		return predict(z, prompt, prompt.box().orElseGet(() -> prompt.mask().map(Mask::box).orElseThrow()));
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		asked.add(z);
		final Box box = prompt.box().orElse(region).clip(width(), height());
		final Box search = box.grow(Math.max(1, Math.max(box.width(), box.height()) / 4)).clip(width(), height());
		final float[] pixels = volume.slice(z);
		final int x0 = (int) search.x(), y0 = (int) search.y();
		final int w = (int) search.right() - x0, h = (int) search.bottom() - y0;
		final Mask bright = Mask.of(x0, y0, w, h, (x, y) -> pixels[y * width() + x] > 128);
		final boolean found = !bright.isEmpty();
		final Mask mask = found ? bright : Mask.of(box);
		final float[] logits = new float[w * h];
		for (int i = 0; i < logits.length; i++)
			logits[i] = mask.contains(x0 + i % w, y0 + i / w) ? 6 : -6;
		return new Prediction(mask, found ? 0.95 : 0.3, found ? 5 : -5, new LogitMap(new Window(x0, y0, w, h), w, h,
			logits));
	}

	@Override
	public Optional<MaskPredictor> along(final Axis axis) {
		return Optional.of(new ThresholdPredictor(volume.along(axis)));
	}

	@Override
	public int depth() {
		return volume.depth();
	}

	@Override
	public int width() {
		return volume.width();
	}

	@Override
	public int height() {
		return volume.height();
	}
}
