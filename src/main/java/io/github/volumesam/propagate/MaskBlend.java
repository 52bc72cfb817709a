package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.DistanceTransform;

/**
 * The shape between two shapes: signed distances are averaged and cut at zero
 * (Raya &amp; Udupa, <i>Shape-based interpolation</i>, 1990), after both masks have
 * been moved to the place between their centroids, so that an object that wanders
 * does not vanish half-way.
 */
final class MaskBlend {

	private MaskBlend() {}

	/**
	 * @param a the mask at {@code part} 0
	 * @param b the mask at {@code part} 1
	 * @param part where between the two, 0…1
	 */
	static Mask between(final Mask a, final Mask b, final double part) {
		if (a.isEmpty() || b.isEmpty()) return part < 0.5 ? a : b;
		final double dx = b.centroidX() - a.centroidX(), dy = b.centroidY() - a.centroidY();
		final Mask from = a.shift((int) Math.round(part * dx), (int) Math.round(part * dy));
		final Mask to = b.shift(-(int) Math.round((1 - part) * dx), -(int) Math.round((1 - part) * dy));
		final Box box = from.or(to).box().grow(1);
		final int x0 = (int) box.x(), y0 = (int) box.y(), w = (int) box.width(), h = (int) box.height();
		final double[] near = signedDistance(from, x0, y0, w, h), far = signedDistance(to, x0, y0, w, h);
		return Mask.of(x0, y0, w, h, (x, y) -> {
			final int i = (y - y0) * w + x - x0;
			return (1 - part) * near[i] + part * far[i] > 0;
		});
	}

	/** Distance to the outline on a grid of pixels, positive inside. */
	private static double[] signedDistance(final Mask mask, final int x0, final int y0, final int w, final int h) {
		final boolean[] inside = new boolean[w * h], outside = new boolean[w * h];
		for (int i = 0; i < inside.length; i++) {
			inside[i] = mask.contains(x0 + i % w, y0 + i / w);
			outside[i] = !inside[i];
		}
		final float[] in = DistanceTransform.squared(inside, w, h, 1, 1), out = DistanceTransform.squared(outside, w, h, 1,
			1);
		final double[] distance = new double[w * h];
		for (int i = 0; i < distance.length; i++)
			distance[i] = inside[i] ? Math.sqrt(out[i]) - 0.5 : 0.5 - Math.sqrt(in[i]);
		return distance;
	}
}
