package io.github.volumesam.onnx;

import io.github.volumesam.volume.Window;

import java.util.List;

/**
 * Mask logits on a grid over a window of a slice; above 0 is inside.
 *
 * @param window the part of the slice that the grid covers, in slice pixels
 * @param width columns of the grid
 * @param height rows of the grid
 * @param values the logits, row by row
 */
public record LogitMap(Window window, int width, int height, float[] values) {

	/**
	 * The logit at a position on the slice, bilinear between grid centres; outside
	 * the grid the value of its border.
	 *
	 * @param x in slice pixels, pixel centres at .5
	 * @param y in slice pixels
	 */
	public double at(final double x, final double y) {
		final double u = clamp((x - window.x()) / window.width() * width - 0.5, width - 1);
		final double v = clamp((y - window.y()) / window.height() * height - 0.5, height - 1);
		final int i = (int) u, j = (int) v;
		final int i1 = Math.min(i + 1, width - 1), j1 = Math.min(j + 1, height - 1);
		final double a = u - i, b = v - j;
		return (1 - b) * ((1 - a) * values[j * width + i] + a * values[j * width + i1]) + b * ((1 - a) * values[j1 *
			width + i] + a * values[j1 * width + i1]);
	}

	/**
	 * SAM's stability score: the IoU of the masks cut at logits 1 and -1, 0…1. An edge
	 * that the model is sure of stays where it is; 0 if there is no mask.
	 */
	public double stability() {
		return stability(List.of(this));
	}

	/** The same of several maps as one. */
	static double stability(final List<LogitMap> maps) {
		int inner = 0, outer = 0;
		for (final LogitMap map : maps)
			for (final float logit : map.values) {
				if (logit > 1) inner++;
				if (logit > -1) outer++;
			}
		return outer == 0 ? 0 : (double) inner / outer;
	}

	/** The larger of the logits of two maps over the same grid. */
	LogitMap max(final LogitMap other) {
		final float[] larger = values.clone();
		for (int i = 0; i < larger.length; i++)
			larger[i] = Math.max(larger[i], other.values[i]);
		return new LogitMap(window, width, height, larger);
	}

	private static double clamp(final double value, final int max) {
		return Math.max(0, Math.min(max, value));
	}
}
