package io.github.volumesam.model;

import java.util.Map;

/**
 * Says what a descriptor lacks.
 *
 * @param origin what messages call the descriptor
 */
record Completeness(String origin) {

	/**
	 * @throws ModelException if the value is missing, which is also what is left of one
	 *           that is not known
	 */
	void value(final String field, final Object value) {
		if (value == null) throw new ModelException(origin + " is not a complete model descriptor: '" + field +
			"' is missing or has a value that is not known.");
	}

	/**
	 * @throws ModelException with {@code message} unless it holds
	 */
	void that(final boolean holds, final String message) {
		if (!holds) throw new ModelException(origin + ": " + message);
	}

	/**
	 * @throws ModelException if there are no tensors, or one has no role or one that is
	 *           not known
	 */
	void roles(final String field, final Map<String, TensorRole> tensors) {
		value(field, tensors);
		tensors.forEach(this::value);
	}

	/**
	 * @throws ModelException unless a tensor has the role
	 */
	void role(final String field, final Map<String, TensorRole> tensors, final TensorRole role) {
		that(tensors.containsValue(role), "no tensor in '" + field + "' has the role " + role.json() + ".");
	}
}
