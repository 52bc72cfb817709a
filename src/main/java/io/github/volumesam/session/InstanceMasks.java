package io.github.volumesam.session;

import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.LogitMap;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;

import java.util.ArrayList;
import java.util.List;

/**
 * The single objects of a slice, also where they touch, by the three maps of
 * micro-sam's automatic decoder (Archit et al., Segment Anything for Microscopy, Nature
 * Methods 2025). Objects grow from where a pixel is near to a centre and far from all
 * borders. All numbers are micro-sam's defaults.
 */
public final class InstanceMasks {

	private static final double THRESHOLD = 0.5;
	private static final double FOREGROUND_SIGMA = 1, DISTANCE_SIGMA = 1.6;

	private InstanceMasks() {}

	/**
	 * The objects, those of the largest seeds first. Maps are bilinear between the
	 * centres of their cells.
	 *
	 * @param maps probability of the foreground, distance to the object's centre, and one
	 *          less the distance to its border, all 0 to 1
	 * @throws ModelException if there are not three maps
	 */
	public static List<Mask> of(final List<LogitMap> maps, final int width, final int height) {
		if (maps.size() != 3) throw new ModelException("Single objects are told by three maps (foreground, distance to the " +
			"centre, distance to the border), but the decoder returns " + maps.size() +
			". Describe it with automatic.kind 'classes' instead.");
		final double[] foreground = smoothed(maps.get(0), width, height, FOREGROUND_SIGMA);
		final double[] centre = smoothed(maps.get(1), width, height, DISTANCE_SIGMA);
		final double[] border = smoothed(maps.get(2), width, height, DISTANCE_SIGMA);
		final boolean[] inside = new boolean[width * height];
		for (int i = 0; i < inside.length; i++)
			inside[i] = foreground[i] > THRESHOLD;
		final List<Mask> seeds = MaskComponents.of(Mask.of(0, 0, width, height, (x, y) -> inside[y * width + x] && centre[y *
			width + x] < THRESHOLD && border[y * width + x] < THRESHOLD));
		final int[] labels = new int[width * height];
		for (int k = 0; k < seeds.size(); k++) {
			final int label = k + 1;
			seeds.get(k).forEachRun((y, from, to) -> {
				for (int x = from; x < to; x++)
					labels[y * width + x] = label;
			});
		}
		Watershed.flood(border, width, inside, labels);
		final List<Mask> masks = new ArrayList<>();
		for (int k = 1; k <= seeds.size(); k++) {
			final int label = k;
			masks.add(Mask.of(0, 0, width, height, (x, y) -> labels[y * width + x] == label));
		}
		return masks;
	}

	/** A map on the pixels of the slice, under a Gaussian that is cut at four sigma and mirrored at the edges. */
	private static double[] smoothed(final LogitMap map, final int width, final int height, final double sigma) {
		final double[] values = new double[width * height];
		for (int y = 0, i = 0; y < height; y++)
			for (int x = 0; x < width; x++, i++)
				values[i] = map.at(x + 0.5, y + 0.5);
		final int radius = (int) (4 * sigma + 0.5);
		final double[] weights = new double[2 * radius + 1];
		double total = 0;
		for (int k = -radius; k <= radius; k++)
			total += weights[k + radius] = Math.exp(-0.5 * k * k / (sigma * sigma));
		for (int k = 0; k < weights.length; k++)
			weights[k] /= total;
		final double[] across = new double[values.length];
		for (int y = 0; y < height; y++)
			smooth(values, across, y * width, 1, width, weights);
		for (int x = 0; x < width; x++)
			smooth(across, values, x, width, height, weights);
		return values;
	}

	private static void smooth(final double[] from, final double[] to, final int first, final int step, final int count,
		final double[] weights)
	{
		for (int i = 0; i < count; i++) {
			double sum = 0;
			for (int k = 0; k < weights.length; k++)
				sum += weights[k] * from[first + step * mirrored(i + k - weights.length / 2, count)];
			to[first + step * i] = sum;
		}
	}

	private static int mirrored(final int i, final int count) {
		final int turn = Math.floorMod(i, 2 * count);
		return Math.min(turn, 2 * count - 1 - turn);
	}
}
