package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

class ConsoleProgressTest {

	private final StringWriter text = new StringWriter();
	private final Interrupt interrupt = new Interrupt();

	@Test
	void aTerminalShowsABarThatIsCleared() throws InterruptedException {
		try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(text), interrupt, true)) {
			Thread.sleep(120);
			progress.report(5, 10, "Slice 5 of 10");
		}
		final String[] parts = text.toString().split("\r");
		assertTrue(parts[1].startsWith("[############------------]  50 %"), text.toString());
		assertTrue(parts[1].contains("Slice 5 of 10"), text.toString());
		assertTrue(parts[2].isBlank() && parts[2].length() >= parts[1].length(), text.toString());
	}

	@Test
	void aLogIsNotFlooded() {
		try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(text), interrupt, false)) {
			for (int i = 0; i < 1000; i++)
				progress.report(i, 1000, "Slice");
		}
		assertEquals("", text.toString());
	}

	@Test
	void timeLeftFollowsFromTheTimeTaken() {
		assertEquals("30 s left", ConsoleProgress.left(0.25, 10_000));
		assertEquals("5 min left", ConsoleProgress.left(0.5, 300_000));
		assertEquals("", ConsoleProgress.left(0, 10_000));
	}

	@Test
	void cancelsWhenInterrupted() {
		try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(text), interrupt, true)) {
			assertFalse(progress.isCancelled());
			interrupt.request();
			assertTrue(progress.isCancelled());
		}
	}
}
