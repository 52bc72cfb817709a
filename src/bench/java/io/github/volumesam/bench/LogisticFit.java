package io.github.volumesam.bench;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Logistic regression with a target anywhere between 0 and 1 and a weight for every
 * sample, by Newton's method.
 */
final class LogisticFit {

	/** Holds weights of signs that hardly occur near 0. */
	private static final double RIDGE = 1e-4;
	private static final int ROUNDS = 50;

	private final double[] weights;

	/**
	 * @param x samples by signs; the first sign may be constant
	 * @param y targets
	 * @param importance of each sample; they should add up to about 1
	 */
	LogisticFit(final double[][] x, final double[] y, final double[] importance) {
		final int n = x[0].length;
		final RealVector found = new ArrayRealVector(n);
		for (int round = 0; round < ROUNDS; round++) {
			final RealMatrix curvature = new Array2DRowRealMatrix(n, n);
			final RealVector slope = found.mapMultiply(-RIDGE);
			for (int i = 0; i < n; i++)
				curvature.setEntry(i, i, RIDGE);
			for (int s = 0; s < x.length; s++) {
				final double p = probability(x[s], found.toArray());
				for (int i = 0; i < n; i++) {
					slope.addToEntry(i, importance[s] * (y[s] - p) * x[s][i]);
					for (int j = 0; j < n; j++)
						curvature.addToEntry(i, j, importance[s] * p * (1 - p) * x[s][i] * x[s][j]);
				}
			}
			final RealVector step = new LUDecomposition(curvature).getSolver().solve(slope);
			found.combineToSelf(1, 1, step);
			if (step.getLInfNorm() < 1e-9) break;
		}
		weights = found.toArray();
	}

	double[] weights() {
		return weights;
	}

	double predict(final double[] x) {
		return probability(x, weights);
	}

	private static double probability(final double[] x, final double[] weights) {
		double odds = 0;
		for (int i = 0; i < x.length; i++)
			odds += weights[i] * x[i];
		return 1 / (1 + Math.exp(-odds));
	}
}
