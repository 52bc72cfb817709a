package io.github.volumesam.onnx;

import io.github.volumesam.model.EncoderContract;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.volume.Window;

/**
 * How a window of a slice lies in the square that a model sees: it fills the
 * square's upper left {@code width × height} pixels; the rest is padding.
 *
 * @param window in slice pixels
 * @param width model pixels that the window is resampled to
 * @param height likewise
 * @param size extent of the whole square
 * @param aspect width over height of a slice pixel, so that what is square in the
 *          specimen is square for the model, also in slices across a stack
 */
record ModelFrame(Window window, int width, int height, int size, double aspect) {

	/** The longer side of a window in its own pixels that is handed to a network; twice what the largest look at. */
	private static final double LARGEST = 2048;

	/**
	 * @param size of the square: the encoder's own or, for some decoders, another, in
	 *          which the window lies alike
	 */
	static ModelFrame of(final Window window, final double aspect, final EncoderContract encoder, final int size) {
		final double ratio = (double) size / encoder.size();
		if (encoder.width() > 0) return new ModelFrame(window, (int) Math.round(encoder.width() * ratio), (int) Math.round(
			encoder.height() * ratio), size, aspect);
		if (encoder.resize() == Resize.STRETCH) return new ModelFrame(window, size, size, size, aspect);
		// SAM's rounding (models.md A1).
		final double tall = window.height() / aspect;
		double scale = size / longest(window, aspect);
		if (encoder.resize() == Resize.NONE) scale = Math.min(scale, ratio);
		return new ModelFrame(window, rounded(window.width() * scale), rounded(tall * scale), size, aspect);
	}

	private static int rounded(final double extent) {
		return Math.max(1, (int) (extent + 0.5));
	}

	private static double longest(final Window window, final double aspect) {
		return Math.max(window.width(), window.height() / aspect);
	}

	/** The longer side of the window, in slice pixels along x. */
	double longest() {
		return longest(window, aspect);
	}

	/**
	 * The window in its own pixels, for encoders and decoders that resize by
	 * themselves, but no larger than is of use to any of them.
	 */
	ModelFrame original() {
		final double scale = Math.min(1, LARGEST / longest());
		return new ModelFrame(window, rounded(window.width() * scale), rounded(window.height() / aspect * scale), size,
			aspect);
	}

	/** The window spread over the whole square, without padding. */
	ModelFrame stretched() {
		return new ModelFrame(window, size, size, size, aspect);
	}

	/** Model pixels of a position in slice pixels. */
	double modelX(final double x) {
		return (x - window.x()) * width / window.width();
	}

	double modelY(final double y) {
		return (y - window.y()) * height / window.height();
	}

	/** Slice pixels of a position in model pixels. */
	double sliceX(final double x) {
		return window.x() + x * window.width() / width;
	}

	double sliceY(final double y) {
		return window.y() + y * window.height() / height;
	}

	/** The part of the slice's plane that the whole square covers, padding included. */
	Window covered() {
		return new Window(window.x(), window.y(), size * window.width() / width, size * window.height() / height);
	}
}
