package io.github.volumesam.propagate;

import io.github.volumesam.Parallel;
import io.github.volumesam.Progress;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Predicate;

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
		final List<ObjectResult> found = tracks.stream().map(track -> track.result(cancelled)).toList();
		return settings.allAxes() && !cancelled ? vote(found, progress) : new PropagationResult(found, cancelled);
	}

	/** Objects whose turn has not come when the user cancels stay as they were found. */
	private PropagationResult vote(final List<ObjectResult> found, final Progress progress) {
		final AxisVote vote = new AxisVote(predictor, reader.volume().calibration());
		if (!vote.isWorthwhile()) return new PropagationResult(found, false);
		final List<ObjectResult> voted = new ArrayList<>();
		try {
			for (final ObjectResult object : found) {
				progress.report(voted.size(), found.size(), "Looking along all axes at object " + (voted.size() + 1) + " of " +
					found.size());
				voted.add(vote.of(object));
			}
		}
		catch (final CancellationException e) {
			voted.addAll(found.subList(voted.size(), found.size()));
			return new PropagationResult(voted, true);
		}
		return new PropagationResult(voted, false);
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
		for (int z = 0; z < depth; z++) {
			final int slice = z;
			if (together(tracks, track -> track.hasKey(slice), track -> track.segmentKey(slice), progress)) report(progress,
				tracks, total, z);
		}
		progress.report(total - remaining(tracks), total, "Looking across the slices at " + count(tracks));
		together(tracks, track -> true, Track::start, progress);
		for (int z = 0; z < depth; z++) {
			final int slice = z;
			together(tracks, track -> track.hasGap(slice), track -> track.segmentGap(slice), progress);
		}
		for (int z = 0; z < depth; z++)
			advance(tracks, z, 1, progress, total);
		for (int z = depth - 1; z >= 0; z--)
			advance(tracks, z, -1, progress, total);
		progress.report(total, total, "Propagated " + count(tracks));
	}

	private void advance(final List<Track> tracks, final int z, final int direction, final Progress progress,
		final long total)
	{
		if (together(tracks, track -> track.frontAt(z, direction) != null, track -> track.frontAt(z, direction).step(),
			progress)) report(progress, tracks, total, z);
	}

	/**
	 * Does a step of those objects that need it; none depends on another. Returns
	 * whether there was one.
	 */
	private boolean together(final List<Track> tracks, final Predicate<Track> needed, final Consumer<Track> step,
		final Progress progress)
	{
		final List<Track> due = tracks.stream().filter(needed).toList();
		Parallel.map(due, predictor.concurrency(), track -> {
			progress.checkCancelled();
			step.accept(track);
			return track;
		});
		return !due.isEmpty();
	}

	private static String count(final List<Track> tracks) {
		return tracks.size() + (tracks.size() == 1 ? " object" : " objects");
	}

	private void report(final Progress progress, final List<Track> tracks, final long total, final int z) {
		progress.report(Math.max(0, total - remaining(tracks)), total, "Slice " + (z + 1) + " of " + predictor.depth());
	}

	private static long remaining(final List<Track> tracks) {
		return tracks.stream().mapToLong(Track::remaining).sum();
	}
}
