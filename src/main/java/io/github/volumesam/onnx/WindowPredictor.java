package io.github.volumesam.onnx;

import io.github.volumesam.Progress;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.List;
import java.util.Optional;

/**
 * Answers prompts with a model: chooses the window, encodes it unless that has been
 * done, and decodes. Several threads may ask at the same time: one encodes, while
 * others decode.
 */
final class WindowPredictor implements MaskPredictor {

	/** Windows of other axes are seldom looked at twice. */
	private static final long ACROSS_CACHE_BYTES = 16L << 20;

	private final SamModel model;
	private final WindowReader reader;
	private final WindowMode mode;
	private final WindowChoice choice;
	private final EmbeddingCache cache;
	private final Progress progress;

	WindowPredictor(final SamModel model, final WindowReader reader, final WindowMode mode, final EmbeddingCache cache,
		final Progress progress)
	{
		this.model = model;
		this.reader = reader;
		this.cache = cache;
		this.progress = progress;
		final Volume volume = reader.volume();
		final int size = model.descriptor().encoder().size();
		this.mode = mode.resolve(model.descriptor().window(), size, volume.width(), volume.height());
		choice = new WindowChoice(model.descriptor().window(), size, volume.calibration().pixelAspect(), volume.width(),
			volume.height());
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		if (prompt.box().isEmpty() && prompt.points().isEmpty() && prompt.mask().filter(m -> !m.isEmpty()).isEmpty())
			throw new IllegalArgumentException("The prompt on slice " + (z + 1) +
				" is an empty mask; paint at least one pixel, or give a box or a point.");
		model.check(prompt);
		final Box region = prompt.region().orElse(null);
		return switch (mode) {
			case OBJECT -> region == null ? search(z, prompt) : predict(z, prompt, region);
			default -> predict(z, prompt, region == null ? bounds(prompt) : region);
		};
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		return switch (mode) {
			case TILES -> look(z, choice.tile(region.x(), region.y(), region.right(), region.bottom()), prompt);
			case OBJECT -> look(z, choice.around(region), prompt);
			default -> look(z, Window.whole(width(), height()), prompt);
		};
	}

	@Override
	public MaskPredictor along(final Axis axis) {
		final WindowReader across = new WindowReader(reader.volume().along(axis), reader.mapping());
		return model.predictor(across, mode, ACROSS_CACHE_BYTES, progress);
	}

	@Override
	public boolean isCheapAcross() {
		return mode == WindowMode.OBJECT;
	}

	private Prediction look(final int z, final Window window, final Prompt prompt) {
		if (model.descriptor().encoder().slices() == 1) return ask(z, window, prompt).get(0);
		return SliceVotes.count(z, depth(), prompt, (middle, asked) -> ask(middle - 1, window, asked));
	}

	/** What the model says of each slice that it sees at a time, of which {@code z} is the first. */
	private List<Prediction> ask(final int z, final Window window, final Prompt prompt) {
		progress.checkCancelled();
		final Embedding embedding = embedding(new EmbeddingCache.Key(z, window));
		try {
			return model.answers(embedding, prompt, width(), height(), progress);
		}
		finally {
			synchronized (cache) {
				cache.letGo(embedding);
			}
		}
	}

	/** The embedding, held; those who need one that is being encoded wait for it. */
	private Embedding embedding(final EmbeddingCache.Key key) {
		synchronized (cache) {
			Embedding embedding = cache.get(key);
			if (embedding == null) {
				embedding = model.encode(reader, key.z(), key.window(), cache, progress);
				cache.put(key, embedding);
			}
			cache.hold(embedding);
			return embedding;
		}
	}

	/**
	 * Points alone do not say how large the object is: the answer that the model
	 * trusts most, of windows of all sizes, gives the window for the final one.
	 */
	private Prediction search(final int z, final Prompt prompt) {
		Prediction best = null;
		for (final Window window : choice.ladder(prompt.points())) {
			final Prediction prediction = look(z, window, prompt);
			if (best == null || !prediction.mask().isEmpty() && (best.mask().isEmpty() || prediction.predictedIou() > best
				.predictedIou())) best = prediction;
		}
		if (best.mask().isEmpty()) return best;
		final Prediction again = look(z, choice.around(best.mask().box()), prompt);
		return again.mask().isEmpty() ? best : again;
	}

	/** The smallest box around all points, at least a pixel wide. */
	private static Box bounds(final Prompt prompt) {
		Box box = null;
		for (final Point point : prompt.points())
			box = box == null ? new Box(point.x() - 0.5, point.y() - 0.5, 1, 1) : box.with(point);
		return box;
	}

	@Override
	public int concurrency() {
		return model.placement().concurrency();
	}

	@Override
	public int depth() {
		return reader.volume().depth();
	}

	@Override
	public int width() {
		return reader.volume().width();
	}

	@Override
	public int height() {
		return reader.volume().height();
	}
}
