package io.github.volumesam.prompt;

/**
 * The numbers 0 to n − 1 in sets that can be joined (union-find). A set is named
 * after its smallest member, so names do not depend on the order of joining.
 */
public final class DisjointSets {

	private final int[] parent;

	/** {@code n} sets of one member each. */
	public DisjointSets(final int n) {
		parent = new int[n];
		for (int i = 0; i < n; i++)
			parent[i] = i;
	}

	/** The smallest member of the set that holds {@code i}. */
	public int find(final int i) {
		int root = i;
		while (parent[root] != root) {
			parent[root] = parent[parent[root]];
			root = parent[root];
		}
		return root;
	}

	/** Joins the sets of {@code a} and {@code b}. */
	public void join(final int a, final int b) {
		final int ra = find(a), rb = find(b);
		parent[Math.max(ra, rb)] = Math.min(ra, rb);
	}
}
