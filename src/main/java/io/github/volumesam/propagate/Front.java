package io.github.volumesam.propagate;

import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.WindowReader;

import java.util.ArrayList;
import java.util.List;

/**
 * One object being followed in one direction, away from a key slice. Each step
 * prompts the next slice with what was found on the last ones and lets the stop
 * rule judge the answer. A doubtful slice does not end the object at once: the
 * front looks a few slices further (patience) and, if the object is there again,
 * fills what it skipped; otherwise it falls back to the last good slice.
 */
final class Front {

	/** Boxes with a smaller IoU are not the same. */
	private static final double SIMILAR = 0.7;
	/** An object of the same shape whose mean jumps by so many standard deviations is lit otherwise from here on. */
	private static final double SAME_SHAPE = 0.9, JUMP = 2;

	private final MaskPredictor predictor;
	private final WindowReader reader;
	private final PropagationSettings settings;
	private final int direction;
	private final int limit;
	private final EndReason atLimit;
	private final Anchor anchor;
	private final List<SliceResult> found = new ArrayList<>();

	/** The profile that is known, from a cut on {@code cutSlice} where the mask had {@code cutArea} pixels. */
	private CrossSections sections;
	private int cutSlice;
	private int cutArea;
	/** Whether something between the slices, a lost one or a jump in brightness, looks like an end in the cuts. */
	private boolean cutSpoilt;
	/** The last slice's intensities. */
	private Appearance looks;

	private int next;
	private int skipped;
	private EndReason doubted;
	private EndReason end;

	/**
	 * @param key the key slice's result, where the front starts
	 * @param sections the object's profile across the slices, may be empty
	 * @param direction +1 towards higher slices, −1 towards lower ones
	 * @param limit last slice to look at
	 * @param atLimit the reason to record when that slice still shows the object
	 */
	Front(final MaskPredictor predictor, final WindowReader reader, final PropagationSettings settings,
		final SliceResult key, final Anchor anchor, final CrossSections sections, final int direction, final int limit,
		final EndReason atLimit)
	{
		this.predictor = predictor;
		this.reader = reader;
		this.settings = settings;
		this.direction = direction;
		this.limit = limit;
		this.atLimit = atLimit;
		this.anchor = anchor;
		this.sections = sections;
		this.cutSlice = key.z();
		this.cutArea = key.mask().area();
		this.looks = anchor.appearance();
		found.add(key);
		next = key.z() + direction;
		if (isBeyond(next)) end = atLimit;
	}

	boolean isDone() {
		return end != null;
	}

	/** The slice that the next step will look at. */
	int next() {
		return next;
	}

	/** Slices that may still have to be looked at. */
	int remaining() {
		return isDone() ? 0 : Math.abs(limit - next) + 1;
	}

	EndReason end() {
		return end;
	}

	void cancel() {
		if (end == null) end = EndReason.CANCELLED;
	}

	/** What was found beyond the key slice, outwards. */
	List<SliceResult> found() {
		return found.subList(1, found.size());
	}

	/** Looks at the next slice. */
	void step() {
		final SliceResult last = found.get(found.size() - 1);
		if (LostSlice.is(next, last.z(), last.mask().box(), reader)) passOver();
		else look(last);
		next += direction;
		if (end == null && isBeyond(next)) end = skipped == 0 ? atLimit : doubted;
	}

	/** Nothing can be known of a lost slice, and its gap spoils what the cuts say of those behind it. */
	private void passOver() {
		sections = CrossSections.NONE;
		cutSpoilt = true;
	}

	private void look(final SliceResult last) {
		if (last.z() != cutSlice && sections.isSpentAt(next)) cutAgain(last);
		final Box unmoved = last.mask().box(), profile = sections.box(next, unmoved);
		final Box expected = profile.touches(predictor.width(), predictor.height()) ? profile : unmoved;
		Answer answer = ask(last, expected);
		// The profile may be wrong about the object's width; then the model trusts the last box more.
		if (overlap(unmoved, expected) < SIMILAR) answer = answer.or(ask(last, unmoved));
		final Mask mask = answer.mask();
		final Appearance seen = mask.isEmpty() ? null : Appearance.of(mask, next, reader);
		final Evidence evidence = Evidence.of(answer, seen, last, anchor, sections.support(next), Math.abs(next -
			cutSlice) / radius());
		final StopRule.Verdict verdict = settings.stopRule().judge(evidence);
		if (verdict.accepts() || isKnownToBeThere() && !mask.isEmpty()) {
			if (evidence.neighbourIou() > SAME_SHAPE && looks.shift(seen) > JUMP) cutSpoilt = true;
			looks = seen;
			accept(new SliceResult(next, mask, answer.box(), answer.predictedIou(), answer.objectScore(), evidence
				.neighbourIou(), verdict.confidence(), SliceResult.Origin.PROPAGATED, answer.doubt()));
		}
		else skip(verdict.reason());
	}

	private boolean isKnownToBeThere() {
		return settings.mode() == Mode.RANGE;
	}

	/** Asks for the object where it is expected; of one in several parts, for each by itself. */
	private Answer ask(final SliceResult last, final Box box) {
		final List<Mask> parts = Answer.parts(last.mask());
		if (parts.size() == 1) return ask(last.mask(), box);
		final Box whole = last.mask().box();
		Answer all = null;
		for (final Mask part : parts) {
			final Box expected = Answer.moved(part.box(), whole, box);
			if (!expected.touches(predictor.width(), predictor.height())) continue;
			final Answer answer = ask(part, expected);
			if (answer.shows(part)) all = all == null ? answer : all.and(answer);
		}
		return all == null ? ask(last.mask(), box) : all;
	}

	private Answer ask(final Mask last, final Box box) {
		final Prompt prompt = settings.nextPrompt().from(last, box).clipped(predictor.width(), predictor.height());
		return Answer.of(predictor.predict(next, prompt, box), prompt.box().orElse(box));
	}

	/** IoU of two boxes. */
	private static double overlap(final Box a, final Box b) {
		final double width = Math.max(0, Math.min(a.right(), b.right()) - Math.max(a.x(), b.x()));
		final double height = Math.max(0, Math.min(a.bottom(), b.bottom()) - Math.max(a.y(), b.y()));
		return width * height / (a.width() * a.height() + b.width() * b.height() - width * height);
	}

	/**
	 * A long object leaves the windows of its cuts. Where they show no end, it is cut
	 * again from the last slice, and what follows is judged from there.
	 */
	private void cutAgain(final SliceResult last) {
		sections = CrossSections.of(last.mask(), last.z(), predictor, reader.volume().calibration());
		cutSlice = last.z();
		cutArea = last.mask().area();
		cutSpoilt = false;
	}

	private void accept(final SliceResult slice) {
		final SliceResult last = found.get(found.size() - 1);
		for (int z = last.z() + direction; z != slice.z(); z += direction) {
			final double part = (double) Math.abs(z - last.z()) / Math.abs(slice.z() - last.z());
			final Mask blend = MaskBlend.between(last.mask(), slice.mask(), part);
			if (!blend.isEmpty()) found.add(new SliceResult(z, blend, blend.box(), Math.min(last.predictedIou(), slice
				.predictedIou()), slice.objectScore(), blend.iou(last.mask()), 0.5, SliceResult.Origin.FILLED));
		}
		found.add(slice);
		skipped = 0;
		if (cutSpoilt && settings.crossSections()) cutAgain(slice);
	}

	private void skip(final EndReason reason) {
		if (skipped++ == 0) doubted = reason;
		if (skipped > settings.patience() && !isKnownToBeThere()) end = doubted;
	}

	/** The radius of a disk of the mask's area where the object was cut, in slices. */
	private double radius() {
		final Calibration calibration = reader.volume().calibration();
		return Math.sqrt(cutArea * calibration.voxelWidth() * calibration.voxelHeight() / Math.PI) / calibration
			.voxelDepth();
	}

	private boolean isBeyond(final int z) {
		return direction > 0 ? z > limit : z < limit;
	}
}
