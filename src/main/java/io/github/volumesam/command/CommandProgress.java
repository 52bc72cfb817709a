package io.github.volumesam.command;

import ij.IJ;

import io.github.volumesam.Progress;

import org.scijava.Cancelable;
import org.scijava.app.StatusService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

/**
 * Shows progress in ImageJ's status bar and as a task with a cancel button where
 * there is a task bar. Esc, that button and {@link Cancelable#cancel} stop.
 */
final class CommandProgress implements Progress, AutoCloseable {

	private static final long SHOWN_EVERY_NANOS = 50_000_000;
	private static final int STEPS = 1000;

	private final Cancelable command;
	private final StatusService status;
	private final Task task;
	private long lastShown = System.nanoTime() - SHOWN_EVERY_NANOS;

	CommandProgress(final Cancelable command, final StatusService status, final TaskService tasks) {
		this.command = command;
		this.status = status;
		// Somebody may have pressed Esc before, for something else.
		IJ.resetEscape();
		task = tasks.createTask("Volume SAM");
		task.setProgressMaximum(STEPS);
		task.start();
	}

	@Override
	public synchronized void report(final long done, final long total, final String message) {
		final long now = System.nanoTime();
		if (now - lastShown < SHOWN_EVERY_NANOS) return;
		lastShown = now;
		final int step = total > 0 ? (int) Math.max(0, Math.min(STEPS, STEPS * done / total)) : 0;
		status.showStatus(step, STEPS, message);
		task.setStatusMessage(message);
		task.setProgressValue(step);
	}

	@Override
	public boolean isCancelled() {
		return IJ.escapePressed() || command.isCanceled() || task.isCanceled();
	}

	/** Takes the bar away. */
	@Override
	public void close() {
		task.finish();
		status.showStatus(STEPS, STEPS, "");
	}
}
