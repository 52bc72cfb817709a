package io.github.volumesam.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.install.FileServer;
import io.github.volumesam.install.TestModels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code volume-sam models}, as a user types it. */
@Timeout(120)
class ModelsCommandTest {

	@TempDir
	private Path folder;

	private TestModels models;

	@BeforeEach
	void open() {
		models = new TestModels(folder.resolve("models"));
	}

	@AfterEach
	void close() {
		models.close();
	}

	private static CommandRun run(final String... args) {
		final List<String> all = new ArrayList<>(List.of("models"));
		all.addAll(List.of(args));
		return CommandRun.of(all.toArray(new String[0]));
	}

	private static String done(final String... args) {
		final CommandRun run = run(args);
		run.assertDone();
		return run.out();
	}

	private String add(final String id) {
		return done("add", TestModels.path("d1-multi-decoder.onnx").toString(), TestModels.path("e2-encoder.onnx").toString(),
			"--id", id);
	}

	/** The lines of a report that begin with a word. */
	private static List<String> lines(final String report, final String word) {
		return report.lines().filter(line -> line.startsWith(word + " ")).toList();
	}

	@Test
	void onAFreshMachineTheListShowsTheEmbeddedModelReady() {
		final List<String> lines = done("list").lines().toList();
		assertTrue(lines.get(1).matches("embedded +Volume SAM, embedded model.* ready.*CC-BY-4.0"), lines.get(1));
		assertTrue(lines.stream().anyMatch(line -> line.matches(
			"mobile-sam +MobileSAM +to download +45 MB +about 1 s +Apache-2.0.*")));
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("edge-sam") && line.endsWith("NON-COMMERCIAL")));
	}

	@Test
	void infoSaysWhatAModelIsAndWhereItComesFrom() {
		final String info = done("info", "mobile-sam");
		assertTrue(info.contains("to install it: volume-sam models get mobile-sam"), info);
		assertTrue(info.contains(
			"https://huggingface.co/Acly/MobileSAM/resolve/0d3b403339b4674a82493d5e97964dd78089ddc8/mobile_sam_image_encoder.onnx"),
			info);
		assertTrue(info.contains("580f5fb648ea1062c0aabc26217aed56921985f03f0cbbd852bba81d760cc749"), info);
		assertTrue(done("info", "embedded").contains("ready, part of Volume SAM"));
	}

	@Test
	void getInstallsAModelThatSegmentThenKnows() throws IOException {
		try (FileServer server = models.mirror()) {
			assertTrue(done("get", "test-sam").contains("--model test-sam"));
		}
		assertTrue(done("info", "test-sam").contains("installed in"));
		final Path image = Path.of("src/main/resources/io/github/volumesam/sample/mr-brain.zip");
		final CommandRun run = CommandRun.of("segment", image.toString(), "--box", "29,40,40,20,20", "--model", "test-sam",
			"--out", folder.resolve("out").toString());
		run.assertDone();
		assertTrue(Files.readString(folder.resolve("out/mr-brain-session.json")).contains("\"spec\": \"test-sam\""));
		assertTrue(CommandRun.of("info", "test-sam").out().contains("SAM of the tests (test-sam)"));
	}

	@Test
	void aLicenceThatIsNotPermissiveIsShownAndHasToBeAcceptedOnce() throws IOException {
		try (FileServer server = models.mirror()) {
			run("get", "test-research").assertRefused("Research License 2, NON-COMMERCIAL", "http://models.invalid/licence",
				"--accept-licence");
			assertEquals(0, server.requests().size());
			final CommandRun accepted = run("get", "test-research", "--accept-licence");
			accepted.assertDone();
			assertTrue(accepted.err().contains("Research License 2"), accepted.err());
			done("remove", "test-research");
			assertFalse(run("get", "test-research").err().contains("comes under"));
		}
	}

	@Test
	void addShowsWhatWasFoundWhatWasGuessedAndATrial() {
		final String report = add("mine");
		assertTrue(lines(report, "Detected").get(0).contains("contract "), report);
		assertTrue(lines(report, "Guessed").size() >= 4, report);
		assertTrue(lines(report, "Trial").get(0).matches(
			"Trial +left thalamus on slice 29 of the sample: mask of \\d+ pixels, the expert's has 543 \\(Dice 0\\.\\d\\d\\); " +
				"[0-9.]+ s a slice, [0-9.]+ s a prompt.*"),
			report);
		assertTrue(lines(report, "Use").get(0).endsWith("--model mine"), report);
	}

	@Test
	void verifyFailsWhereAFileIsDamaged() throws IOException {
		add("mine");
		assertTrue(done("verify").contains("e2-encoder.onnx        right"));
		Files.write(folder.resolve("models/mine/e2-encoder.onnx"), new byte[529]);
		final CommandRun run = run("verify", "mine");
		assertEquals(1, run.exitCode());
		assertTrue(run.out().contains("damaged"), run.out());
	}

	@Test
	void exportAndImportCarryModelsToAnotherComputer() {
		add("mine");
		final Path zip = folder.resolve("bundle.zip");
		done("export", "mine", "--out", zip.toString());
		done("remove", "mine");
		assertTrue(done("import", zip.toString()).matches("Installed +mine\\R"));
		assertTrue(done("import", zip.toString()).contains("was installed already"));
	}

	@Test
	void anExportThatFailsLeavesNoFile() throws IOException {
		final Path out = Files.createDirectories(folder.resolve("out"));
		run("export", "mine", "--out", out.resolve("bundle.zip").toString()).assertRefused("No model 'mine' is installed");
		assertEquals(List.of(), CommandRun.files(out));
	}

	@Test
	void pathIsTheFolderThatIsSet() {
		assertEquals(folder.resolve("models") + System.lineSeparator(), done("path"));
	}

	@Test
	void whatIsNotThereIsNamed() {
		run("get", "nope").assertRefused("The catalogue has no model 'nope'", "mobile-sam");
		run("info", "nope").assertRefused("mobile-sam");
		run("remove", "nope").assertRefused("No model 'nope' is installed");
		run("verify", "nope").assertRefused("No model 'nope' is installed");
		run("import", "nope.zip").assertRefused("nope.zip");
		run("get", "edge-sam").assertRefused("edge_sam_3x_encoder.onnx");
		assertEquals(2, run().exitCode());
	}

	@Test
	void anInterruptedDownloadSaysSoAndGoesOnLater() throws IOException {
		try (FileServer server = models.mirror()) {
			final Interrupt interrupt = new Interrupt();
			interrupt.request();
			final CommandRun run = CommandRun.of(interrupt, "models", "get", "test-sam");
			assertEquals(SegmentReport.INTERRUPTED, run.exitCode());
			done("get", "test-sam");
		}
	}
}
