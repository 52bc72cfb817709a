package io.github.volumesam.onnx;

import io.github.volumesam.Progress;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

/**
 * What a predictor does before it can answer, by itself: reads a window and encodes it
 * into a store, which hands on the memory of old embeddings once it is full.
 */
public final class EncodePipeline {

	private final SamModel model;
	private final WindowReader reader;
	private final EmbeddingCache store;

	/**
	 * @param cacheBytes memory that embeddings may take
	 */
	public EncodePipeline(final SamModel model, final WindowReader reader, final long cacheBytes) {
		this.model = model;
		this.reader = reader;
		store = new EmbeddingCache(cacheBytes);
	}

	/** Encodes a window of slice {@code z} (from 0), also if the store has it. */
	public Embedding encode(final int z, final Window window) {
		final Embedding embedding = model.encode(reader, z, window, store, Progress.NONE);
		store.put(new EmbeddingCache.Key(z, window), embedding);
		return embedding;
	}
}
