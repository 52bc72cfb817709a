package io.github.volumesam.install;

import java.util.concurrent.CancellationException;

/** Waiting that ends when the thread is told to end. */
final class Waiting {

	private Waiting() {}

	/**
	 * @throws CancellationException if the thread is interrupted
	 */
	static void sleep(final long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Cancelled.");
		}
	}
}
