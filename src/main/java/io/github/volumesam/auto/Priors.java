package io.github.volumesam.auto;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What everything that a model finds on a slice says of each pixel, for another
 * network to learn from as further channels of the image (SAMAug, arXiv 2304.11332).
 */
public final class Priors {

	/** Embeddings that are kept for the next question on a slice, in bytes. */
	private static final long CACHE_BYTES = 256L << 20;

	private final int width;
	private final int height;
	private final List<List<FoundMask>> slices;

	private Priors(final int width, final int height, final List<List<FoundMask>> slices) {
		this.width = width;
		this.height = height;
		this.slices = slices;
	}

	/**
	 * Finds everything on every slice of a volume.
	 *
	 * @param model stays open
	 * @throws IllegalArgumentException if the model cannot be asked with points
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public static Priors of(final Volume volume, final SamModel model, final IntensityMapping mapping,
		final Progress progress)
	{
		final int size = model.descriptor().encoder().size();
		final WindowMode mode = WindowMode.AUTO.resolve(model.descriptor().window(), size, volume.width(), volume.height());
		final List<Question> questions = Question.all(mode, size, volume.calibration().pixelAspect(), volume.width(), volume
			.height());
		check(model, questions.get(0).prompt());
		return of(model.predictor(new WindowReader(volume, mapping), mode, CACHE_BYTES, progress), questions, progress);
	}

	private static void check(final SamModel model, final Prompt prompt) {
		try {
			model.check(prompt);
		}
		catch (final IllegalArgumentException e) {
			throw new IllegalArgumentException("Everything on a slice is found by asking at points all over it, which " + model
				.descriptor().displayName() + " does not allow. " + e.getMessage(), e);
		}
	}

	static Priors of(final MaskPredictor predictor, final List<Question> questions, final Progress progress) {
		final Everything everything = new Everything(predictor, questions);
		final List<List<FoundMask>> slices = new ArrayList<>();
		final long total = (long) questions.size() * predictor.depth();
		final AtomicLong asked = new AtomicLong();
		for (int z = 0; z < predictor.depth(); z++) {
			final String message = "Slice " + (z + 1) + " of " + predictor.depth();
			slices.add(everything.masks(z, () -> {
				progress.checkCancelled();
				progress.report(asked.getAndIncrement(), total, message);
			}));
		}
		return new Priors(predictor.width(), predictor.height(), slices);
	}

	/** Masks on all slices together. */
	public int count() {
		return slices.stream().mapToInt(List::size).sum();
	}

	/**
	 * The score prior of slice {@code z} (from 0), row by row: the sum of the
	 * stabilities of the masks that hold a pixel.
	 */
	public float[] score(final int z) {
		final float[] score = new float[width * height];
		for (final FoundMask found : slices.get(z))
			found.mask().forEach((x, y) -> score[y * width + x] += (float) found.stability());
		return score;
	}

	/** The largest value of the score prior. */
	public double maxScore() {
		double max = 0;
		for (int z = 0; z < slices.size(); z++)
			for (final float score : score(z))
				max = Math.max(max, score);
		return max;
	}

	/**
	 * The boundary prior of slice {@code z} (from 0), row by row: 1 on both sides of the
	 * outline of any mask, else 0. The edge of the image is no outline.
	 */
	public float[] boundary(final int z) {
		final float[] boundary = new float[width * height];
		for (final FoundMask found : slices.get(z)) {
			final Mask mask = found.mask();
			mask.forEach((x, y) -> {
				mark(boundary, mask, x, y, x - 1, y);
				mark(boundary, mask, x, y, x + 1, y);
				mark(boundary, mask, x, y, x, y - 1);
				mark(boundary, mask, x, y, x, y + 1);
			});
		}
		return boundary;
	}

	/** Marks a pixel of a mask and its neighbour, if that is outside the mask but inside the image. */
	private void mark(final float[] boundary, final Mask mask, final int x, final int y, final int nx, final int ny) {
		if (nx < 0 || ny < 0 || nx >= width || ny >= height || mask.contains(nx, ny)) return;
		boundary[y * width + x] = 1;
		boundary[ny * width + nx] = 1;
	}
}
