package io.github.volumesam.cli;

import io.github.volumesam.Progress;

import java.io.PrintWriter;
import java.util.Locale;

/**
 * Shows progress on the standard error: a bar with the time left on a terminal, a
 * plain line every few seconds in a log file.
 */
final class ConsoleProgress implements Progress, AutoCloseable {

	private static final int BAR = 24;
	private static final long TERMINAL_MILLIS = 100;
	private static final long LOG_MILLIS = 5000;

	private final PrintWriter err;
	private final Interrupt interrupt;
	private final boolean terminal;
	private final long start = System.nanoTime();
	private long lastShown;
	private int lineLength;

	ConsoleProgress(final PrintWriter err, final Interrupt interrupt) {
		this(err, interrupt, System.console() != null);
	}

	ConsoleProgress(final PrintWriter err, final Interrupt interrupt, final boolean terminal) {
		this.err = err;
		this.interrupt = interrupt;
		this.terminal = terminal;
	}

	@Override
	public boolean isCancelled() {
		return interrupt.isRequested();
	}

	@Override
	public synchronized void report(final long done, final long total, final String message) {
		final long now = (System.nanoTime() - start) / 1_000_000;
		if (now - lastShown < (terminal ? TERMINAL_MILLIS : LOG_MILLIS)) return;
		lastShown = now;
		final double fraction = total > 0 ? Math.max(0, Math.min(1, (double) done / total)) : 0;
		final String text = String.format(Locale.ROOT, "%3.0f %%  %s  %s", 100 * fraction, left(fraction, now), message);
		if (terminal) overwrite("[" + "#".repeat((int) (fraction * BAR)) + "-".repeat(BAR - (int) (fraction * BAR)) + "] " +
			text);
		else err.println(text.trim());
		err.flush();
	}

	/** The time left, if the rest takes as long as what is done. */
	static String left(final double fraction, final long elapsedMillis) {
		if (fraction < 0.01) return "";
		final long seconds = Math.round(elapsedMillis / 1000.0 * (1 - fraction) / fraction);
		return seconds < 90 ? seconds + " s left" : Math.round(seconds / 60.0) + " min left";
	}

	private void overwrite(final String text) {
		err.print("\r" + text + " ".repeat(Math.max(0, lineLength - text.length())));
		lineLength = text.length();
	}

	/** Clears the bar. */
	@Override
	public synchronized void close() {
		if (lineLength == 0) return;
		err.print("\r" + " ".repeat(lineLength) + "\r");
		err.flush();
		lineLength = 0;
	}
}
