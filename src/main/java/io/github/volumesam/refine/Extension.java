package io.github.volumesam.refine;

import io.github.volumesam.Progress;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.ObjectResult;
import io.github.volumesam.propagate.PropagationResult;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Propagator;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries objects to slices where they have no label. The masks on the slices beside
 * a gap, and the outermost ones of an object, are the key slices; the others do not
 * matter and are not looked at.
 */
final class Extension {

	private final MaskPredictor predictor;
	private final WindowReader reader;
	private final PropagationSettings settings;
	private final CleanUp cleanUp;

	Extension(final MaskPredictor predictor, final WindowReader reader, final PropagationSettings settings,
		final CleanUp cleanUp)
	{
		this.predictor = predictor;
		this.reader = reader;
		this.settings = settings;
		this.cleanUp = cleanUp;
	}

	/**
	 * A part of an object without labels, with what leads to it.
	 *
	 * @param index of the object
	 * @param keySlices the labelled slices at its ends
	 * @param down whether the object is followed downwards from there
	 * @param up whether it is followed upwards
	 */
	private record Piece(int index, KeySlices keySlices, boolean down, boolean up) {}

	/**
	 * Fills the gaps of objects.
	 *
	 * @param changes one for each object, to be filled in
	 * @return false if the user has cancelled
	 */
	boolean fill(final List<LabelObject> objects, final SliceRange range, final List<Change> changes,
		final Progress progress)
	{
		final List<Piece> gaps = new ArrayList<>();
		for (int i = 0; i < objects.size(); i++) {
			int last = -1;
			for (final int z : objects.get(i).masks().keySet()) {
				if (last >= 0 && z > last + 1 && last + 1 <= range.last() && z - 1 >= range.first()) gaps.add(new Piece(i, keys(
					objects.get(i), new SliceRange(last, z), last, z), false, false));
				last = z;
			}
		}
		// A gap ends where the next label begins; nobody has to look for the end.
		final PropagationSettings between = new PropagationSettings(settings.nextPrompt(), settings.stopRule(), settings
			.patience(), false, settings.mode(), settings.allAxes());
		return run(gaps, objects, between, range, changes, progress);
	}

	/**
	 * Follows objects beyond their first and last labelled slices.
	 *
	 * @param changes one for each object, to be filled in
	 * @return false if the user has cancelled
	 */
	boolean extend(final List<LabelObject> objects, final SliceRange range, final List<Change> changes,
		final Progress progress)
	{
		final List<Piece> ends = new ArrayList<>();
		for (int i = 0; i < objects.size(); i++) {
			final LabelObject object = objects.get(i);
			final int first = object.masks().firstKey(), last = object.masks().lastKey();
			final int from = Math.min(first, range.first()), to = Math.max(last, range.last());
			if (first == last) ends.add(new Piece(i, keys(object, new SliceRange(from, to), first), true, true));
			else {
				ends.add(new Piece(i, keys(object, new SliceRange(from, first), first), true, false));
				ends.add(new Piece(i, keys(object, new SliceRange(last, to), last), false, true));
			}
		}
		return run(ends, objects, settings, range, changes, progress);
	}

	private static KeySlices keys(final LabelObject object, final SliceRange range, final int... slices) {
		final SortedMap<Integer, Prompt> prompts = new TreeMap<>();
		for (final int z : slices)
			prompts.put(z, Prompt.mask(object.mask(z)));
		return new KeySlices(object.label(), prompts, range.first(), range.last());
	}

	private boolean run(final List<Piece> pieces, final List<LabelObject> objects, final PropagationSettings how,
		final SliceRange range, final List<Change> changes, final Progress progress)
	{
		final PropagationResult result = new Propagator(predictor, reader, how).run(pieces.stream().map(Piece::keySlices)
			.toList(), progress);
		for (int i = 0; i < pieces.size(); i++) {
			final Piece piece = pieces.get(i);
			final LabelObject before = objects.get(piece.index);
			final Change change = changes.get(piece.index);
			final ObjectResult trace = result.objects().get(i);
			final LabelObject found = cleanUp.apply(trace.toLabelObject(), seeds(piece, before));
			found.masks().forEach((z, mask) -> {
				if (before.mask(z).isEmpty() && z >= range.first() && z <= range.last()) change.put(z, mask, found.score(z));
			});
			if (piece.down) change.lowerEnd = trace.lowerEnd().toString();
			if (piece.up) change.upperEnd = trace.upperEnd().toString();
		}
		return !result.cancelled();
	}

	private static SortedMap<Integer, Mask> seeds(final Piece piece, final LabelObject object) {
		final SortedMap<Integer, Mask> seeds = new TreeMap<>();
		piece.keySlices.prompts().keySet().forEach(z -> seeds.put(z, object.mask(z)));
		return seeds;
	}
}
