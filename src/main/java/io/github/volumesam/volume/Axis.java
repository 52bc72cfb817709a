package io.github.volumesam.volume;

import java.util.Locale;

/**
 * The plane in which a volume is cut into slices. The first letter is the
 * slice's horizontal axis, the second its vertical one; slices are counted along
 * the third.
 */
public enum Axis {
		XY(0, 1, 2), XZ(0, 2, 1), YZ(1, 2, 0);

	private final int u;
	private final int v;
	private final int normal;

	Axis(final int u, final int v, final int normal) {
		this.u = u;
		this.v = v;
		this.normal = normal;
	}

	/** Volume dimension (0 = x, 1 = y, 2 = z) that runs from left to right in a slice. */
	public int u() {
		return u;
	}

	/** Volume dimension that runs from top to bottom in a slice. */
	public int v() {
		return v;
	}

	/** Volume dimension along which slices are counted. */
	public int normal() {
		return normal;
	}

	/**
	 * @param text {@code xy}, {@code xz} or {@code yz}, in any case
	 * @throws IllegalArgumentException for anything else
	 */
	public static Axis parse(final String text) {
		for (final Axis axis : values())
			if (axis.name().equalsIgnoreCase(text)) return axis;
		throw new IllegalArgumentException("Unknown axis '" + text + "'; use xy, xz or yz.");
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
