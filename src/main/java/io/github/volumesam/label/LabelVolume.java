package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A 3D label image made of objects, drawn slice by slice when asked for. Only the
 * masks are held, never the voxels, so its size is limited by the objects alone.
 * <p>
 * Objects with the same label are one object in the image: their union. An object
 * also joins voxels of its label that an existing label image already has.
 */
public final class LabelVolume {

	private static final int MAX_16_BIT = 65_535;

	private final int width;
	private final int height;
	private final int depth;
	private final List<LabelObject> objects;
	private final Map<Integer, List<LabelObject>> bySlice = new HashMap<>();
	private final OverlapPolicy policy;
	private final IntFunction<int[]> existing;
	private final int maxLabel;

	/**
	 * An image of objects alone.
	 *
	 * @throws IllegalArgumentException if an object reaches outside the image
	 */
	public LabelVolume(final int width, final int height, final int depth, final List<LabelObject> objects,
		final OverlapPolicy policy)
	{
		this(width, height, depth, objects, policy, z -> new int[width * height], 0);
	}

	/**
	 * An image of objects drawn into existing labels.
	 *
	 * @throws IllegalArgumentException if an object reaches outside the image
	 */
	public LabelVolume(final LabelImage existing, final List<LabelObject> objects, final OverlapPolicy policy) {
		this(existing.width(), existing.height(), existing.depth(), objects, policy, existing::slice, existing.maxLabel());
	}

	private LabelVolume(final int width, final int height, final int depth, final List<LabelObject> objects,
		final OverlapPolicy policy, final IntFunction<int[]> existing, final int maxExisting)
	{
		this.width = width;
		this.height = height;
		this.depth = depth;
		this.objects = List.copyOf(objects);
		this.policy = policy;
		this.existing = existing;
		int max = maxExisting;
		for (final LabelObject object : objects) {
			if (!object.isEmpty()) max = Math.max(max, object.label());
			object.masks().forEach((z, mask) -> {
				checkInside(object, z, mask);
				bySlice.computeIfAbsent(z, key -> new ArrayList<>()).add(object);
			});
		}
		maxLabel = max;
	}

	private void checkInside(final LabelObject object, final int z, final Mask mask) {
		if (z < 0 || z >= depth || mask.minX() < 0 || mask.minY() < 0 || mask.maxX() >= width || mask.maxY() >= height)
			throw new IllegalArgumentException("Object " + object.label() + " reaches outside the image of " + width +
				" x " + height + " x " + depth + " voxels: " + mask + " on slice " + (z + 1) + ".");
	}

	public int width() {
		return width;
	}

	public int height() {
		return height;
	}

	/** Number of slices. */
	public int depth() {
		return depth;
	}

	/** The largest label in use, existing ones included; 0 without any. */
	public int maxLabel() {
		return maxLabel;
	}

	/** Whether a label does not fit into a 16-bit image: one is above 65,535. */
	public boolean needs32Bit() {
		return maxLabel > MAX_16_BIT;
	}

	/**
	 * Draws slice {@code z} (from 0).
	 *
	 * @return a new array of labels, row by row; 0 is the background
	 * @throws IndexOutOfBoundsException if there is no such slice
	 */
	public int[] slice(final int z) {
		Objects.checkIndex(z, depth);
		final int[] before = existing.apply(z);
		final int[] labels = before.clone();
		final List<LabelObject> weakestFirst = new ArrayList<>(bySlice.getOrDefault(z, List.of()));
		policy.sortWeakestFirst(weakestFirst, z);
		for (final LabelObject object : weakestFirst)
			object.mask(z).forEachRun((y, from, to) -> Arrays.fill(labels, y * width + from, y * width + to, object.label()));
		if (policy == OverlapPolicy.KEEP_EXISTING) for (int i = 0; i < labels.length; i++)
			if (before[i] != 0) labels[i] = before[i];
		return labels;
	}

	/**
	 * The objects as they show in the image, without the voxels that went to others:
	 * what is to be measured. In the order given; scores are kept.
	 */
	public List<LabelObject> visible() {
		final Map<LabelObject, SortedMap<Integer, Mask>> shown = new IdentityHashMap<>();
		for (final LabelObject object : objects)
			shown.put(object, new TreeMap<>());
		bySlice.forEach((z, here) -> {
			final int[] labels = slice(z);
			for (final LabelObject object : here)
				shown.get(object).put(z, object.mask(z).where((x, y) -> labels[y * width + x] == object.label()));
		});
		return objects.stream().map(object -> object.with(shown.get(object))).toList();
	}
}
