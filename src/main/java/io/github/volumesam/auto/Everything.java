package io.github.volumesam.auto;

import io.github.volumesam.Parallel;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds everything on a slice: asks a model at points all over it, keeps the answers
 * that it is sure of, and of those that are nearly the same the best one, as SAM's
 * automatic generator of masks does.
 */
final class Everything {

	/**
	 * Answers with a lower predicted IoU are dropped, and those with a lower stability.
	 * For SAM they are 0.5 and 0.95 (SAMAug), but the embedded model is more modest
	 * about single points: with these it finds more of the objects with as many masks as
	 * with 0.5 for both.
	 */
	private static final double SURE = 0.3, STABLE = 0.7;
	/** Two answers whose IoU is larger are one. */
	private static final double SAME = 0.7;

	private final MaskPredictor predictor;
	private final List<Question> questions;

	Everything(final MaskPredictor predictor, final List<Question> questions) {
		this.predictor = predictor;
		this.questions = questions;
	}

	/**
	 * Everything on slice {@code z} (from 0), best first.
	 *
	 * @param step run before every question, by several threads; what it throws ends
	 *          the search
	 */
	List<FoundMask> masks(final int z, final Runnable step) {
		final List<FoundMask> sure = new ArrayList<>();
		Parallel.map(questions, predictor.concurrency(), question -> {
			step.run();
			return sure(predictor.predict(z, question.prompt(), question.region()));
		}).forEach(found -> found.ifPresent(sure::add));
		sure.sort(Comparator.comparingDouble(FoundMask::predictedIou).reversed());
		final List<FoundMask> kept = new ArrayList<>();
		for (final FoundMask found : sure)
			if (kept.stream().noneMatch(better -> better.mask().iou(found.mask()) > SAME)) kept.add(found);
		return kept;
	}

	private Optional<FoundMask> sure(final Prediction answer) {
		final double stability = answer.logits().stability();
		if (answer.mask().isEmpty() || !(answer.predictedIou() >= SURE) || stability < STABLE || isCut(answer.mask(), answer
			.logits().window())) return Optional.empty();
		return Optional.of(new FoundMask(answer.mask(), answer.predictedIou(), stability));
	}

	/** Whether the object goes on outside of what the model saw; a look at more of the slice finds all of it. */
	private boolean isCut(final Mask mask, final Window seen) {
		return seen.x() > 0 && mask.minX() < seen.x() + 1 || seen.y() > 0 && mask.minY() < seen.y() + 1 || seen
			.right() < predictor.width() && mask.maxX() + 2 > seen.right() || seen.bottom() < predictor.height() && mask
				.maxY() + 2 > seen.bottom();
	}
}
