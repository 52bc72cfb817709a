package io.github.volumesam;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * Does things that do not depend on each other at the same time. What comes out is
 * the same as if they were done one after the other.
 */
public final class Parallel {

	private Parallel() {}

	/**
	 * Does one thing for each item.
	 *
	 * @param threads how many at the same time; with 1, all are done by the caller
	 * @return the results in the order of the items
	 * @throws CancellationException if the calling thread is interrupted
	 */
	public static <T, R> List<R> map(final List<T> items, final int threads, final Function<T, R> work) {
		// A wait for work that is already done would not notice it.
		if (Thread.currentThread().isInterrupted()) throw new CancellationException("Cancelled.");
		final int used = Math.min(threads, items.size());
		if (used < 2) return new ArrayList<>(items.stream().map(work).toList());
		final ExecutorService workers = Executors.newFixedThreadPool(used, task -> {
			final Thread thread = new Thread(task, "Volume SAM");
			thread.setDaemon(true);
			return thread;
		});
		try {
			final List<Callable<R>> tasks = new ArrayList<>();
			for (final T item : items)
				tasks.add(() -> work.apply(item));
			final List<R> results = new ArrayList<>();
			for (final Future<R> future : workers.invokeAll(tasks))
				results.add(future.get());
			return results;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw (CancellationException) new CancellationException("Cancelled.").initCause(e);
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException failure) throw failure;
			if (e.getCause() instanceof Error error) throw error;
			throw new IllegalStateException(e.getCause());
		}
		finally {
			workers.shutdownNow();
		}
	}
}
