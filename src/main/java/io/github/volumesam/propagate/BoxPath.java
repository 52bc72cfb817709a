package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Box;

import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.interpolation.LinearInterpolator;
import org.apache.commons.math3.analysis.interpolation.SplineInterpolator;
import org.apache.commons.math3.analysis.interpolation.UnivariateInterpolator;

import java.util.SortedMap;
import java.util.function.ToDoubleFunction;

/**
 * Boxes between the boxes of key slices: a few boxes, interpolated, come close to a
 * box on every slice (RadioActive, models.md §B3).
 */
final class BoxPath {

	/** No side of a box becomes shorter than this, however a spline swings. */
	private static final double SHORTEST_SIDE = 1;

	private final UnivariateFunction left, right, top, bottom;

	/**
	 * @param boxes by slice, at least two
	 * @param smooth along a natural cubic spline rather than straight lines; needs
	 *          three boxes, two are joined by a line
	 */
	BoxPath(final SortedMap<Integer, Box> boxes, final boolean smooth) {
		final UnivariateInterpolator interpolator = smooth && boxes.size() > 2 ? new SplineInterpolator()
			: new LinearInterpolator();
		left = function(boxes, Box::x, interpolator);
		right = function(boxes, Box::right, interpolator);
		top = function(boxes, Box::y, interpolator);
		bottom = function(boxes, Box::bottom, interpolator);
	}

	private static UnivariateFunction function(final SortedMap<Integer, Box> boxes, final ToDoubleFunction<Box> edge,
		final UnivariateInterpolator interpolator)
	{
		return interpolator.interpolate(boxes.keySet().stream().mapToDouble(z -> z).toArray(), boxes.values().stream()
			.mapToDouble(edge).toArray());
	}

	/**
	 * @param z between the lowest and the highest slice with a box
	 */
	Box at(final int z) {
		final double x0 = left.value(z), y0 = top.value(z);
		final double width = Math.max(SHORTEST_SIDE, right.value(z) - x0), height = Math.max(SHORTEST_SIDE, bottom.value(
			z) - y0);
		return new Box(x0, y0, width, height);
	}
}
