package io.github.volumesam.install;

import java.io.IOException;

/** An answer that would be the same if it were asked for again. */
final class RefusedException extends IOException {

	private static final long serialVersionUID = 1L;

	RefusedException(final String message) {
		super(message);
	}
}
