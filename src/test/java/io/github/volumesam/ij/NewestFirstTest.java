package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class NewestFirstTest {

	private final NewestFirst worker = new NewestFirst();
	private final List<String> done = new CopyOnWriteArrayList<>();
	private final CountDownLatch gate = new CountDownLatch(1);

	/** Keeps the worker busy until the gate opens. */
	private void occupy(final String key) throws InterruptedException {
		final CountDownLatch begun = new CountDownLatch(1);
		worker.submit(key, () -> {
			begun.countDown();
			waitFor(gate);
			done.add(key);
		});
		begun.await();
	}

	private static void waitFor(final CountDownLatch latch) {
		try {
			assertTrue(latch.await(30, TimeUnit.SECONDS));
		}
		catch (final InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	@Test
	void worksOnAnotherThread() throws InterruptedException {
		final Thread[] thread = new Thread[1];
		final CountDownLatch end = new CountDownLatch(1);
		worker.submit("a", () -> {
			thread[0] = Thread.currentThread();
			end.countDown();
		});
		waitFor(end);
		assertNotSame(Thread.currentThread(), thread[0]);
		assertTrue(thread[0].isDaemon());
	}

	@Test
	void newestGoesFirst() throws InterruptedException {
		occupy("first");
		final CountDownLatch end = new CountDownLatch(3);
		for (final String key : List.of("a", "b", "c"))
			worker.submit(key, () -> {
				done.add(key);
				end.countDown();
			});
		gate.countDown();
		waitFor(end);
		assertEquals(List.of("first", "c", "b", "a"), done);
	}

	@Test
	void whatIsAskedForAgainIsDoneOnceAsAskedLast() throws InterruptedException {
		occupy("first");
		final CountDownLatch end = new CountDownLatch(2);
		worker.submit("a", () -> done.add("old a"));
		worker.submit("b", () -> {
			done.add("b");
			end.countDown();
		});
		worker.submit("a", () -> {
			done.add("new a");
			end.countDown();
		});
		gate.countDown();
		waitFor(end);
		assertEquals(List.of("first", "new a", "b"), done);
	}

	@Test
	void whatIsBeingDoneIsOutdatedWhenItIsAskedForAgain() throws InterruptedException {
		occupy("a");
		assertFalse(worker.isOutdated("a"));
		worker.submit("a", () -> {});
		assertTrue(worker.isOutdated("a"));
		gate.countDown();
	}

	@Test
	void goesOnAfterItHadNothingToDo() throws InterruptedException {
		for (int i = 0; i < 50; i++) {
			final CountDownLatch end = new CountDownLatch(1);
			worker.submit("a", end::countDown);
			waitFor(end);
		}
	}
}
