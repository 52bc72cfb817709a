package io.github.volumesam.session;

import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.Optional;

/** A model without a network: the object is what maps to the brighter half, in and closely around the prompt. */
record BrightPredictor(WindowReader reader) implements MaskPredictor {

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		final int w = width(), h = height();
		final Window whole = Window.whole(w, h);
		final float[] pixels = reader.read(z, whole, w, h);
		final Box near = prompt.box().or(() -> prompt.mask().map(Mask::box)).orElseGet(() -> new Box(prompt.points().get(0)
			.x() - 4, prompt.points().get(0).y() - 4, 8, 8)).grow(3).clip(w, h);
		final Mask mask = Mask.of((int) near.x(), (int) near.y(), (int) near.width(), (int) near.height(), (x,
			y) -> pixels[y * w + x] > 128);
		final float[] logits = new float[w * h];
		for (int i = 0; i < logits.length; i++)
			logits[i] = mask.contains(i % w, i / w) ? 6 : -6;
		return new Prediction(mask, mask.isEmpty() ? 0.1 : 0.95, mask.isEmpty() ? -5 : 5, new LogitMap(whole, w, h,
			logits));
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		return predict(z, prompt);
	}

	@Override
	public Optional<MaskPredictor> along(final Axis axis) {
		return Optional.of(new BrightPredictor(new WindowReader(reader.volume().along(axis), reader.mapping())));
	}

	@Override
	public int depth() {
		return reader.volume().depth();
	}

	@Override
	public int width() {
		return reader.volume().width();
	}

	@Override
	public int height() {
		return reader.volume().height();
	}
}
