package io.github.volumesam.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.volumesam.command.Balls;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.ij.VolumeSegmenter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** Every command in a Java process without a screen, from files to files. */
class HeadlessCommandsTest {

	/**
	 * What each command is given, and the file that it has to make. There are {@code
	 * balls.tif}, its true labels in {@code truth.tif} and {@code labels.tif}, boxes in
	 * {@code RoiSet.zip}, and the image and its boxes alone in the folder {@code images}.
	 */
	private static final Map<String, String> CASES = Map.ofEntries( //
		Map.entry("Volume SAM Segment ROIs", "image=balls.tif rois=RoiSet.zip last=7 output=out/found.tif > out/found.tif"),
		Map.entry("Volume SAM Refine Labels",
			"image=balls.tif labels=labels.tif mode=refine output=out/refined.tif > out/refined.tif"), //
		Map.entry("Volume SAM Batch", "folder=images output=out > out/balls-labels.tif"), //
		Map.entry("Volume SAM Study", "image=balls.tif truth=truth.tif prompts=mask output=out/study.csv > out/study.csv"),
		Map.entry("Volume SAM Labels to ROIs", "labels=labels.tif output=out/rois.zip > out/rois.zip"),
		Map.entry("Volume SAM Measure Labels", "labels=labels.tif image=balls.tif output=out/table.csv > out/table.csv"),
		Map.entry("Volume SAM Evaluate", "labels=labels.tif truth=truth.tif output=out/scores.csv > out/scores.csv"),
		Map.entry("Volume SAM Open Session",
			"session=results/balls-session.json image=balls.tif output=out/again.tif > out/again.tif"),
		Map.entry("Volume SAM Save Session", "labels=results/balls-labels.tif output=out/session.json > out/session.json"),
		Map.entry("Volume SAM Models", "action=list output=out/models.csv > out/models.csv"));

	@TempDir
	private static Path folder;

	@BeforeAll
	static void writeInputs() throws IOException {
		TiffFiles.save(Balls.image(), folder.resolve("balls.tif"));
		TiffFiles.save(Balls.image(), Files.createDirectory(folder.resolve("images")).resolve("balls.tif"));
		TiffFiles.save(Balls.truth(), folder.resolve("truth.tif"));
		TiffFiles.save(Balls.truth(), folder.resolve("labels.tif"));
		Files.copy(Balls.boxesFile(folder), folder.resolve("images/balls-rois.zip"));
		try (VolumeSegmenter segmenter = new VolumeSegmenter(Balls.image())) {
			segmenter.set("window", "slice");
			segmenter.addBox(5, 11, 11, 26, 26, 1);
			segmenter.segment().save(folder.resolve("results").toString());
		}
	}

	@TestFactory
	List<DynamicTest> everyCommandWorksWithoutAScreen() throws Exception {
		final Map<String, List<String>> commands = new TreeMap<>();
		try (Context context = new Context()) {
			for (final String command : HeadlessRun.commands(context).keySet()) {
				assertNotNull(CASES.get(command), "no headless case for " + command);
				commands.put(command, List.of(CASES.get(command).split(" > ")[0].split(" ")));
			}
		}
		final JavaProcess run = HeadlessRun.of(folder, commands);
		assertEquals(0, run.exitCode(), run.output());
		assertFalse(run.output().contains("HeadlessException"), run.output());
		return commands.keySet().stream().map(command -> dynamicTest(command, () -> assertMade(command, run))).toList();
	}

	private static void assertMade(final String command, final JavaProcess run) throws IOException {
		final Path made = folder.resolve(CASES.get(command).split(" > ")[1]);
		assertTrue(Files.exists(made) && Files.size(made) > 100, made + " was not made. " + run.output());
	}

	@Test
	void whatFailsHasAnExitStatus() throws Exception {
		final JavaProcess run = HeadlessRun.of(folder, "Volume SAM Segment ROIs", "image=balls.tif", "rois=none.zip",
			"output=out/none.tif");
		assertNotEquals(0, run.exitCode());
		assertNotEquals(JavaProcess.KILLED, run.exitCode());
		assertTrue(run.output().contains("There is no file 'none.zip'"), run.output());
		assertFalse(Files.exists(folder.resolve("out/none.tif")));
	}
}
