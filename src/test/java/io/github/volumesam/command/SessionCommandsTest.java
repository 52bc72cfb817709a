package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.labels;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.LabelImages;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** Saving a session and doing it again without a screen, with the embedded model. */
class SessionCommandsTest {

	@TempDir
	private static Path common;
	private static Path stack;
	private static ImagePlus first;

	private final Context context = new Context();

	@TempDir
	private Path folder;
	private Path session;

	@BeforeAll
	static void segment() throws Exception {
		stack = common.resolve("stack.tif");
		TiffFiles.save(Balls.image(), stack);
		try (Context context = new Context()) {
			first = labels(run(context, SegmentRois.class, "image", ImageFiles.open(stack), "rois", Balls.boxesFile(common)
				.toString(), "prompt", "points", "window", "slice", "first", 2));
		}
	}

	@BeforeEach
	void save() throws Exception {
		TiffFiles.save(Balls.image(), stack);
		session = folder.resolve("session.json");
		run(context, SaveSession.class, "labels", first, "output", session.toString());
	}

	@AfterEach
	void closeContext() {
		context.dispose();
	}

	private void assertSameLabels(final ImagePlus again) {
		Runs.assertSameLabels(first, again);
	}

	private void changeStack(final Consumer<ImagePlus> change) throws IOException {
		final ImagePlus image = ImageFiles.open(stack);
		change.accept(image);
		TiffFiles.save(image, stack);
	}

	private void changeSession(final String old, final String replacement) throws IOException {
		final String text = Files.readString(session);
		assertTrue(text.contains(old), text);
		Files.writeString(session, text.replace(old, replacement));
	}

	@Test
	void openedSessionGivesTheSameLabelsAndTheSameSession() throws Exception {
		assertEquals(1, first.getStack().getProcessor(5).get(24, 24));
		assertEquals(2, first.getStack().getProcessor(4).get(70, 22));
		final ImagePlus again = labels(run(context, OpenSession.class, "session", session.toString()));
		assertSameLabels(again);
		assertEquals(LabelImages.session(first), LabelImages.session(again));
	}

	@Test
	void imageMayLieElsewhereUnderAnotherName() throws Exception {
		final Path moved = Files.move(stack, folder.resolve("moved.tif"));
		assertRefused(context, OpenSession.class, "no longer at '" + stack, "session", session.toString());
		final Path output = folder.resolve("again.tif");
		run(context, OpenSession.class, "session", session.toString(), "image", moved.toString(), "output", output
			.toString());
		assertSameLabels(ImageFiles.open(output));
	}

	@Test
	void sessionOfASavedLabelImageIsTheSame() throws Exception {
		final Path file = folder.resolve("labels.tif"), other = folder.resolve("other.json");
		TiffFiles.save(first, file);
		run(context, SaveSession.class, "labels", ImageFiles.open(file), "output", other.toString());
		assertEquals(Files.readString(session), Files.readString(other));
	}

	@Test
	void lastDigitsOfTheVoxelSizeThatAFileLosesDoNotCount() throws Exception {
		changeStack(image -> image.getCalibration().pixelWidth = 0.5000001);
		assertSameLabels(labels(run(context, OpenSession.class, "session", session.toString())));
	}

	@Test
	void changedImageIsRefused() throws Exception {
		changeStack(image -> image.getStack().getProcessor(9).set(95, 47, 51));
		assertRefused(context, OpenSession.class, "'stack.tif' has changed since the session", "session", session
			.toString());
		changeStack(image -> image.getStack().deleteLastSlice());
		assertRefused(context, OpenSession.class, "had 96 x 48 x 9 voxels", "session", session.toString());
	}

	@Test
	void changedVoxelSizeIsRefused() throws Exception {
		changeStack(image -> image.getCalibration().pixelDepth = 3);
		assertRefused(context, OpenSession.class, "voxel size of 'stack.tif' has changed", "session", session.toString());
	}

	@Test
	void anotherModelIsRefused() throws Exception {
		final String hash = LabelImages.session(first).orElseThrow().model().encoderSha256();
		changeSession(hash, hash.replace(hash.charAt(0), 'x'));
		assertRefused(context, OpenSession.class, "model 'embedded' is not the one", "session", session.toString());
	}

	@Test
	void whatIsNoSessionIsRefused() throws Exception {
		assertRefused(context, OpenSession.class, "There is no session", "session", "");
		assertRefused(context, OpenSession.class, "no such file", "session", folder.resolve("none.json").toString());
		assertRefused(context, OpenSession.class, "not a Volume SAM session", "session", Files.writeString(folder.resolve(
			"x.json"), "{}").toString());
	}

	@Test
	void onlyLabelImagesHaveASession() throws Exception {
		final Path none = folder.resolve("none.json");
		assertRefused(context, SaveSession.class, "no label image that Volume SAM made", "labels", Balls.truth(), "output",
			none.toString());
		assertRefused(context, SaveSession.class, "no name for the session", "labels", first);
		assertFalse(Files.exists(none));
	}
}
