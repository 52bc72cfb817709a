package io.github.volumesam.ij;

import java.lang.ref.SoftReference;
import java.util.AbstractList;
import java.util.function.IntFunction;

/**
 * The planes of a volume, each loaded when it is first read and forgotten again
 * when memory runs short.
 *
 * @param <A> what imglib2 wraps a plane in
 */
final class PlaneSource<A> extends AbstractList<A> {

	private final SoftReference<A>[] planes;
	private final IntFunction<A> loader;

	/**
	 * @param loader loads a plane (from 0); only ever called by one thread at a time,
	 *          because ImageJ's virtual stacks are not made for more
	 */
	@SuppressWarnings("unchecked")
	PlaneSource(final int size, final IntFunction<A> loader) {
		this.planes = new SoftReference[size];
		this.loader = loader;
	}

	@Override
	public synchronized A get(final int index) {
		final SoftReference<A> known = planes[index];
		A plane = known == null ? null : known.get();
		if (plane == null) {
			plane = loader.apply(index);
			planes[index] = new SoftReference<>(plane);
		}
		return plane;
	}

	@Override
	public int size() {
		return planes.length;
	}
}
