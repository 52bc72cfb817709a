package io.github.volumesam;

import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * A model that needs no network: the object is what is brighter than 128 inside
 * the prompted box, grown by a quarter so that it can follow growth. Without such
 * a pixel it behaves as networks do and answers with the box, but with a low
 * predicted IoU and object score.
 */
public final class ThresholdPredictor implements MaskPredictor {

	private final WindowReader reader;

	/** Answers with mapped intensities. */
	public ThresholdPredictor(final WindowReader reader) {
		this.reader = reader;
	}

	/** Answers with the intensities as they are. */
	public ThresholdPredictor(final Volume volume) {
		this(new WindowReader(volume, new IntensityMapping(0, 255, false)));
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		return predict(z, prompt, prompt.box().or(() -> prompt.mask().map(Mask::box)).orElseGet(() -> around(prompt.points()
			.get(0))));
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		final Box box = prompt.box().orElse(region).clip(width(), height());
		final Box search = box.grow(Math.max(1, Math.max(box.width(), box.height()) / 4)).clip(width(), height());
		final float[] pixels = reader.read(z, Window.whole(width(), height()), width(), height());
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

	private static Box around(final Point point) {
		return new Box(point.x() - 4, point.y() - 4, 8, 8);
	}

	@Override
	public MaskPredictor along(final Axis axis) {
		return new ThresholdPredictor(new WindowReader(reader.volume().along(axis), reader.mapping()));
	}

	@Override
	public boolean isCheapAcross() {
		return true;
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
