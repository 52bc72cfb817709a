package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Axis;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns an object whose masks lie on XZ or YZ slices into one with masks on XY slices. */
final class Reorientation {

	private final LabelObject object;
	private final Axis axis;
	private final int first;
	private final Mask[] masks;
	private int minU = Integer.MAX_VALUE, maxU = Integer.MIN_VALUE, minV = Integer.MAX_VALUE, maxV = Integer.MIN_VALUE;

	Reorientation(final LabelObject object, final Axis axis) {
		this.object = object;
		this.axis = axis;
		first = object.masks().firstKey();
		masks = new Mask[object.masks().lastKey() - first + 1];
		for (int i = 0; i < masks.length; i++) {
			masks[i] = object.mask(first + i);
			if (masks[i].isEmpty()) continue;
			minU = Math.min(minU, masks[i].minX());
			maxU = Math.max(maxU, masks[i].maxX());
			minV = Math.min(minV, masks[i].minY());
			maxV = Math.max(maxV, masks[i].maxY());
		}
		if (first < 0 || minU < 0 || minV < 0) throw new IllegalArgumentException("Object " + object.label() +
			" reaches outside its slices; clip its masks to the slice first");
	}

	LabelObject result() {
		final SortedMap<Integer, Mask> turned = new TreeMap<>();
		final Map<Integer, Double> scores = new HashMap<>();
		// Both axes keep z vertical in their slices, so XY slice z is row z of every mask.
		for (int z = minV; z <= maxV; z++) {
			final Mask mask = slice(z);
			final double score = score(mask);
			turned.put(z, mask);
			if (!Double.isNaN(score)) scores.put(z, score);
		}
		return new LabelObject(object.label(), turned, scores);
	}

	private Mask slice(final int z) {
		final int extentU = maxU - minU + 1;
		return axis == Axis.XZ //
			? Mask.of(minU, first, extentU, masks.length, (x, y) -> masks[y - first].contains(x, z)) //
			: Mask.of(first, minU, masks.length, extentU, (x, y) -> masks[x - first].contains(y, z));
	}

	/** Mean of the known scores, one per pixel; NaN if none is known. */
	private double score(final Mask mask) {
		final double[] sumAndCount = new double[2];
		mask.forEach((x, y) -> {
			final double score = object.score(axis == Axis.XZ ? y : x);
			if (Double.isNaN(score)) return;
			sumAndCount[0] += score;
			sumAndCount[1]++;
		});
		return sumAndCount[0] / sumAndCount[1];
	}
}
