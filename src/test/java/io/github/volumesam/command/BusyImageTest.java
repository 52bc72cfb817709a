package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.labels;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.process.StackConverter;

import io.github.volumesam.ij.Images;

import java.io.IOException;
import java.util.concurrent.FutureTask;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;

/** What happens to an image while a command works on it. */
@Tag("screen")
class BusyImageTest {

	private final Context context = new Context();

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
	}

	@AfterEach
	void close() {
		context.dispose();
		PlainImageJ.clean();
	}

	/** Does something once, when a third of the work is done. */
	public static final class Intruder {

		private final Executable action;
		private boolean done;
		private Throwable failure;

		Intruder(final Executable action) {
			this.action = action;
		}

		@EventHandler
		void onEvent(final StatusEvent event) {
			if (done || 3 * event.getProgressValue() < event.getProgressMaximum()) return;
			done = true;
			try {
				action.execute();
			}
			catch (final Throwable e) {
				failure = e;
			}
		}

		void assertDone() {
			assertTrue(done, "it had no chance");
			assertNull(failure);
		}
	}

	/** A tube with its selection; RGB pixels are read from the stack while the command works. */
	private static ImagePlus tube() {
		final ImagePlus tube = Images.bytes(64, 64, 20, (x, y, n) -> Math.hypot(x - 32, y - 32) < 12 ? 200 : 50);
		new StackConverter(tube).convertToRGB();
		tube.setRoi(new Roi(20, 20, 24, 24));
		return tube;
	}

	@Test
	void aWindowMayBeClosedWhileItsImageIsBeingSegmented() throws Exception {
		final ImagePlus expected = labels(run(context, SegmentRois.class, "image", tube(), "window", "slice"));
		final ImagePlus image = tube();
		image.show();
		final Intruder intruder = new Intruder(() -> {
			image.changes = false;
			image.close();
		});
		context.service(EventService.class).subscribe(intruder);
		final ImagePlus actual = labels(run(context, SegmentRois.class, "image", image, "window", "slice"));
		intruder.assertDone();
		assertNull(WindowManager.getImage(image.getID()));
		Runs.assertSameLabels(expected, actual);
	}

	@Test
	void aSecondRunOnTheSameImageIsRefusedAndTheFirstGoesOn() throws Exception {
		final ImagePlus image = tube();
		final FutureTask<String> second = new FutureTask<>(() -> {
			try (Context other = new Context()) {
				return ((Cancelable) run(other, SegmentRois.class, "image", image)).getCancelReason();
			}
		});
		final Intruder intruder = new Intruder(() -> {
			new Thread(second).start();
			second.get();
		});
		context.service(EventService.class).subscribe(intruder);
		final Module first = run(context, SegmentRois.class, "image", image, "window", "slice");
		intruder.assertDone();
		assertTrue(second.get().contains("another command"), second.get());
		assertEquals(1, labels(first).getStack().getProcessor(20).get(32, 32));
		assertFalse(image.isLocked());
	}
}
