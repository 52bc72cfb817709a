package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Mask;

import java.nio.FloatBuffer;

/**
 * Draws a mask on the grid that a model takes rough masks on: each cell gets the
 * logit in proportion to how much of it the mask covers.
 */
final class MaskRaster {

	private MaskRaster() {}

	/**
	 * @param mask in slice pixels
	 * @param frame where the model's square lies on the slice
	 * @param size extent of the grid, which covers the whole square
	 * @param logit of a cell that lies inside; outside is its negative
	 * @param grid receives {@code size * size} logits
	 */
	static void draw(final Mask mask, final ModelFrame frame, final int size, final double logit,
		final FloatBuffer grid)
	{
		final float[] covered = new float[size * size];
		final double perPixelX = frame.width() / frame.window().width() * size / frame.size();
		final double perPixelY = frame.height() / frame.window().height() * size / frame.size();
		final double left = frame.window().x() * perPixelX, top = frame.window().y() * perPixelY;
		mask.forEachRun((y, from, to) -> {
			final double x0 = Math.max(0, from * perPixelX - left), x1 = Math.min(size, to * perPixelX - left);
			final double y0 = Math.max(0, y * perPixelY - top), y1 = Math.min(size, (y + 1) * perPixelY - top);
			for (int j = (int) y0; j < y1; j++) {
				final double height = Math.min(j + 1, y1) - Math.max(j, y0);
				for (int i = (int) x0; i < x1; i++)
					covered[j * size + i] += (float) (height * (Math.min(i + 1, x1) - Math.max(i, x0)));
			}
		});
		for (int k = 0; k < covered.length; k++)
			covered[k] = (float) (logit * (2 * Math.min(1, covered[k]) - 1));
		grid.clear();
		grid.put(covered).flip();
	}
}
