package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** evaluate, study, info and what the program says about itself. */
class OtherCommandsTest {

	@TempDir
	private Path folder;

	/** A block of label 1, {@code x} wide, on slices 2 to {@code last}. */
	private Path block(final String name, final int width, final int last) throws IOException {
		final ImagePlus image = Images.bytes(20, 10, 6, (x, y, n) -> x < width && n >= 2 && n <= last ? 1 : 0);
		image.getCalibration().pixelWidth = 0.3;
		image.getCalibration().setUnit("mm");
		final Path path = folder.resolve(name);
		TiffFiles.save(image, path);
		return path;
	}

	@Test
	void evaluatePrintsAndWritesScores() throws IOException {
		final Path labels = block("labels.tif", 10, 5), truth = block("truth.tif", 10, 4), csv = folder.resolve(
			"scores.csv");
		final CommandRun run = CommandRun.of("evaluate", labels.toString(), truth.toString(), "--out", csv.toString());
		run.assertDone();
		// 400 voxels against 300: 2 * 300 / 700.
		assertTrue(run.out().contains("0.857"), run.out());
		assertTrue(run.out().contains("+1"), run.out());
		assertEquals("", run.err());
		assertEquals(List.of("labels.tif", "scores.csv", "truth.tif"), CommandRun.files(folder));
		assertTrue(Files.readString(csv).startsWith("Label,Dice,"));
	}

	@Test
	void evaluateRefusesImagesThatDoNotFit() throws IOException {
		final Path labels = block("labels.tif", 10, 5), other = folder.resolve("other.tif"), none = block("none.tif", 0, 0);
		TiffFiles.save(Images.bytes(20, 11, 6, (x, y, n) -> 1), other);
		CommandRun.of("evaluate", labels.toString(), other.toString()).assertRefused("20 x 10 x 6", "20 x 11 x 6");
		CommandRun.of("evaluate", labels.toString(), none.toString()).assertRefused("no labelled object");
		CommandRun.of("evaluate", labels.toString(), "nowhere.tif").assertRefused("nowhere.tif");
	}
	@Test
	void studyWritesTableAndPlotsAndGoesOnWhereItStopped() throws IOException {
		final Path image = folder.resolve("ball.tif"), truth = folder.resolve("truth.tif"), out = folder.resolve("study");
		TiffFiles.save(Images.bytes(48, 48, 20, (x, y, n) -> ball(x, y, n) ? 200 : 40), image);
		TiffFiles.save(Images.bytes(48, 48, 20, (x, y, n) -> ball(x, y, n) ? 1 : 0), truth);
		final String[] args = { "study", image.toString(), truth.toString(), "--out", out.toString(), "--prompts",
			"box,mask" };
		final CommandRun run = CommandRun.of(args);
		run.assertDone();
		assertEquals(List.of("ball-study.csv", "ball-study.png"), CommandRun.files(out));
		assertEquals(3, Files.readAllLines(out.resolve("ball-study.csv")).size());
		// The second run takes the figures from the table.
		final Path csv = out.resolve("ball-study.csv");
		Files.writeString(csv, Files.readString(csv).replaceAll("\"embedded\",mask,box,1,[0-9.]+",
			"\"embedded\",mask,box,1,0.1234"));
		final CommandRun again = CommandRun.of(args);
		again.assertDone();
		assertTrue(again.out().contains("0.123"), again.out());
	}

	private static boolean ball(final int x, final int y, final int n) {
		return Math.hypot(Math.hypot(x - 23.5, y - 23.5), n - 10.5) < 8;
	}

	@Test
	void studyRefusesWhatItDoesNotKnow() throws IOException {
		final Path labels = block("labels.tif", 10, 5);
		CommandRun.of("study", labels.toString(), labels.toString(), "--out", folder.toString(), "--prompts", "circle")
			.assertRefused("circle", "3boxes");
	}

	@Test
	void infoDescribesAnImage() throws IOException {
		final CommandRun run = CommandRun.of("info", block("labels.tif", 10, 5).toString());
		run.assertDone();
		assertTrue(run.out().contains("20 x 10 pixels, 6 slices"), run.out());
		assertTrue(run.out().contains("8-bit"), run.out());
		assertTrue(run.out().contains("mm"), run.out());
	}

	@Test
	void infoDescribesTheEmbeddedModel() {
		final CommandRun run = CommandRun.of("info", "embedded");
		run.assertDone();
		assertTrue(run.out().contains("SHA-256"), run.out());
		assertTrue(run.out().contains("CC-BY-4.0"), run.out());
	}

	@Test
	void infoNamesWhatIsNotThere() {
		CommandRun.of("info", "nowhere.tif").assertRefused("nowhere.tif");
		CommandRun.of("info", "a.onnx,b.onnx").assertRefused("a.onnx");
	}

	@Test
	void helpHasExamplesAndVersionHasVersions() {
		final CommandRun help = CommandRun.of("segment", "--help");
		assertEquals(0, help.exitCode());
		assertTrue(help.out().contains("Examples:") && help.out().contains("--box"), help.out());
		final CommandRun version = CommandRun.of("--version");
		assertTrue(version.out().matches("(?s)Volume SAM \\d+\\.\\d+\\.\\d+.*ONNX Runtime \\d+\\.\\d+\\.\\d+.*"), version
			.out());
	}

	@Test
	void demoSegmentsTheBundledSample() throws IOException {
		final CommandRun run = CommandRun.of("demo", "--out", folder.resolve("demo").toString());
		run.assertDone();
		final String mean = run.out().lines().filter(line -> line.strip().startsWith("mean")).findFirst().orElseThrow()
			.strip().split("\\s+")[1];
		assertTrue(Double.parseDouble(mean) > 0.6, run.out());
		final Path preview = folder.resolve("demo/mr-brain-preview.png");
		assertTrue(Files.size(preview) > 10_000);
		assertFalse(run.err().contains("volume-sam:"), run.err());
		final Path comparison = folder.resolve("demo/mr-brain-comparison.png");
		assertNotEquals(-1, Files.mismatch(preview, comparison));
		assertTrue(run.out().contains(comparison.toAbsolutePath().toString()), run.out());
		final Path pictures = Files.createDirectories(Path.of(System.getProperty("screenshots")));
		Files.copy(preview, pictures.resolve("demo.png"), StandardCopyOption.REPLACE_EXISTING);
		Files.copy(comparison, pictures.resolve("demo-comparison.png"), StandardCopyOption.REPLACE_EXISTING);
	}
}
