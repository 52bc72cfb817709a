package io.github.volumesam.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ij.ImageJ;

import io.github.volumesam.Folders;
import io.github.volumesam.command.Balls;
import io.github.volumesam.ij.TiffFiles;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plain ImageJ with the plugin in its {@code plugins} folder, where a user puts it,
 * started as a user starts it.
 */
class InstalledImageJIT {

	/** What each example macro has to leave; see {@link MacroRun}. */
	private static final Map<String, Check> CHECKS = Map.ofEntries( //
		Map.entry("One_Box.ijm", run -> run.assertAsHeadless("ball-labels.tif", "Volume SAM Segment ROIs",
			"image=ball.tif")),
		Map.entry("Several_ROIs.ijm", run -> run.assertAsHeadless("balls-labels.tif", "Volume SAM Segment ROIs",
			"image=balls.tif", "rois=RoiSet.zip", "first=2", "last=8")),
		Map.entry("Key_Slices.ijm", run -> run.assertAsHeadless("tube-labels.tif", "Volume SAM Segment ROIs",
			"image=tube.tif", "rois=RoiSet.zip", "prompt=box+mask")), //
		Map.entry("Folder_Batch.ijm", run -> {
			final Path example = Path.of(System.getProperty("java.io.tmpdir"), "volume-sam-example");
			run.assertAsHeadless("cell1-labels.tif", "Volume SAM Segment ROIs", "image=" + example.resolve("cell1.tif"),
				"rois=" + example.resolve("cell1-rois.zip"));
			Folders.delete(example);
		}), //
		Map.entry("Refine_Labels.ijm", run -> {
			run.assertAsHeadless("stardist-refined.tif", "Volume SAM Refine Labels", "image=nuclei.tif",
				"labels=stardist.tif", "mode=refine");
			run.assertAsHeadless("stardist-refined-measurements.csv", "Volume SAM Measure Labels",
				"labels=stardist-refined.tif", "image=nuclei.tif");
		}), //
		Map.entry("Labels_to_ROIs.ijm", run -> {
			run.assertAsHeadless("RoiSet.zip", "Volume SAM Labels to ROIs", "labels=cells.tif");
			run.assertAsHeadless("cells-measurements.csv", "Volume SAM Measure Labels", "labels=cells.tif");
		}),
		Map.entry("Loop_over_Objects.ijm", run -> {
			HeadlessRun.of(run.folder(), "Volume SAM Save Session", "labels=pearls-labels.tif", "output=session.json");
			run.assertAsHeadless("pearls-labels.tif", "Volume SAM Open Session", "session=session.json", "image=pearls.tif");
		}), //
		Map.entry("Session.ijm", run -> {
			final Path session = Path.of(System.getProperty("java.io.tmpdir"), "ball-session.json");
			run.assertAsHeadless("before.tif", "Volume SAM Open Session", "session=" + session, "image=ball.tif");
			run.assertAsHeadless("ball-labels.tif", "Volume SAM Open Session", "session=" + session, "image=ball.tif");
			Files.delete(session);
		}), //
		Map.entry("Evaluate.ijm", run -> run.assertAsHeadless("found-scores.csv", "Volume SAM Evaluate",
			"labels=found.tif", "truth=truth.tif")));

	@TempDir
	private static Path installation;
	@TempDir
	private Path folder;

	private interface Check {

		void accept(MacroRun run) throws Exception;
	}

	@BeforeAll
	static void install() throws IOException {
		final Path source = Path.of("target", "imagej");
		try (Stream<Path> files = Files.walk(source)) {
			for (final Path file : files.filter(Files::isRegularFile).toList()) {
				final Path target = installation.resolve(source.relativize(file).toString());
				Files.createDirectories(target.getParent());
				Files.copy(file, target);
			}
		}
	}

	@BeforeEach
	void needScreen() {
		assumeFalse(GraphicsEnvironment.isHeadless(), "There is no screen; run the tests with xvfb-run -a.");
	}

	/** Starts ImageJ with nothing but itself on the class path; it does not look for one that runs already. */
	private JavaProcess imageJ(final boolean screen, final String... arguments) throws Exception {
		final Path jar = Path.of(ImageJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		final String[] all = new String[arguments.length + 5];
		all[0] = "-Duser.home=" + installation;
		all[1] = ImageJ.class.getName();
		all[2] = "-ijpath";
		all[3] = installation.toString();
		all[4] = "-port0";
		System.arraycopy(arguments, 0, all, 5, arguments.length);
		return JavaProcess.run(folder, screen, 300, jar.toString(), all);
	}

	// -- With windows --

	@TestFactory
	List<DynamicTest> everyExampleMacroMakesWhatItMakesWithoutAScreen() throws IOException {
		try (Stream<Path> macros = Files.list(Path.of("macros"))) {
			return macros.filter(macro -> macro.toString().endsWith(".ijm")).sorted().map(macro -> dynamicTest(macro
				.getFileName().toString(), () -> assertWorks(macro))).toList();
		}
	}

	private void assertWorks(final Path macro) throws Exception {
		final Check check = CHECKS.get(macro.getFileName().toString());
		assertNotNull(check, "no check for the macro " + macro.getFileName());
		final Path results = Files.createDirectory(folder.resolve("results-" + macro.getFileName()));
		final JavaProcess run = imageJ(true, "-macro", script(), macro.toAbsolutePath() + "|" + results + "/");
		assertEquals(0, run.exitCode(), run.output());
		assertTrue(Files.exists(results.resolve("done.txt")), run.output());
		check.accept(new MacroRun(results));
	}

	private static String script() throws URISyntaxException {
		return Path.of(InstalledImageJIT.class.getResource("keep-results.ijm").toURI()).toString();
	}

	// -- Batch runs --

	private JavaProcess batch(final boolean screen, final String lines) throws Exception {
		TiffFiles.save(Balls.image(), folder.resolve("balls.tif"));
		Balls.boxesFile(folder);
		return imageJ(screen, "-batch", Files.writeString(folder.resolve("batch.ijm"), lines).toString());
	}

	private String line(final String options) {
		return "run('Volume SAM Segment ROIs', 'image=[" + folder.resolve("balls.tif") + "] " + options + " output=[" +
			folder.resolve("found.tif") + "]');\nprint('went on');\n";
	}

	private String rois() {
		return "rois=[" + folder.resolve("RoiSet.zip") + "]";
	}

	@Test
	void batchRunGoesFromFilesToFilesAndEndsWithStatus0() throws Exception {
		final JavaProcess run = batch(true, line(rois()));
		assertEquals(0, run.exitCode(), run.output());
		assertTrue(run.output().contains("went on"), run.output());
		new MacroRun(folder).assertAsHeadless("found.tif", "Volume SAM Segment ROIs", "image=balls.tif",
			"rois=RoiSet.zip");
	}

	@Test
	void batchRunThatFailsEndsWithStatus1() throws Exception {
		final JavaProcess run = batch(true, line("rois=none.zip"));
		assertEquals(1, run.exitCode(), run.output());
		assertTrue(run.output().contains("Volume SAM Segment ROIs: There is no file 'none.zip'"), run.output());
		assertFalse(run.output().contains("went on"), run.output());
	}

	@Test
	void batchRunWithAWrongNameEndsWithStatus1() throws Exception {
		final JavaProcess run = batch(true, line("roiset=none.zip"));
		assertEquals(1, run.exitCode(), run.output());
		assertTrue(run.output().contains("There is no parameter 'roiset'. The parameters are"), run.output());
	}

	/** ImageJ itself cannot run commands in macros then; see src/docs/install.md for what to do instead. */
	@Test
	void withoutAScreenPlainImageJRunsNoCommandAtAll() throws Exception {
		final JavaProcess run = batch(false, line(rois()));
		assertTrue(run.output().contains("HeadlessException"), run.output());
		assertFalse(Files.exists(folder.resolve("found.tif")));
	}
}
