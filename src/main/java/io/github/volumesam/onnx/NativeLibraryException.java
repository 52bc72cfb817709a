package io.github.volumesam.onnx;

import io.github.volumesam.model.ModelException;

/** ONNX Runtime's native library cannot be loaded, or clashes with another one. */
public final class NativeLibraryException extends ModelException {

	private static final long serialVersionUID = 1L;

	NativeLibraryException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
