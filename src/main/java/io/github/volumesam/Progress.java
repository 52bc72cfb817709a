package io.github.volumesam;

import java.util.concurrent.CancellationException;

/**
 * What the engine tells the outside world while it works, and how the outside
 * world stops it. Every door (command line, ImageJ, SciJava) hands in its own.
 * <p>
 * Implementations must be cheap and may be called from any thread.
 */
public interface Progress {

	/** Neither shows anything nor ever cancels. */
	Progress NONE = (done, total, message) -> {};

	/**
	 * Reports that {@code done} of {@code total} steps are finished.
	 *
	 * @param message what is being done now, for a person to read
	 */
	void report(long done, long total, String message);

	/** Whether the user has asked to stop; the engine looks at least once a slice. */
	default boolean isCancelled() {
		return false;
	}

	/**
	 * @throws CancellationException if the user has asked to stop
	 */
	default void checkCancelled() {
		if (isCancelled()) throw new CancellationException("Cancelled.");
	}
}
