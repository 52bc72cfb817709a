package io.github.volumesam.label;

import io.github.volumesam.volume.Calibration;

import java.util.ArrayList;
import java.util.List;

/**
 * The 13 directions from a voxel to its 26 neighbours, opposite ones taken together,
 * and how large a part of all directions each stands for: the part of the unit
 * sphere that is nearer to it than to any other, calculated exactly. For cubic
 * voxels these are the weights of Legland, Kiêu &amp; Devaux (<i>Computation of
 * Minkowski measures on 2D and 3D binary images</i>, Image Anal Stereol 26, 2007);
 * voxels of other shapes have others.
 *
 * @param dx voxels along x
 * @param dy voxels along y
 * @param dz voxels along z, 0 or 1
 * @param length of the step, calibrated
 * @param weight the weights of all 13 add up to 1
 */
record DirectionWeights(int dx, int dy, int dz, double length, double weight) {

	/** How far the plane that touches the sphere is looked at; all polygons end long before. */
	private static final double FAR = 1e3;

	/** All 13, for voxels of this shape. */
	static List<DirectionWeights> of(final Calibration calibration) {
		final List<int[]> steps = new ArrayList<>();
		for (int dz = -1; dz <= 1; dz++)
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++)
					if (dx != 0 || dy != 0 || dz != 0) steps.add(new int[] { dx, dy, dz });
		final List<double[]> units = steps.stream().map(step -> scaled(step, calibration)).map(v -> times(v, 1 / norm(v)))
			.toList();
		final List<DirectionWeights> weights = new ArrayList<>();
		// The second half of the neighbours lies opposite to the first.
		for (int i = steps.size() / 2; i < steps.size(); i++) {
			final int[] step = steps.get(i);
			weights.add(new DirectionWeights(step[0], step[1], step[2], norm(scaled(step, calibration)), 2 * area(i, units) /
				(4 * Math.PI)));
		}
		return weights;
	}

	private static double[] scaled(final int[] step, final Calibration calibration) {
		return new double[] { step[0] * calibration.voxelWidth(), step[1] * calibration.voxelHeight(), step[2] *
			calibration.voxelDepth() };
	}

	/**
	 * Area of the part of the unit sphere that is nearer to direction {@code i} than to
	 * the others: in the plane that touches the sphere there, it is a polygon.
	 */
	private static double area(final int i, final List<double[]> units) {
		final double[] center = units.get(i);
		final double[] across = Math.abs(center[0]) < 0.6 ? new double[] { 1, 0, 0 } : new double[] { 0, 1, 0 };
		double[] u = cross(center, across);
		u = times(u, 1 / norm(u));
		final double[] v = cross(center, u);
		List<double[]> polygon = List.of(new double[] { -FAR, -FAR }, new double[] { FAR, -FAR }, new double[] { FAR, FAR },
			new double[] { -FAR, FAR });
		for (int j = 0; j < units.size(); j++)
			if (j != i) polygon = cut(polygon, dot(units.get(j), u), dot(units.get(j), v), 1 - dot(units.get(j), center));
		double area = 0;
		for (int k = 0; k < polygon.size(); k++)
			area += triangle(center, onSphere(polygon.get(k), center, u, v), onSphere(polygon.get((k + 1) % polygon.size()),
				center, u, v));
		return area;
	}

	/** The part of a convex polygon where a * x + b * y is at most c. */
	private static List<double[]> cut(final List<double[]> polygon, final double a, final double b, final double c) {
		final List<double[]> kept = new ArrayList<>();
		for (int k = 0; k < polygon.size(); k++) {
			final double[] p = polygon.get(k), q = polygon.get((k + 1) % polygon.size());
			final double over = a * p[0] + b * p[1] - c, next = a * q[0] + b * q[1] - c;
			if (over <= 0) kept.add(p);
			if (over < 0 && next > 0 || over > 0 && next < 0) {
				final double part = over / (over - next);
				kept.add(new double[] { p[0] + part * (q[0] - p[0]), p[1] + part * (q[1] - p[1]) });
			}
		}
		return kept;
	}

	private static double[] onSphere(final double[] p, final double[] center, final double[] u, final double[] v) {
		final double[] point = new double[3];
		for (int d = 0; d < 3; d++)
			point[d] = center[d] + p[0] * u[d] + p[1] * v[d];
		return times(point, 1 / norm(point));
	}

	/** Area of a triangle on the unit sphere (Van Oosterom &amp; Strackee 1983). */
	private static double triangle(final double[] a, final double[] b, final double[] c) {
		return 2 * Math.atan2(Math.abs(dot(a, cross(b, c))), 1 + dot(a, b) + dot(b, c) + dot(c, a));
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	private static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	private static double norm(final double[] a) {
		return Math.sqrt(dot(a, a));
	}

	private static double[] times(final double[] a, final double factor) {
		return new double[] { a[0] * factor, a[1] * factor, a[2] * factor };
	}
}
