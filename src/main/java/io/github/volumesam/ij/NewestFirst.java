package io.github.volumesam.ij;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Does work one after the other on a thread of its own, what was asked for last first.
 * What is asked for again under the same key, before it was begun, is done only once,
 * as it was asked for last. The thread ends when there is nothing to do.
 */
final class NewestFirst {

	private final Map<Object, Runnable> waiting = new LinkedHashMap<>();
	private boolean working;

	/** Adds work, and returns at once. */
	synchronized void submit(final Object key, final Runnable work) {
		waiting.remove(key);
		waiting.put(key, work);
		if (working) return;
		working = true;
		final Thread thread = new Thread(this::run, "Volume SAM Tool");
		thread.setDaemon(true);
		thread.start();
	}

	/** Whether the same has been asked for again, so that what is being done is of no use. */
	synchronized boolean isOutdated(final Object key) {
		return waiting.containsKey(key);
	}

	private void run() {
		for (Runnable work = next(); work != null; work = next())
			work.run();
	}

	private synchronized Runnable next() {
		Object newest = null;
		for (final Object key : waiting.keySet())
			newest = key;
		working = newest != null;
		return waiting.remove(newest);
	}
}
