package io.github.volumesam.session;

import io.github.volumesam.propagate.ObjectResult;

/**
 * Why an object was followed no further, in words.
 *
 * @param lower reason below its first slice
 * @param upper reason above its last slice
 */
public record ObjectEnds(String lower, String upper) {

	/** Those of an object that was not followed, as far as is known. */
	public static final ObjectEnds UNKNOWN = new ObjectEnds("", "");

	/** The ends of an object that was followed. */
	public static ObjectEnds of(final ObjectResult trace) {
		return new ObjectEnds(trace.lowerEnd().toString(), trace.upperEnd().toString());
	}
}
