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
	 * What one of several equal parts of the work reports to.
	 *
	 * @param index of the part, from 0
	 * @param count number of parts
	 * @param name of the part, put before its messages
	 */
	default Progress part(final int index, final int count, final String name) {
		final Progress whole = this;
		final long steps = 1000;
		return new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {
				final long here = total < 1 ? 0 : Math.min(steps, steps * done / total);
				whole.report(steps * index + here, steps * count, name + ": " + message);
			}

			@Override
			public boolean isCancelled() {
				return whole.isCancelled();
			}
		};
	}

	/**
	 * @throws CancellationException if the user has asked to stop
	 */
	default void checkCancelled() {
		if (isCancelled()) throw new CancellationException("Cancelled.");
	}
}
