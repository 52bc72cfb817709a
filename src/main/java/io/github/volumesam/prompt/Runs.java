package io.github.volumesam.prompt;

import java.util.Arrays;

/**
 * Horizontal runs of pixels, in the order of rows and from left to right. Labelling
 * runs instead of pixels makes components of large masks cheap.
 */
public final class Runs {

	private int[] y = new int[16];
	private int[] from = new int[16];
	private int[] to = new int[16];
	private int size;

	int size() {
		return size;
	}

	int y(final int i) {
		return y[i];
	}

	/** First column of run {@code i}. */
	int from(final int i) {
		return from[i];
	}

	/** Column behind the last one of run {@code i}. */
	int to(final int i) {
		return to[i];
	}

	/**
	 * Appends columns {@code start} to {@code end} (exclusive) of row {@code row}.
	 * They have to lie behind all others: in a later row, or further right in the
	 * same one.
	 */
	public void add(final int row, final int start, final int end) {
		if (size == y.length) {
			y = Arrays.copyOf(y, 2 * size);
			from = Arrays.copyOf(from, 2 * size);
			to = Arrays.copyOf(to, 2 * size);
		}
		y[size] = row;
		from[size] = start;
		to[size++] = end;
	}

	/**
	 * The runs that hang together.
	 *
	 * @param diagonal whether pixels that share only a corner are neighbours
	 *          (8-connected), or only those that share an edge (4-connected)
	 */
	DisjointSets connected(final boolean diagonal) {
		final int reach = diagonal ? 1 : 0;
		final DisjointSets sets = new DisjointSets(size);
		int above = 0, row = 0;
		while (row < size) {
			final int next = rowEnd(row);
			if (above < row && y[above] == y[row] - 1) {
				int p = above;
				for (int i = row; i < next; i++) {
					while (p < row && to[p] + reach <= from[i])
						p++;
					for (int q = p; q < row && from[q] < to[i] + reach; q++)
						sets.join(q, i);
				}
			}
			above = row;
			row = next;
		}
		return sets;
	}

	private int rowEnd(final int start) {
		int end = start;
		while (end < size && y[end] == y[start])
			end++;
		return end;
	}
}
