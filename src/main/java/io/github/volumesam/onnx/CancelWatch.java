package io.github.volumesam.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.volumesam.Progress;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Stops a run of a network while it is under way. Close it when the run is over.
 */
final class CancelWatch implements AutoCloseable {

	private static final long PERIOD_MS = 30;

	private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, task -> {
		final Thread thread = new Thread(task, "Volume SAM cancel");
		thread.setDaemon(true);
		return thread;
	});
	static {
		CLOCK.setRemoveOnCancelPolicy(true);
	}

	private final OrtSession.RunOptions options;
	private final Progress progress;
	private final Future<?> ticks;
	private boolean over;

	/**
	 * @throws CancellationException if the user has already cancelled
	 */
	CancelWatch(final Progress progress) throws OrtException {
		progress.checkCancelled();
		this.progress = progress;
		options = new OrtSession.RunOptions();
		ticks = progress == Progress.NONE ? null : CLOCK.scheduleWithFixedDelay(this::look, PERIOD_MS, PERIOD_MS,
			TimeUnit.MILLISECONDS);
	}

	/** What the run has to be started with. */
	OrtSession.RunOptions options() {
		return options;
	}

	private synchronized void look() {
		if (over || !progress.isCancelled()) return;
		over = true;
		try {
			options.setTerminate(true);
		}
		catch (final OrtException e) {
			throw Network.failure("cancelling", e);
		}
	}

	/** What a failed run means: that the user cancelled, or {@code error} itself. */
	RuntimeException explain(final OrtException error, final String doing) {
		if (progress.isCancelled()) {
			final CancellationException cancelled = new CancellationException("Cancelled.");
			cancelled.initCause(error);
			return cancelled;
		}
		return Network.failure(doing, error);
	}

	@Override
	public void close() {
		if (ticks != null) ticks.cancel(false);
		synchronized (this) {
			over = true;
			options.close();
		}
	}
}
