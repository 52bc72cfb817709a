package io.github.volumesam.label;

import io.github.volumesam.prompt.DisjointSets;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is done to an object before it is drawn, in this order: strays are removed,
 * holes are filled, and what is too small is dropped.
 *
 * @param keepSeedComponent whether to keep only the 3D components that the user
 *          pointed at
 * @param fillHoles whether to fill the holes of each slice's mask: background that
 *          does not reach the outside of the object in 4-connected steps
 * @param minVoxels an object with fewer voxels is dropped
 */
public record CleanUp(boolean keepSeedComponent, boolean fillHoles, long minVoxels) {

	/** Strays removed, holes filled, objects of any size kept. */
	public static final CleanUp DEFAULT = new CleanUp(true, true, 1);

	/** Nothing is changed. */
	public static final CleanUp NONE = new CleanUp(false, false, 1);

	/**
	 * Cleans one object up.
	 * <p>
	 * Voxels are connected if they touch at a side or a corner within a slice
	 * (8-connected), or lie on top of each other in neighbouring slices; a thin,
	 * slanted object that leaps aside from slice to slice falls apart.
	 *
	 * @param seeds what the user pointed at: masks by key slice (from 0). All
	 *          components that share a pixel with one are kept; if none does, the
	 *          largest component is (of equals, the one that starts on the lower
	 *          slice)
	 * @return the object; without masks if it was dropped
	 */
	public LabelObject apply(final LabelObject object, final SortedMap<Integer, Mask> seeds) {
		SortedMap<Integer, Mask> masks = object.masks();
		if (keepSeedComponent) masks = seedComponents(masks, seeds);
		if (fillHoles) {
			masks = new TreeMap<>(masks);
			masks.replaceAll((z, mask) -> MaskComponents.fillHoles(mask));
		}
		final LabelObject cleaned = object.with(masks);
		return cleaned.voxels() < minVoxels ? object.with(new TreeMap<>()) : cleaned;
	}

	/** One 2D component on one slice. */
	private record Part(int z, Mask mask) {}

	private static SortedMap<Integer, Mask> seedComponents(final SortedMap<Integer, Mask> masks,
		final SortedMap<Integer, Mask> seeds)
	{
		final List<Part> parts = new ArrayList<>();
		masks.forEach((z, mask) -> MaskComponents.of(mask).forEach(part -> parts.add(new Part(z, part))));
		final DisjointSets components = connected(parts);
		final boolean[] kept = new boolean[parts.size()];
		boolean touched = false;
		for (int i = 0; i < parts.size(); i++) {
			final Mask seed = seeds.getOrDefault(parts.get(i).z, Mask.EMPTY);
			if (seed.overlap(parts.get(i).mask) == 0) continue;
			kept[components.find(i)] = true;
			touched = true;
		}
		if (!touched && !parts.isEmpty()) kept[largest(parts, components)] = true;
		final SortedMap<Integer, Mask> result = new TreeMap<>();
		for (int i = 0; i < parts.size(); i++)
			if (kept[components.find(i)]) result.merge(parts.get(i).z, parts.get(i).mask, Mask::or);
		return result;
	}

	/** Joins parts of neighbouring slices that overlap; parts are in the order of slices. */
	private static DisjointSets connected(final List<Part> parts) {
		final DisjointSets components = new DisjointSets(parts.size());
		int below = 0;
		for (int i = 0; i < parts.size(); i++) {
			final Part part = parts.get(i);
			while (parts.get(below).z < part.z - 1)
				below++;
			for (int j = below; parts.get(j).z < part.z; j++)
				if (parts.get(j).mask.overlap(part.mask) > 0) components.join(i, j);
		}
		return components;
	}

	private static int largest(final List<Part> parts, final DisjointSets components) {
		final Map<Integer, Long> voxels = new TreeMap<>();
		for (int i = 0; i < parts.size(); i++)
			voxels.merge(components.find(i), (long) parts.get(i).mask.area(), Long::sum);
		int best = 0;
		for (final Map.Entry<Integer, Long> component : voxels.entrySet())
			if (component.getValue() > voxels.get(best)) best = component.getKey();
		return best;
	}
}
