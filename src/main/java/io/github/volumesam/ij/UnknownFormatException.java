package io.github.volumesam.ij;

import java.io.IOException;

/** A file that ImageJ itself cannot read, although another reader may; the message goes on after the file's name. */
final class UnknownFormatException extends IOException {

	private static final long serialVersionUID = 1;

	UnknownFormatException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
