package io.github.volumesam.onnx;

import io.github.volumesam.volume.Window;

import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The embeddings used last, bounded in bytes. The memory of those that fall out is
 * used again for the next ones, because memory outside the heap is only given back
 * when the garbage collector happens to run.
 * <p>
 * Not safe for use by several threads.
 */
final class EmbeddingCache {

	/**
	 * What was encoded.
	 *
	 * @param z slice, from 0; of several, the first, which may lie before the volume
	 */
	record Key(int z, Window window) {}

	private final long limit;
	private final LinkedHashMap<Key, Embedding> entries = new LinkedHashMap<>(64, 0.75f, true);
	private final Map<Integer, Deque<FloatBuffer>> free = new HashMap<>();
	/** How many are reading an embedding at the moment. */
	private final Map<Embedding, Integer> readers = new IdentityHashMap<>();
	private long bytes;
	private long hits;
	private long misses;

	/**
	 * @param limit bytes that all embeddings together may take; the newest, and those
	 *          that are being read, are kept even if they alone are larger
	 */
	EmbeddingCache(final long limit) {
		this.limit = limit;
	}

	/** The embedding, or null if it has to be encoded. */
	Embedding get(final Key key) {
		final Embedding found = entries.get(key);
		if (found == null) misses++;
		else hits++;
		return found;
	}

	void put(final Key key, final Embedding embedding) {
		entries.put(key, embedding);
	}

	/** Says that somebody reads an embedding of this cache, so that its memory is not used for another. */
	void hold(final Embedding embedding) {
		readers.merge(embedding, 1, Integer::sum);
	}

	/** Says that the reader has finished. */
	void letGo(final Embedding embedding) {
		readers.computeIfPresent(embedding, (e, n) -> n == 1 ? null : n - 1);
	}

	/** Direct memory for {@code count} floats, taken from the oldest embeddings where the bound is reached. */
	FloatBuffer allocate(final long count) {
		final int size = Math.toIntExact(count);
		makeRoom(4L * size);
		final Deque<FloatBuffer> same = free.get(size);
		if (same != null && !same.isEmpty()) return same.pop().clear();
		bytes += 4L * size;
		return Network.floats(size);
	}

	/** Takes memory back. */
	void release(final FloatBuffer buffer) {
		free.computeIfAbsent(buffer.capacity(), n -> new ArrayDeque<>()).push(buffer);
	}

	private void makeRoom(final long needed) {
		final Iterator<Embedding> oldest = entries.values().iterator();
		while (!hasFree(needed) && bytes - freeBytes() + needed > limit && oldest.hasNext()) {
			final Embedding evicted = oldest.next();
			if (readers.containsKey(evicted)) continue;
			oldest.remove();
			evicted.features().values().forEach(f -> release(f.values()));
		}
		if (hasFree(needed) || bytes + needed <= limit) return;
		// What is free has other sizes and would never be asked for again.
		bytes -= freeBytes();
		free.clear();
	}

	private boolean hasFree(final long needed) {
		final Deque<FloatBuffer> same = free.get((int) (needed / 4));
		return same != null && !same.isEmpty();
	}

	private long freeBytes() {
		return free.entrySet().stream().mapToLong(e -> 4L * e.getKey() * e.getValue().size()).sum();
	}

	/** Memory held, in use or free. */
	long bytes() {
		return bytes;
	}

	long hits() {
		return hits;
	}

	long misses() {
		return misses;
	}

	int size() {
		return entries.size();
	}
}
