package io.github.volumesam.session;

import java.util.PriorityQueue;

/**
 * A seeded watershed on a slice: from its seeds every object is flooded over the
 * lowest ground first, until it meets another. Pixels touch at their sides; of equal
 * heights the one that was reached first is flooded first, as in scikit-image.
 */
final class Watershed {

	/** A pixel that has been reached. */
	private record Reached(double height, int age, int pixel) implements Comparable<Reached> {

		@Override
		public int compareTo(final Reached other) {
			final int byHeight = Double.compare(height, other.height);
			if (byHeight != 0) return byHeight;
			return age != other.age ? Integer.compare(age, other.age) : Integer.compare(pixel, other.pixel);
		}
	}

	private Watershed() {}

	/**
	 * Floods a slice.
	 *
	 * @param heights row by row
	 * @param width of the slice
	 * @param inside which pixels can be flooded
	 * @param labels the seeds, from 1; 0 elsewhere. The objects afterwards
	 */
	static void flood(final double[] heights, final int width, final boolean[] inside, final int[] labels) {
		final PriorityQueue<Reached> shore = new PriorityQueue<>();
		for (int i = 0; i < labels.length; i++)
			if (labels[i] > 0) shore.add(new Reached(heights[i], 0, i));
		int age = 0;
		while (!shore.isEmpty()) {
			final int pixel = shore.remove().pixel;
			for (final int next : new int[] { pixel - width, pixel - 1, pixel + 1, pixel + width }) {
				// The row does not go on behind its ends.
				if (next < 0 || next >= labels.length || Math.abs(next % width - pixel % width) > 1) continue;
				if (!inside[next] || labels[next] > 0) continue;
				labels[next] = labels[pixel];
				shore.add(new Reached(heights[next], ++age, next));
			}
		}
	}
}
