package io.github.volumesam.propagate;

import io.github.volumesam.prompt.Prompt;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How an object was followed before, and from which prompts. A correction is a key
 * slice more; it changes nothing beyond the key slices next to it, so the rest can
 * be taken from here.
 *
 * @param object the prompts then
 * @param result what came of them; one that was cancelled is used as far as it goes
 */
public record EarlierRun(KeySlices object, ObjectResult result) {

	/** Nothing is known of an object. */
	static EarlierRun none(final int label) {
		return new EarlierRun(null, new ObjectResult(label, new TreeMap<>(), EndReason.CANCELLED, EndReason.CANCELLED));
	}

	/** Whether slice {@code z} was a key slice with the same prompt, and has been looked at. */
	boolean hasKey(final int z, final KeySlices now) {
		final Prompt prompt = now.prompts().get(z);
		return object != null && prompt != null && prompt.equals(object.prompts().get(z)) && (slice(z).isPresent() ||
			!isCancelled());
	}

	/** Whether slice {@code z} lay between the same two key slices. */
	boolean hasGap(final int z, final int below, final int above, final KeySlices now) {
		return !keys().containsKey(z) && hasKey(below, now) && hasKey(above, now) && Objects.equals(keys().lowerKey(z), below) && Objects.equals(
			keys().higherKey(z), above) && (slice(z).isPresent() || !isCancelled());
	}

	/** Whether the object was followed upwards from the same highest key slice, to the same limit. */
	boolean hasUpperEnd(final int highest, final KeySlices now) {
		return hasKey(highest, now) && keys().lastKey() == highest && object.last() == now.last() && result
			.upperEnd() != EndReason.CANCELLED;
	}

	/** Likewise downwards from the lowest. */
	boolean hasLowerEnd(final int lowest, final KeySlices now) {
		return hasKey(lowest, now) && keys().firstKey() == lowest && object.first() == now.first() && result
			.lowerEnd() != EndReason.CANCELLED;
	}

	/** What was found on a slice, if anything. */
	Optional<SliceResult> slice(final int z) {
		return Optional.ofNullable(result.slices().get(z));
	}

	Collection<SliceResult> above(final int z) {
		return result.slices().tailMap(z + 1).values();
	}

	Collection<SliceResult> below(final int z) {
		return result.slices().headMap(z).values();
	}

	EndReason upperEnd() {
		return result.upperEnd();
	}

	EndReason lowerEnd() {
		return result.lowerEnd();
	}

	private boolean isCancelled() {
		return result.upperEnd() == EndReason.CANCELLED || result.lowerEnd() == EndReason.CANCELLED;
	}

	/** The key slices that showed the object. */
	private TreeMap<Integer, SliceResult> keys() {
		final TreeMap<Integer, SliceResult> keys = new TreeMap<>(result.slices());
		keys.values().removeIf(slice -> slice.origin() != SliceResult.Origin.KEY);
		return keys;
	}
}
