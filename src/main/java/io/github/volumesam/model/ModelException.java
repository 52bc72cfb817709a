package io.github.volumesam.model;

/**
 * A model cannot be used: a file is missing or damaged, its tensors are not those
 * of a model that is supported, or the runtime cannot be loaded. The message says
 * what is wrong and what to do, in words for a user.
 */
public class ModelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ModelException(final String message) {
		super(message);
	}

	public ModelException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
