package io.github.volumesam.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The user's wish to stop. With Ctrl-C Java begins to shut down at once; this holds
 * it up until what is finished has been written.
 */
class Interrupt {

	private static final int MAX_WAIT_SECONDS = 300;

	private final CountDownLatch finished = new CountDownLatch(1);
	private volatile boolean requested;

	/** An interrupt that is requested when Java is asked to shut down. */
	static Interrupt onShutdown() {
		final Interrupt interrupt = new Interrupt();
		Runtime.getRuntime().addShutdownHook(new Thread(interrupt::stopAndWait, "volume-sam-interrupt"));
		return interrupt;
	}

	private void stopAndWait() {
		request();
		try {
			finished.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	void request() {
		requested = true;
	}

	boolean isRequested() {
		return requested;
	}

	/** Says that there is nothing left to wait for. */
	void finished() {
		finished.countDown();
	}
}
