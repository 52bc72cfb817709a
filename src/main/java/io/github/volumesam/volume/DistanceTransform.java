package io.github.volumesam.volume;

/**
 * The exact squared Euclidean distance of every grid point to the nearest point of
 * a set, with its own spacing along each axis: the lower envelope of parabolas,
 * one axis after the other, in time linear in the number of points (Felzenszwalb
 * &amp; Huttenlocher, <i>Distance Transforms of Sampled Functions</i>, 2012).
 */
public final class DistanceTransform {

	private final float[] distances;
	private final double[] values;
	private final int[] site;
	private final double[] start;

	private DistanceTransform(final boolean[] set, final int longest) {
		distances = new float[set.length];
		for (int i = 0; i < set.length; i++)
			distances[i] = set[i] ? 0 : Float.POSITIVE_INFINITY;
		values = new double[longest];
		site = new int[longest];
		start = new double[longest];
	}

	/**
	 * Distances on a 2D grid.
	 *
	 * @param set the points to measure to, row by row
	 * @param spacingX distance between neighbours in a row
	 * @param spacingY distance between rows
	 * @return squared distance of each grid point to the nearest point of the set:
	 *         0 in the set, infinite everywhere if the set is empty
	 * @throws IllegalArgumentException if {@code set} has another size than the grid
	 */
	public static float[] squared(final boolean[] set, final int width, final int height, final double spacingX,
		final double spacingY)
	{
		return squared(set, width, height, 1, spacingX, spacingY, 1);
	}

	/**
	 * Distances on a 3D grid.
	 *
	 * @param set the points to measure to, slice by slice and row by row
	 * @param spacingX distance between neighbours in a row
	 * @param spacingY distance between rows
	 * @param spacingZ distance between slices
	 * @return squared distance of each grid point to the nearest point of the set:
	 *         0 in the set, infinite everywhere if the set is empty
	 * @throws IllegalArgumentException if {@code set} has another size than the grid
	 */
	public static float[] squared(final boolean[] set, final int width, final int height, final int depth,
		final double spacingX, final double spacingY, final double spacingZ)
	{
		if (set.length != (long) width * height * depth) throw new IllegalArgumentException("A grid of " + width + " x " +
			height + " x " + depth + " points cannot have " + set.length + " values");
		final DistanceTransform transform = new DistanceTransform(set, Math.max(width, Math.max(height, depth)));
		transform.along(width, 1, spacingX);
		transform.along(height, width, spacingY);
		transform.along(depth, width * height, spacingZ);
		return transform.distances;
	}

	/** Takes one axis into account: every line of {@code n} points that lie {@code stride} apart. */
	private void along(final int n, final int stride, final double spacing) {
		if (n == 1) return;
		final double scale = spacing * spacing;
		for (int block = 0; block < distances.length; block += n * stride)
			for (int i = 0; i < stride; i++)
				line(block + i, n, stride, scale);
	}

	private void line(final int offset, final int n, final int stride, final double scale) {
		int last = -1;
		for (int q = 0; q < n; q++) {
			final double f = values[q] = distances[offset + q * stride];
			if (f == Double.POSITIVE_INFINITY) continue;
			double from = Double.NEGATIVE_INFINITY;
			while (last >= 0) {
				final int p = site[last];
				from = 0.5 * (p + q + (f - values[p]) / (scale * (q - p)));
				if (from > start[last]) break;
				last--;
			}
			site[++last] = q;
			start[last] = from;
		}
		if (last < 0) return;
		for (int q = 0, k = 0; q < n; q++) {
			while (k < last && start[k + 1] < q)
				k++;
			final double d = q - site[k];
			distances[offset + q * stride] = (float) (scale * d * d + values[site[k]]);
		}
	}
}
