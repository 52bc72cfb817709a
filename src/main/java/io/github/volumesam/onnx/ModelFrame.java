package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelDescriptor.Encoder;
import io.github.volumesam.model.ModelDescriptor.Resize;
import io.github.volumesam.volume.Window;

/**
 * How a window of a slice lies in the square that a model sees: it fills the
 * square's upper left {@code width × height} pixels; the rest is padding.
 *
 * @param window in slice pixels
 * @param width model pixels that the window is resampled to
 * @param height likewise
 * @param size extent of the whole square
 */
record ModelFrame(Window window, int width, int height, int size) {

	/**
	 * @param aspect width over height of a pixel, so that what is square in the
	 *          specimen is square for the model, also in slices across a stack
	 */
	static ModelFrame of(final Window window, final double aspect, final Encoder encoder) {
		final int size = encoder.size();
		if (encoder.resize() == Resize.STRETCH) return new ModelFrame(window, size, size, size);
		// SAM's rounding (models.md A1).
		final double tall = window.height() / aspect;
		final double scale = size / Math.max(window.width(), tall);
		return new ModelFrame(window, Math.max(1, (int) (window.width() * scale + 0.5)), Math.max(1, (int) (tall * scale +
			0.5)), size);
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
