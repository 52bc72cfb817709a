package io.github.volumesam.label;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A volume whose voxel values are labels: whole numbers from 0 (background) to
 * 2^24. Read slice by slice; nothing is held.
 */
public final class LabelImage {

	private final Volume volume;

	public LabelImage(final Volume volume) {
		this.volume = volume;
	}

	public int width() {
		return volume.width();
	}

	public int height() {
		return volume.height();
	}

	/** Number of slices. */
	public int depth() {
		return volume.depth();
	}

	/**
	 * The labels of slice {@code z} (from 0), row by row.
	 *
	 * @throws IllegalArgumentException if a value is not a whole number from 0 to
	 *           2^24
	 */
	public int[] slice(final int z) {
		final float[] values = volume.slice(z);
		final int[] labels = new int[values.length];
		for (int i = 0; i < values.length; i++) {
			labels[i] = (int) values[i];
			if (labels[i] != values[i] || labels[i] < 0 || labels[i] > LabelObject.MAX_LABEL)
				throw new IllegalArgumentException("'" + volume.name() + "' is no label image: it has the value " + values[i] +
					" at x = " + i % width() + ", y = " + i / width() + " on slice " + (z + 1) +
					". Labels are whole numbers from 0 to " + LabelObject.MAX_LABEL + ".");
		}
		return labels;
	}

	/**
	 * The largest label, 0 without any. Reads all slices.
	 *
	 * @throws IllegalArgumentException if a value is no label
	 */
	public int maxLabel() {
		int max = 0;
		for (int z = 0; z < depth(); z++)
			for (final int label : slice(z))
				max = Math.max(max, label);
		return max;
	}

	/**
	 * The labelled objects by rising label, without scores. Reads every slice once;
	 * only masks are kept.
	 *
	 * @throws IllegalArgumentException if a value is no label
	 */
	public List<LabelObject> objects() {
		final SortedMap<Integer, SortedMap<Integer, Mask>> masks = new TreeMap<>();
		for (int z = 0; z < depth(); z++) {
			final int slice = z;
			final int[] labels = slice(z);
			extents(labels).forEach((label, extent) -> masks.computeIfAbsent(label, key -> new TreeMap<>()).put(slice,
				extent.mask(labels, width(), label)));
		}
		final List<LabelObject> objects = new ArrayList<>();
		masks.forEach((label, slices) -> objects.add(new LabelObject(label, slices, Map.of())));
		return objects;
	}

	/**
	 * The same, where nothing can be done without.
	 *
	 * @throws IllegalArgumentException if there is none, or a value is no label
	 */
	public List<LabelObject> someObjects() {
		final List<LabelObject> objects = objects();
		if (objects.isEmpty()) throw new IllegalArgumentException("'" + volume.name() +
			"' holds no label; all its voxels are 0.");
		return objects;
	}

	private Map<Integer, Extent> extents(final int[] labels) {
		final Map<Integer, Extent> extents = new TreeMap<>();
		for (int y = 0; y < height(); y++) {
			int last = 0;
			Extent extent = null;
			for (int x = 0; x < width(); x++) {
				final int label = labels[y * width() + x];
				// Labels come in runs: look the extent up where the label changes only.
				if (label != last) {
					last = label;
					extent = label == 0 ? null : extents.computeIfAbsent(label, key -> new Extent());
				}
				if (extent != null) extent.add(x, y);
			}
		}
		return extents;
	}

	/** The rectangle around a label on one slice. */
	private static final class Extent {

		private int x0 = Integer.MAX_VALUE, y0 = Integer.MAX_VALUE, x1, y1;

		void add(final int x, final int y) {
			x0 = Math.min(x0, x);
			y0 = Math.min(y0, y);
			x1 = Math.max(x1, x);
			y1 = Math.max(y1, y);
		}

		Mask mask(final int[] labels, final int width, final int label) {
			return Mask.of(x0, y0, x1 - x0 + 1, y1 - y0 + 1, (x, y) -> labels[y * width + x] == label);
		}
	}
}
