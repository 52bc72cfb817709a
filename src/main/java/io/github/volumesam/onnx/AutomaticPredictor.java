package io.github.volumesam.onnx;

import io.github.volumesam.Progress;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a model finds on the slices of a volume without being asked for anything. A
 * model that looks at several neighbouring slices at a time is shown every run of so
 * many; the probabilities that a slice gets from all the runs it lies in are added up
 * (MA-SAM, models.md B2).
 */
public final class AutomaticPredictor {

	private final SamModel model;
	private final WindowReader reader;
	private final Progress progress;
	private final Window whole;
	/** Gives the memory for one embedding, and takes it back for the next. */
	private final EmbeddingCache memory = new EmbeddingCache(0);
	/** The maps of runs of slices, by their first slice. */
	private final TreeMap<Integer, List<List<LogitMap>>> runs = new TreeMap<>();

	AutomaticPredictor(final SamModel model, final WindowReader reader, final Progress progress) {
		this.model = model;
		this.reader = reader;
		this.progress = progress;
		whole = Window.whole(reader.volume().width(), reader.volume().height());
	}

	/**
	 * The maps of a slice: one for every class, the background first, of which the
	 * largest counts; or a single one, of which what is above 0 is inside. Slices are
	 * best asked in their order.
	 *
	 * @param z slice, from 0
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public List<LogitMap> maps(final int z) {
		final int count = model.descriptor().encoder().slices();
		final int first = Math.max(0, z - count + 1), last = Math.min(z, Math.max(0, reader.volume().depth() - count));
		runs.headMap(first).clear();
		List<LogitMap> sum = null;
		for (int start = first; start <= last; start++) {
			final List<LogitMap> maps = runs.computeIfAbsent(start, this::look).get(z - start);
			sum = sum == null ? maps : sum(sum, maps);
		}
		return sum;
	}

	private List<List<LogitMap>> look(final int start) {
		final Embedding embedding = model.encode(reader, start, whole, memory, progress);
		final List<List<LogitMap>> maps;
		try {
			maps = model.maps(embedding, progress);
		}
		finally {
			embedding.features().values().forEach(features -> memory.release(features.values()));
		}
		// A single slice's logits are resampled as they are, as those of prompted masks.
		return maps.size() == 1 ? maps : maps.stream().map(AutomaticPredictor::probabilities).toList();
	}

	/** What the logits of one slice stand for; of a single map less than even odds are below 0. */
	private static List<LogitMap> probabilities(final List<LogitMap> maps) {
		final List<LogitMap> result = new ArrayList<>();
		for (final LogitMap map : maps)
			result.add(new LogitMap(map.window(), map.width(), map.height(), new float[map.values().length]));
		final double[] odds = new double[maps.size()];
		for (int i = 0; i < maps.get(0).values().length; i++) {
			float highest = maps.size() == 1 ? 0 : Float.NEGATIVE_INFINITY;
			for (final LogitMap map : maps)
				highest = Math.max(highest, map.values()[i]);
			double total = maps.size() == 1 ? Math.exp(-highest) : 0;
			for (int k = 0; k < odds.length; k++)
				total += odds[k] = Math.exp(maps.get(k).values()[i] - highest);
			for (int k = 0; k < odds.length; k++)
				result.get(k).values()[i] = (float) (odds[k] / total - (maps.size() == 1 ? 0.5 : 0));
		}
		return result;
	}

	private static List<LogitMap> sum(final List<LogitMap> a, final List<LogitMap> b) {
		final List<LogitMap> result = new ArrayList<>();
		for (int k = 0; k < a.size(); k++) {
			final float[] values = a.get(k).values().clone();
			for (int i = 0; i < values.length; i++)
				values[i] += b.get(k).values()[i];
			result.add(new LogitMap(a.get(k).window(), a.get(k).width(), a.get(k).height(), values));
		}
		return result;
	}
}
