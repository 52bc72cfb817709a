package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.volumesam.model.TensorRole;
import io.github.volumesam.volume.Window;

import java.nio.FloatBuffer;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The cache keeps what was used last and never more than it may. */
class EmbeddingCacheTest {

	private static final Window WHOLE = new Window(0, 0, 10, 10);

	private static EmbeddingCache.Key key(final int z) {
		return new EmbeddingCache.Key(z, WHOLE);
	}

	/** Encodes slice z into 100 bytes. */
	private static FloatBuffer add(final EmbeddingCache cache, final int z) {
		return add(cache, z, 25);
	}

	private static FloatBuffer add(final EmbeddingCache cache, final int z, final int floats) {
		final FloatBuffer memory = cache.allocate(floats);
		cache.put(key(z), new Embedding(Map.of(TensorRole.EMBEDDING.name(), new Embedding.Features(memory,
			new long[] { floats })), new ModelFrame(WHOLE, 10, 10, 10, 1)));
		return memory;
	}

	@Test
	void memoryNeverExceedsTheBound() {
		final EmbeddingCache cache = new EmbeddingCache(350);
		for (int z = 0; z < 20; z++) {
			add(cache, z);
			assertEquals(Math.min(3, z + 1), cache.size());
			assertEquals(100L * cache.size(), cache.bytes());
		}
	}

	@Test
	void whatWasUsedLongestAgoGoesFirst() {
		final EmbeddingCache cache = new EmbeddingCache(300);
		add(cache, 0);
		add(cache, 1);
		add(cache, 2);
		assertNotNull(cache.get(key(0)));
		add(cache, 3);
		assertNull(cache.get(key(1)));
		assertNotNull(cache.get(key(0)));
		assertNotNull(cache.get(key(2)));
	}

	@Test
	void theMemoryOfWhatGoesIsUsedAgain() {
		final EmbeddingCache cache = new EmbeddingCache(100);
		final FloatBuffer first = add(cache, 0);
		assertSame(first, add(cache, 1));
	}

	@Test
	void theNewestIsKeptEvenWithoutRoom() {
		final EmbeddingCache cache = new EmbeddingCache(0);
		add(cache, 0);
		add(cache, 1);
		assertNotNull(cache.get(key(1)));
		assertEquals(1, cache.size());
		assertEquals(100, cache.bytes());
	}

	@Test
	void whatIsBeingReadStays() {
		final EmbeddingCache cache = new EmbeddingCache(200);
		add(cache, 0);
		final Embedding read = cache.get(key(0));
		cache.hold(read);
		cache.hold(read);
		add(cache, 1);
		add(cache, 2);
		assertSame(read, cache.get(key(0)));
		assertNull(cache.get(key(1)));
		cache.letGo(read);
		add(cache, 3);
		assertSame(read, cache.get(key(0)));
		cache.letGo(read);
		add(cache, 4);
		add(cache, 5);
		assertNull(cache.get(key(0)));
		assertEquals(200, cache.bytes());
	}

	@Test
	void embeddingsOfAnotherSizeMakeRoomToo() {
		final EmbeddingCache cache = new EmbeddingCache(300);
		add(cache, 0);
		add(cache, 1);
		add(cache, 2);
		add(cache, 3, 50);
		assertEquals(300, cache.bytes());
		assertNotNull(cache.get(key(2)));
		assertNotNull(cache.get(key(3)));
		assertEquals(2, cache.size());
	}

	@Test
	void anotherWindowOfTheSameSliceIsAnotherEntry() {
		final EmbeddingCache cache = new EmbeddingCache(300);
		add(cache, 0);
		assertNull(cache.get(new EmbeddingCache.Key(0, new Window(0, 0, 10, 10.5))));
	}

	@Test
	void hitsAndMissesAreCounted() {
		final EmbeddingCache cache = new EmbeddingCache(300);
		cache.get(key(0));
		add(cache, 0);
		cache.get(key(0));
		cache.get(key(0));
		cache.get(key(1));
		assertEquals(2, cache.hits());
		assertEquals(2, cache.misses());
	}

	@Test
	void memoryOfAFailedEncodeIsUsedAgain() {
		final EmbeddingCache cache = new EmbeddingCache(300);
		final FloatBuffer lost = cache.allocate(25);
		cache.release(lost);
		assertSame(lost, cache.allocate(25));
		assertEquals(100, cache.bytes());
	}
}
