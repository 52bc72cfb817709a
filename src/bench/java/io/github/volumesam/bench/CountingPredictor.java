package io.github.volumesam.bench;

import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;

import java.util.concurrent.atomic.AtomicLong;

/** Counts how often a model is asked, also in planes across the slices. */
record CountingPredictor(MaskPredictor model, AtomicLong decodes) implements MaskPredictor {

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		decodes.incrementAndGet();
		return model.predict(z, prompt);
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		decodes.incrementAndGet();
		return model.predict(z, prompt, region);
	}

	@Override
	public MaskPredictor along(final Axis axis) {
		return new CountingPredictor(model.along(axis), decodes);
	}

	@Override
	public boolean isCheapAcross() {
		return model.isCheapAcross();
	}

	@Override
	public int depth() {
		return model.depth();
	}

	@Override
	public int width() {
		return model.width();
	}

	@Override
	public int height() {
		return model.height();
	}
}
