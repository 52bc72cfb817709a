package io.github.volumesam.ij;

import ij.IJ;

import io.github.volumesam.Progress;

/** Shows progress in ImageJ's status bar, where there is one; Esc stops. */
final class StatusBarProgress implements Progress, AutoCloseable {

	private static final long SHOWN_EVERY_NANOS = 50_000_000;

	private long lastShown = System.nanoTime() - SHOWN_EVERY_NANOS;

	StatusBarProgress() {
		// Somebody may have pressed Esc before, for something else.
		IJ.resetEscape();
	}

	@Override
	public synchronized void report(final long done, final long total, final String message) {
		final long now = System.nanoTime();
		if (now - lastShown < SHOWN_EVERY_NANOS) return;
		lastShown = now;
		IJ.showStatus(message);
		IJ.showProgress(total > 0 ? (double) done / total : 0);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed();
	}

	/** Takes the bar away. */
	@Override
	public void close() {
		IJ.showProgress(1);
		IJ.showStatus("");
	}
}
