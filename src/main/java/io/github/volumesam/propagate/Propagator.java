package io.github.volumesam.propagate;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.volume.WindowReader;

import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Follows objects from their key slices through a volume. All objects go through
 * the volume together, slice by slice, first upwards and then downwards, so that
 * what they share of a slice is encoded once.
 */
public final class Propagator {

	private final MaskPredictor predictor;
	private final WindowReader reader;
	private final PropagationSettings settings;

	/**
	 * @param predictor answers prompts on the slices of a volume
	 * @param reader gives the intensities of the same slices
	 */
	public Propagator(final MaskPredictor predictor, final WindowReader reader, final PropagationSettings settings) {
		this.predictor = predictor;
		this.reader = reader;
		this.settings = settings;
	}

	/**
	 * Segments all objects. A cancelled run does not throw: what was finished by
	 * then is returned.
	 */
	public PropagationResult run(final List<KeySlices> objects, final Progress progress) {
		return run(objects, List.of(), progress);
	}

	/**
	 * Segments all objects, where some are known from earlier prompts: of an object
	 * that got a new, another or one key slice less, only the slices up to the
	 * neighbouring key slices are computed again. The result is the same as without
	 * what is known.
	 *
	 * @param known results of the same settings on the same volume
	 */
	public PropagationResult run(final List<KeySlices> objects, final List<EarlierRun> known, final Progress progress) {
		final List<Track> tracks = objects.stream().map(object -> new Track(predictor, reader, settings, object, known
			.stream().filter(run -> run.object().label() == object.label()).findFirst().orElse(EarlierRun.none(object
				.label())))).toList();
		final boolean cancelled = !sweep(tracks, progress);
		return new PropagationResult(tracks.stream().map(track -> track.result(cancelled)).toList(), cancelled);
	}

	/** Returns whether it came to the end. */
	private boolean sweep(final List<Track> tracks, final Progress progress) {
		try {
			segment(tracks, progress);
			return true;
		}
		catch (final CancellationException e) {
			return false;
		}
	}

	private void segment(final List<Track> tracks, final Progress progress) {
		final int depth = predictor.depth();
		final long total = remaining(tracks);
		for (int z = 0; z < depth; z++)
			for (final Track track : tracks)
				if (track.hasKey(z)) {
					progress.checkCancelled();
					track.segmentKey(z);
					report(progress, tracks, total, z);
				}
		for (int i = 0; i < tracks.size(); i++) {
			progress.checkCancelled();
			progress.report(total - remaining(tracks), total, "Looking across the slices at object " + (i + 1) + " of " +
				tracks.size());
			tracks.get(i).start();
		}
		for (int z = 0; z < depth; z++)
			for (final Track track : tracks)
				if (track.hasGap(z)) {
					progress.checkCancelled();
					track.segmentGap(z);
				}
		for (int z = 0; z < depth; z++)
			advance(tracks, z, 1, progress, total);
		for (int z = depth - 1; z >= 0; z--)
			advance(tracks, z, -1, progress, total);
		progress.report(total, total, "Propagated " + tracks.size() + (tracks.size() == 1 ? " object" : " objects"));
	}

	private void advance(final List<Track> tracks, final int z, final int direction, final Progress progress,
		final long total)
	{
		for (final Track track : tracks) {
			final Front front = track.frontAt(z, direction);
			if (front == null) continue;
			progress.checkCancelled();
			front.step();
			report(progress, tracks, total, z);
		}
	}

	private void report(final Progress progress, final List<Track> tracks, final long total, final int z) {
		progress.report(Math.max(0, total - remaining(tracks)), total, "Slice " + (z + 1) + " of " + predictor.depth());
	}

	private static long remaining(final List<Track> tracks) {
		return tracks.stream().mapToLong(Track::remaining).sum();
	}
}
