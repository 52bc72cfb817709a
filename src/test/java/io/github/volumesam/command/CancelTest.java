package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.ij.VolumeSegmenter;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.scijava.Cancelable;
import org.scijava.app.event.StatusEvent;
import org.scijava.command.Command;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;

/** Whoever cancels a command gets neither a window nor a file, and can go on with the images. */
class CancelTest extends CommandTest {

	private void assertStops(final String result, final Class<? extends Command> command, final Object... inputs)
		throws Exception
	{
		final Path file = folder.resolve("result");
		final List<Object> all = new ArrayList<>(List.of(inputs));
		all.addAll(List.of("output", file.toString()));
		context.service(EventService.class).subscribe(new Presser(0));
		final Module module = run(context, command, all.toArray());
		assertTrue(((Cancelable) module).isCanceled(), "it went to its end");
		assertNull(module.getOutput(result));
		assertFalse(Files.exists(file));
		for (final Object input : inputs)
			assertFalse(input instanceof ImagePlus image && image.isLocked());
	}

	@Test
	void labelsToRois() throws Exception {
		assertStops("rois", LabelsToRois.class, "labels", Balls.truth());
	}

	@Test
	void measureLabels() throws Exception {
		assertStops("measurements", MeasureLabels.class, "labels", Balls.truth());
	}

	@Test
	void evaluate() throws Exception {
		assertStops("scores", EvaluateLabels.class, "labels", Balls.truth(), "truth", Balls.truth());
	}

	@Test
	void refineLabels() throws Exception {
		assertStops("refined", RefineLabels.class, "image", Balls.image(), "labels", Balls.truth());
	}

	@Test
	void study() throws Exception {
		assertStops("study", StudyPrompts.class, "image", Balls.image(), "truth", Balls.truth(), "prompts", "mask");
	}

	@Test
	void openSession() throws Exception {
		try (VolumeSegmenter segmenter = new VolumeSegmenter(Balls.image())) {
			segmenter.set("window", "slice");
			segmenter.set("last", "6");
			segmenter.addBox(5, 11, 11, 26, 26, 1);
			run(context, SaveSession.class, "labels", segmenter.segment().labels(), "output", folder.resolve("session.json")
				.toString());
		}
		TiffFiles.save(Balls.image(), folder.resolve("stack.tif"));
		assertStops("labels", OpenSession.class, "session", folder.resolve("session.json").toString(), "image", folder
			.resolve("stack.tif").toString());
	}

	// -- Progress --

	/** Remembers what the status bar says. */
	public static final class StatusBar {

		private final List<String> messages = new CopyOnWriteArrayList<>();

		@EventHandler
		void onEvent(final StatusEvent event) {
			// SciJava's own, "Command finished", may come before or after the command's last.
			if (!event.getStatusMessage().startsWith("Command ")) messages.add(event.getStatusMessage());
		}
	}

	/** Large enough that the second label comes after the status bar may change again. */
	private static ImagePlus bricks() {
		return Images.shorts(500, 500, 20, (x, y, n) -> x < 240 ? 1 : x > 260 ? 2 : 0);
	}

	private void assertShows(final String words, final Class<? extends Command> command, final Object... inputs)
		throws Exception
	{
		final StatusBar bar = new StatusBar();
		context.service(EventService.class).subscribe(bar);
		run(context, command, inputs);
		// Status events come from a thread of their own, the last ones after the command.
		Screen.awaitEquals(true, () -> bar.messages.contains(words));
		Screen.awaitEquals("", () -> bar.messages.get(bar.messages.size() - 1));
	}

	@Test
	void labelsAreCountedInTheStatusBar() throws Exception {
		assertShows("Measuring label 2", MeasureLabels.class, "labels", bricks());
		assertShows("Comparing label 2", EvaluateLabels.class, "labels", bricks(), "truth", bricks());
	}
}
