package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** volume-sam priors. */
class PriorsCommandTest {

	@TempDir
	private Path folder;

	private Path image, out;

	@BeforeEach
	void saveAnImage() throws IOException {
		final ImagePlus ball = Images.bytes(20, 18, 2, (x, y, n) -> Math.hypot(x - 9.5, y - 8.5) < 5 ? 200 : 40);
		ball.getCalibration().pixelWidth = 0.3;
		ball.getCalibration().pixelHeight = 0.3;
		ball.getCalibration().pixelDepth = 0.9;
		ball.getCalibration().setUnit("mm");
		// ImageJ saves labels only if the first slice has one.
		ball.getStack().setSliceLabel("first", 1);
		ball.getStack().setSliceLabel("middle", 2);
		image = folder.resolve("ball.tif");
		out = folder.resolve("out");
		TiffFiles.save(ball, image);
	}

	private CommandRun priors(final String... more) {
		return CommandRun.of(Stream.concat(Stream.of("priors", image.toString(), "--out", out.toString()), Stream.of(more))
			.toArray(String[]::new));
	}

	@Test
	void twoStacksWithSlicesAndCalibrationOfTheImageAreWritten() throws IOException {
		final CommandRun run = priors("--threads", "2");
		run.assertDone();
		assertTrue(run.out().matches("[0-9]+ masks on 2 slices\\. Results in .*out \\(CPU, 2 threads\\)\\R"), run.out());
		assertEquals(List.of("ball-boundary-prior.tif", "ball-score-prior.tif"), CommandRun.files(out));
		for (final String file : CommandRun.files(out)) {
			final ImagePlus prior = ImageFiles.open(out.resolve(file));
			assertEquals(32, prior.getBitDepth());
			assertArrayEquals(new int[] { 20, 18, 1, 2, 1 }, prior.getDimensions());
			assertEquals(0.3, prior.getCalibration().pixelWidth, 1e-6);
			assertEquals(0.9, prior.getCalibration().pixelDepth, 1e-6);
			assertEquals("mm", prior.getCalibration().getUnit());
			assertEquals("middle", prior.getStack().getSliceLabel(2));
		}
		final float[] score = slice("ball-score-prior.tif", 2), boundary = slice("ball-boundary-prior.tif", 2);
		assertTrue(score[8 * 20 + 9] >= 0.5, "score " + score[8 * 20 + 9]);
		assertEquals(0, boundary[8 * 20 + 9]);
		assertEquals(1, boundary[8 * 20 + 5]);
	}

	private float[] slice(final String file, final int n) throws IOException {
		return (float[]) ImageFiles.open(out.resolve(file)).getStack().getPixels(n);
	}

	@Test
	void theSameImageGivesTheSameFiles() throws IOException {
		priors("--threads", "1").assertDone();
		final byte[] score = Files.readAllBytes(out.resolve("ball-score-prior.tif"));
		priors("--threads", "2").assertDone();
		assertArrayEquals(score, Files.readAllBytes(out.resolve("ball-score-prior.tif")));
	}

	@Test
	void anInterruptedRunLeavesNothing() {
		final Interrupt interrupt = new Interrupt();
		interrupt.request();
		final CommandRun run = CommandRun.of(interrupt, "priors", image.toString(), "--out", out.toString());
		assertEquals(SegmentReport.INTERRUPTED, run.exitCode());
		assertFalse(Files.exists(out));
	}

	@Test
	void whatCannotBeDoneIsRefusedWithTheReason() throws IOException {
		priors("--channel", "2").assertRefused("channel");
		priors("--intensity", "loud").assertRefused("loud");
		priors("--model", "nothing").assertRefused("nothing");
		CommandRun.of("priors", "nowhere.tif", "--out", out.toString()).assertRefused("nowhere.tif");
		assertFalse(Files.exists(out));
		Files.writeString(out, "a file");
		priors().assertRefused("is a file");
	}

	@Test
	void aModelThatDoesNotAnswerPointsIsRefused() {
		priors("--model", "src/test/resources/io/github/volumesam/contracts/e2-encoder.onnx," +
			"src/test/resources/io/github/volumesam/contracts/d1-decoder.onnx,medsam").assertRefused(
				"asking at points all over it", "box");
		assertFalse(Files.exists(out));
	}
}
