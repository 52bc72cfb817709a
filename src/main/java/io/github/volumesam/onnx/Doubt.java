package io.github.volumesam.onnx;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

import java.util.Arrays;
import java.util.List;

/**
 * How much a model's answers to boxes that differ a little differ themselves (SAM-U,
 * arXiv 2307.04973). Where they do, the mask depends on how the box was drawn.
 *
 * @param x left column of the rectangle that was looked at, in slice pixels
 * @param y its top row
 * @param width its columns
 * @param height its rows
 * @param variance of the probability that a pixel belongs to the object, row by row;
 *          0 (all answers agree) to 0.25 (half say yes, half say no)
 * @param agreement mean Dice of the answers with what most of them say, 0…1
 */
public record Doubt(int x, int y, int width, int height, float[] variance, double agreement) {

	/**
	 * @param answers to the same question, in boxes that differ
	 * @param mean what most of them say
	 * @param region where to look
	 */
	static Doubt of(final List<Prediction> answers, final Mask mean, final Box region) {
		final int x0 = (int) Math.floor(region.x()), y0 = (int) Math.floor(region.y());
		final int w = (int) Math.ceil(region.right()) - x0, h = (int) Math.ceil(region.bottom()) - y0;
		final float[] variance = new float[w * h];
		for (int i = 0; i < variance.length; i++) {
			double sum = 0, squares = 0;
			for (final Prediction answer : answers) {
				final double probability = 1 / (1 + Math.exp(-answer.logits().at(x0 + i % w + 0.5, y0 + i / w + 0.5)));
				sum += probability;
				squares += probability * probability;
			}
			final double p = sum / answers.size();
			variance[i] = (float) Math.max(0, squares / answers.size() - p * p);
		}
		return new Doubt(x0, y0, w, h, variance, answers.stream().mapToDouble(a -> dice(a.mask(), mean)).average()
			.orElseThrow());
	}

	private static double dice(final Mask a, final Mask b) {
		return a.isEmpty() && b.isEmpty() ? 1 : 2.0 * a.overlap(b) / (a.area() + b.area());
	}

	/** Receives pixels, row by row. */
	@FunctionalInterface
	public interface PixelConsumer {

		void accept(int x, int y, float variance);
	}

	/** Visits every pixel of the rectangle. */
	public void forEach(final PixelConsumer consumer) {
		for (int i = 0; i < variance.length; i++)
			consumer.accept(x + i % width, y + i / width, variance[i]);
	}

	/** The doubts about two parts of an object, together. */
	public Doubt and(final Doubt other) {
		final int x0 = Math.min(x, other.x), y0 = Math.min(y, other.y);
		final int w = Math.max(x + width, other.x + other.width) - x0, h = Math.max(y + height, other.y + other.height) -
			y0;
		final float[] both = new float[w * h];
		for (final Doubt doubt : List.of(this, other))
			doubt.forEach((i, j, value) -> {
				final int k = (j - y0) * w + i - x0;
				both[k] = Math.max(both[k], value);
			});
		return new Doubt(x0, y0, w, h, both, Math.min(agreement, other.agreement));
	}

	@Override
	public boolean equals(final Object object) {
		return object instanceof Doubt other && x == other.x && y == other.y && width == other.width &&
			height == other.height && agreement == other.agreement && Arrays.equals(variance, other.variance);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(variance);
	}

	@Override
	public String toString() {
		return "agreement " + agreement + " in " + width + " x " + height + " at " + x + ", " + y;
	}
}
