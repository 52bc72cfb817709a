package io.github.volumesam.command;

/** A command cannot be done; the message is meant for the person who asked for it. */
public final class CommandException extends RuntimeException {

	private static final long serialVersionUID = 1;

	CommandException(final String message, final Throwable cause) {
		super(message, cause);
	}
}
