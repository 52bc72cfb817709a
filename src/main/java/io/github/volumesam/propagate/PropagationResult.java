package io.github.volumesam.propagate;

import java.util.List;

/**
 * All objects followed through a volume.
 *
 * @param objects in the order in which they were asked for
 * @param cancelled whether the user stopped the run; what was finished is in
 *          {@code objects}
 */
public record PropagationResult(List<ObjectResult> objects, boolean cancelled) {

	public PropagationResult {
		objects = List.copyOf(objects);
	}
}
