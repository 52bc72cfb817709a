package io.github.volumesam.onnx;

import io.github.volumesam.Parallel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/**
 * Asks every question about a box several times, with boxes that differ a little,
 * and answers what most answers say, and how much they differ (SAM-U, arXiv
 * 2307.04973). All are asked in the same window, so that a slice is encoded once.
 * The same question always gets the same boxes, whenever it is asked.
 *
 * @param model is asked
 * @param boxes how often; the first time with the box itself
 */
public record JitteredPredictor(MaskPredictor model, int boxes) implements MaskPredictor {

	/** Each edge of a box is moved by up to this part of the side; twice as much costs the masks a Dice of 0.015. */
	static final double PART = 0.05;

	/**
	 * @throws IllegalArgumentException if there is no box
	 */
	public JitteredPredictor {
		if (boxes < 1) throw new IllegalArgumentException("Every slice has to be asked with 1 box or more, not " + boxes +
			".");
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt) {
		return prompt.box().isEmpty() ? model.predict(z, prompt) : predict(z, prompt, prompt.region().orElseThrow());
	}

	@Override
	public Prediction predict(final int z, final Prompt prompt, final Box region) {
		if (prompt.box().isEmpty() || boxes == 1) return model.predict(z, prompt, region);
		final List<Prompt> prompts = prompts(z, prompt);
		final List<Prediction> answers = Parallel.map(prompts, model.concurrency(), p -> model.predict(z, p, region));
		final Mask mean = majority(answers);
		final Doubt doubt = Doubt.of(answers, mean, extent(prompts, answers));
		final Prediction first = answers.get(0);
		return new Prediction(mean, answers.stream().mapToDouble(Prediction::predictedIou).average().orElseThrow(), answers
			.stream().mapToDouble(Prediction::objectScore).average().orElseThrow(), first.logits(), doubt);
	}

	private List<Prompt> prompts(final int z, final Prompt prompt) {
		final Box box = prompt.box().orElseThrow();
		final Random random = new Random(Objects.hash(z, box));
		final List<Prompt> prompts = new ArrayList<>(List.of(prompt));
		while (prompts.size() < boxes)
			// A box around the object at the edge of the image ends there, however it is drawn.
			prompts.add(new Prompt(Optional.of(box.jittered(PART, random)), prompt.points(), prompt.mask()).clipped(width(),
				height()));
		return prompts;
	}

	/** The pixels that at least half of the answers have. */
	private static Mask majority(final List<Prediction> answers) {
		Mask any = Mask.EMPTY;
		for (final Prediction answer : answers)
			any = any.or(answer.mask());
		return any.where((x, y) -> 2 * answers.stream().filter(answer -> answer.mask().contains(x, y)).count() >= answers
			.size());
	}

	/** Where the answers may differ: around all boxes and masks. */
	private Box extent(final List<Prompt> prompts, final List<Prediction> answers) {
		double x0 = width(), y0 = height(), x1 = 0, y1 = 0;
		final List<Box> all = new ArrayList<>(prompts.stream().map(prompt -> prompt.box().orElseThrow()).toList());
		answers.stream().map(Prediction::mask).filter(mask -> !mask.isEmpty()).forEach(mask -> all.add(mask.box()));
		for (final Box box : all) {
			x0 = Math.min(x0, box.x());
			y0 = Math.min(y0, box.y());
			x1 = Math.max(x1, box.right());
			y1 = Math.max(y1, box.bottom());
		}
		return new Box(x0, y0, x1 - x0, y1 - y0).grow(PART * Math.max(x1 - x0, y1 - y0)).clip(width(), height());
	}

	/** Looks across the slices only help to find the object, and are not asked several times. */
	@Override
	public MaskPredictor along(final Axis axis) {
		return model.along(axis);
	}

	@Override
	public boolean isCheapAcross() {
		return model.isCheapAcross();
	}

	/** The boxes of one question are asked at the same time. */
	@Override
	public int concurrency() {
		return boxes == 1 ? model.concurrency() : 1;
	}

	@Override
	public int depth() {
		return model.depth();
	}

	@Override
	public int width() {
		return model.width();
	}

	@Override
	public int height() {
		return model.height();
	}
}
