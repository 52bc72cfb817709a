package io.github.volumesam.refine;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.NextPrompt;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.propagate.Strategy;

import java.util.List;
import java.util.concurrent.CancellationException;

/** Shows each mask to the model, which draws it again. */
final class Redrawing {

	/** A mask of a smaller IoU with the one that was there is of something else; labels may be much too small. */
	private static final double AGREEMENT = 0.3;
	/**
	 * What of a mask is shown. Of the four, box and mask together came nearest to the truth
	 * of nuclei, cells and organs whose labels had been eroded, dilated, moved or made
	 * coarse.
	 */
	private static final NextPrompt PROMPT = new NextPrompt(Strategy.BOX_MASK);

	private final MaskPredictor predictor;

	Redrawing(final MaskPredictor predictor) {
		this.predictor = predictor;
	}

	/**
	 * Redraws objects slice by slice, so that they share what is encoded of a slice.
	 *
	 * @param changes one for each object, to be filled in
	 * @return false if the user has cancelled
	 */
	boolean run(final List<LabelObject> objects, final SliceRange range, final List<Change> changes,
		final Progress progress)
	{
		final long total = objects.stream().mapToLong(object -> object.masks().subMap(range.first(), range.last() + 1)
			.size()).sum();
		long done = 0;
		try {
			for (int z = range.first(); z <= range.last(); z++)
				for (int i = 0; i < objects.size(); i++) {
					final Mask mask = objects.get(i).mask(z);
					if (mask.isEmpty()) continue;
					progress.checkCancelled();
					redraw(z, mask, changes.get(i));
					progress.report(++done, total, "Slice " + (z + 1) + ", label " + objects.get(i).label());
				}
			return true;
		}
		catch (final CancellationException e) {
			return false;
		}
	}

	private void redraw(final int z, final Mask mask, final Change change) {
		final Prompt prompt = PROMPT.from(mask).clipped(predictor.width(), predictor.height());
		final Prediction prediction = predictor.predict(z, prompt);
		final Mask drawn = touching(prediction.mask(), mask);
		if (drawn.iou(mask) < AGREEMENT) change.kept++;
		// Specks that the model leaves out are filled where the label was; other holes may be meant.
		else change.put(z, drawn.or(MaskComponents.fillHoles(drawn).and(mask)), prediction.predictedIou());
	}

	/** The parts of a mask that overlap with another one. */
	private static Mask touching(final Mask mask, final Mask other) {
		return MaskComponents.of(mask).stream().filter(part -> part.overlap(other) > 0).reduce(Mask.EMPTY, Mask::or);
	}
}
