package io.github.volumesam.propagate;

import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One object on its way through the volume: its key slices, the gaps between
 * them, and the two fronts that leave the outermost ones.
 */
final class Track {

	/** A blended mask is replaced by the model's only where the two agree at least so far. */
	private static final double GAP_AGREEMENT = 0.5;
	/** Between key slices the model sees an object with at least this share of its predicted IoU there. */
	private static final double GAP_CERTAINTY = 0.6;

	private final MaskPredictor predictor;
	private final WindowReader reader;
	private final PropagationSettings settings;
	private final KeySlices object;
	private final EarlierRun earlier;
	private final TreeMap<Integer, SliceResult> keys = new TreeMap<>();
	/** What was found on slices that are not key slices. */
	private final SortedMap<Integer, SliceResult> others = new TreeMap<>();
	private BoxPath path;
	private Front up;
	private Front down;
	/** The reasons for the ends that need no front. */
	private EndReason upperEnd;
	private EndReason lowerEnd;

	/**
	 * @param earlier what is known of the same object from prompts that may differ
	 */
	Track(final MaskPredictor predictor, final WindowReader reader, final PropagationSettings settings,
		final KeySlices object, final EarlierRun earlier)
	{
		this.predictor = predictor;
		this.reader = reader;
		this.settings = settings;
		this.object = object;
		this.earlier = earlier;
	}

	/** Number of predictions that are still needed at the most. */
	int remaining() {
		if (isStarted()) return (up == null ? 0 : up.remaining()) + (down == null ? 0 : down.remaining());
		if (settings.mode().interpolatesBoxes()) return object.prompts().lastKey() - object.prompts().firstKey() + 1;
		return object.last() - object.first() + 1 + (settings.crossSections() ? CrossSections.PREDICTIONS : 0);
	}

	private boolean isStarted() {
		return (up != null || upperEnd != null) && (down != null || lowerEnd != null);
	}

	// -- Key slices --

	boolean hasKey(final int z) {
		return object.prompts().containsKey(z);
	}

	/** Segments key slice {@code z}. */
	void segmentKey(final int z) {
		final Optional<SliceResult> key = earlier.hasKey(z, object) ? earlier.slice(z) : KeyLook.at(z, object.prompts()
			.get(z), predictor);
		key.ifPresent(slice -> keys.put(z, slice));
	}

	// -- Gaps between key slices --

	/** Whether slice {@code z} lies between two key slices that show the object. */
	boolean hasGap(final int z) {
		return !keys.containsKey(z) && keys.floorKey(z) != null && keys.ceilingKey(z) != null;
	}

	/** Segments a slice between two key slices. */
	void segmentGap(final int z) {
		final SliceResult below = keys.floorEntry(z).getValue(), above = keys.ceilingEntry(z).getValue();
		if (settings.mode().interpolatesBoxes()) interpolate(z, below, above);
		else if (earlier.hasGap(z, below.z(), above.z(), object)) earlier.slice(z).ifPresent(slice -> others.put(z,
			slice));
		else blend(z, below, above);
	}

	private void interpolate(final int z, final SliceResult below, final SliceResult above) {
		if (path == null) {
			final SortedMap<Integer, Box> boxes = new TreeMap<>();
			keys.forEach((slice, key) -> boxes.put(slice, key.promptBox()));
			path = new BoxPath(boxes, settings.mode() == Mode.SMOOTH_BOXES);
		}
		final Box box = path.at(z);
		if (!box.touches(predictor.width(), predictor.height())) return;
		final Prompt prompt = Prompt.box(box).clipped(predictor.width(), predictor.height());
		final Prediction prediction = predictor.predict(z, prompt);
		if (prediction.mask().isEmpty()) return;
		final SliceResult nearest = z - below.z() < above.z() - z ? below : above;
		others.put(z, new SliceResult(z, prediction.mask(), prompt.box().orElseThrow(), prediction.predictedIou(),
			prediction.objectScore(), prediction.mask().iou(nearest.mask()), SliceResult.dice(prediction
				.predictedIou()), SliceResult.Origin.PROPAGATED, prediction.doubt()));
	}

	/**
	 * The masks of both key slices, blended by signed distance, prompt the model, and
	 * where its answer does not fit the blend the blend stays.
	 */
	private void blend(final int z, final SliceResult below, final SliceResult above) {
		final double part = (double) (z - below.z()) / (above.z() - below.z());
		final Mask blend = MaskBlend.between(below.mask(), above.mask(), part);
		if (blend.isEmpty()) return;
		final Prompt prompt = settings.nextPrompt().from(blend).clipped(predictor.width(), predictor.height());
		final Prediction prediction = predictor.predict(z, prompt);
		final double agreement = prediction.mask().iou(blend);
		final boolean agrees = agreement >= GAP_AGREEMENT;
		final SliceResult nearest = part < 0.5 ? below : above;
		final Mask mask = agrees ? prediction.mask() : blend;
		others.put(z, new SliceResult(z, mask, prompt.box().orElse(blend.box()), prediction.predictedIou(), prediction
			.objectScore(), mask.iou(nearest.mask()), SliceResult.dice(agreement), agrees ? SliceResult.Origin.PROPAGATED
				: SliceResult.Origin.FILLED, prediction.doubt()));
	}

	/**
	 * Where the model finds nothing of what key slices that do not overlap would need
	 * between them, they show two objects (or one twice), and nothing joins them.
	 */
	private void dropBridges() {
		for (final SliceResult below : keys.values()) {
			final Map.Entry<Integer, SliceResult> above = keys.higherEntry(below.z());
			if (above == null || above.getValue().mask().overlap(below.mask()) > 0) continue;
			final double usual = Math.min(below.predictedIou(), above.getValue().predictedIou());
			final Predicate<SliceResult> unseen = slice -> slice.origin() == SliceResult.Origin.FILLED || slice
				.predictedIou() < GAP_CERTAINTY * usual;
			final Collection<SliceResult> gap = others.subMap(below.z() + 1, above.getKey()).values();
			if (2 * gap.stream().filter(unseen).count() > gap.size()) gap.removeIf(unseen);
		}
	}

	// -- Fronts --

	/** Starts the two fronts; all key slices must have been segmented. */
	void start() {
		if (keys.isEmpty()) return;
		if (settings.mode().interpolatesBoxes()) {
			upperEnd = lowerEnd = EndReason.KEY_END;
			return;
		}
		final SliceResult lowest = keys.firstEntry().getValue(), highest = keys.lastEntry().getValue();
		CrossSections sections = null;
		if (earlier.hasUpperEnd(highest.z(), object)) {
			earlier.above(highest.z()).forEach(slice -> others.put(slice.z(), slice));
			upperEnd = earlier.upperEnd();
		}
		else {
			sections = sections(highest, object.last());
			up = front(highest, sections, 1, object.last(), predictor.depth() - 1);
		}
		if (earlier.hasLowerEnd(lowest.z(), object)) {
			earlier.below(lowest.z()).forEach(slice -> others.put(slice.z(), slice));
			lowerEnd = earlier.lowerEnd();
		}
		else down = front(lowest, lowest == highest && sections != null && sections != CrossSections.NONE ? sections
			: sections(lowest, object.first()), -1, object.first(), 0);
	}

	/** The profile for a front from a key slice to its limit; not needed where there is no slice between. */
	private CrossSections sections(final SliceResult key, final int limit) {
		if (!settings.crossSections() || key.z() == limit) return CrossSections.NONE;
		return CrossSections.of(key.mask(), key.z(), predictor, reader.volume().calibration());
	}

	private Front front(final SliceResult key, final CrossSections sections, final int direction, final int limit,
		final int volumeEnd)
	{
		final Anchor anchor = new Anchor(key.predictedIou(), Appearance.of(key.mask(), key.z(), reader));
		return new Front(predictor, reader, settings, key, anchor, sections, direction, limit, limit == volumeEnd
			? EndReason.VOLUME_END : EndReason.RANGE_END);
	}

	/** The front that goes in {@code direction} if it is to look at slice {@code z} next, else null. */
	Front frontAt(final int z, final int direction) {
		final Front front = direction > 0 ? up : down;
		return front == null || front.isDone() || front.next() != z ? null : front;
	}

	// -- Result --

	/**
	 * @param cancelled whether the user stopped before all was done
	 */
	ObjectResult result(final boolean cancelled) {
		final SortedMap<Integer, SliceResult> slices = new TreeMap<>(keys);
		dropBridges();
		slices.putAll(others);
		final EndReason none = cancelled ? EndReason.CANCELLED : EndReason.EMPTY;
		return new ObjectResult(object.label(), slices, end(down, lowerEnd, slices, none), end(up, upperEnd, slices,
			none));
	}

	private static EndReason end(final Front front, final EndReason known, final SortedMap<Integer, SliceResult> slices,
		final EndReason otherwise)
	{
		if (front == null) return known == null ? otherwise : known;
		front.cancel();
		front.found().forEach(slice -> slices.put(slice.z(), slice));
		return front.end();
	}
}
