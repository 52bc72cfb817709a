package io.github.volumesam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Things done at the same time come out as if done one after the other. */
class ParallelTest {

	private static final List<Integer> NUMBERS = IntStream.range(0, 100).boxed().toList();

	@Test
	void resultsComeInTheOrderOfTheItems() {
		for (final int threads : new int[] { 1, 2, 4, 1000 })
			assertEquals(NUMBERS.stream().map(n -> n * n).toList(), Parallel.map(NUMBERS, threads, n -> n * n));
	}

	@Test
	void withOneThreadTheCallerDoesTheWork() {
		final Set<Thread> workers = Parallel.map(NUMBERS, 1, n -> Thread.currentThread()).stream().collect(Collectors
			.toSet());
		assertEquals(Set.of(Thread.currentThread()), workers);
	}

	@Test
	void twoThreadsWorkAtTheSameTime() {
		final CountDownLatch both = new CountDownLatch(2);
		final List<Boolean> met = Parallel.map(List.of(1, 2), 2, n -> {
			both.countDown();
			try {
				return both.await(60, TimeUnit.SECONDS);
			}
			catch (final InterruptedException e) {
				return false;
			}
		});
		assertEquals(List.of(true, true), met);
	}

	@Test
	void theFirstFailureIsThrown() {
		final IllegalStateException failure = new IllegalStateException("third");
		assertSame(failure, assertThrows(IllegalStateException.class, () -> Parallel.map(NUMBERS, 4, n -> {
			if (n == 3) throw failure;
			if (n == 50) throw new IllegalArgumentException("later");
			return n;
		})));
	}

	@Test
	void anInterruptedCallerIsCancelled() {
		for (final int threads : new int[] { 1, 2 }) {
			Thread.currentThread().interrupt();
			assertThrows(CancellationException.class, () -> Parallel.map(NUMBERS, threads, n -> n));
			assertTrue(Thread.interrupted());
		}
	}
}
