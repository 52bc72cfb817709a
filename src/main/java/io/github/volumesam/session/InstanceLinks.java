package io.github.volumesam.session;

import io.github.volumesam.prompt.Mask;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Joins what single slices show to objects in three dimensions. An object goes on in
 * the one on the next slice that it overlaps most, if that one overlaps no other more
 * and they share half of the smaller one's pixels.
 */
final class InstanceLinks {

	private Map<Integer, Mask> below = Map.of();
	private int count;

	/**
	 * Numbers the objects of the next slice.
	 *
	 * @return masks by label; labels are given from 1 in the order in which objects begin
	 */
	SortedMap<Integer, Mask> next(final List<Mask> slice) {
		final SortedMap<Integer, Mask> labelled = new TreeMap<>();
		for (final Mask mask : slice) {
			final Integer before = before(mask);
			final boolean goesOn = before != null && largest(below.get(before), slice) == mask && 2 * mask.overlap(below.get(
				before)) >= Math.min(mask.area(), below.get(before).area());
			labelled.put(goesOn ? before : ++count, mask);
		}
		below = labelled;
		return labelled;
	}

	/** The object below that a mask overlaps most; null if there is none. */
	private Integer before(final Mask mask) {
		Integer best = null;
		int most = 0;
		for (final Map.Entry<Integer, Mask> object : below.entrySet()) {
			final int overlap = mask.overlap(object.getValue());
			if (overlap <= most) continue;
			most = overlap;
			best = object.getKey();
		}
		return best;
	}

	/** The mask that an object overlaps most; of equal ones the first. */
	private static Mask largest(final Mask object, final List<Mask> slice) {
		Mask best = null;
		int most = 0;
		for (final Mask mask : slice) {
			final int overlap = object.overlap(mask);
			if (overlap <= most) continue;
			most = overlap;
			best = mask;
		}
		return best;
	}
}
