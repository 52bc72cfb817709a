package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import io.github.volumesam.Progress;
import io.github.volumesam.install.Bundle;
import io.github.volumesam.install.FileServer;
import io.github.volumesam.install.ModelStore;
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
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;
import org.scijava.task.event.TaskEvent;

/** Volume SAM Models as a script runs it, without a screen. */
@Timeout(120)
class InstallModelsTest {

	private final Context context = new Context();

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
		context.dispose();
	}

	private ResultsTable run(final Object... inputs) throws Exception {
		return Runs.table(Runs.run(context, InstallModels.class, inputs), "models");
	}

	private void assertRefused(final String words, final Object... inputs) {
		Runs.assertRefused(context, InstallModels.class, words, inputs);
	}

	private static List<String> column(final ResultsTable table, final String name) {
		final List<String> cells = new ArrayList<>();
		for (int row = 0; row < table.size(); row++)
			cells.add(table.getStringValue(name, row));
		return cells;
	}

	private static String state(final ResultsTable table, final String id) {
		return table.getStringValue("State", column(table, "ID").indexOf(id));
	}

	private ResultsTable add(final String id) throws Exception {
		return run("action", "add", "model", id, "file", TestModels.path("e2-encoder.onnx").toString(), "decoder", TestModels
			.path("d1-multi-decoder.onnx").toString());
	}

	@Test
	void theListShowsTheEmbeddedModelReady() throws Exception {
		final ResultsTable table = run();
		assertEquals("ready, default", state(table, "embedded"));
		assertEquals("to download", state(table, "mobile-sam"));
		assertTrue(table.getStringValue("Licence", column(table, "ID").indexOf("edge-sam")).endsWith("NON-COMMERCIAL"));
	}

	@Test
	void downloadInstalls() throws Exception {
		try (FileServer server = models.mirror()) {
			assertEquals("ready", state(run("action", "download", "model", "test-sam"), "test-sam"));
		}
	}

	/** Presses the cancel button of the task bar once something has arrived. */
	public static final class CancelButton {

		@EventHandler
		void onEvent(final TaskEvent event) {
			if (!event.getTask().isCanceled() && event.getTask().getProgressValue() > 0) event.getTask().cancel("enough");
		}
	}

	@Test
	void aDownloadStopsWhenItIsCancelled() throws Exception {
		final CancelButton button = new CancelButton();
		context.service(EventService.class).subscribe(button);
		final byte[] encoder = Files.readAllBytes(TestModels.path("e2-external-encoder.onnx"));
		try (FileServer server = models.mirror(FileServer.stalled(encoder, 500))) {
			final Module module = Runs.run(context, InstallModels.class, "action", "download", "model", "test-sam");
			assertTrue(((Cancelable) module).isCanceled());
		}
		assertEquals("to download", state(run(), "test-sam"));
	}

	@Test
	void aLicenceThatIsNotPermissiveHasToBeAccepted() throws Exception {
		try (FileServer server = models.mirror()) {
			assertRefused("Research License 2, NON-COMMERCIAL", "action", "download", "model", "test-research");
			assertEquals(0, server.requests().size());
			assertEquals("ready", state(run("action", "download", "model", "test-research", "acceptlicence", true),
				"test-research"));
		}
	}

	@Test
	void addReportsWhatWasFoundGuessedAndTried() throws Exception {
		final ResultsTable report = add("mine");
		assertEquals("mine", report.getStringValue("Says", 0));
		assertTrue(column(report, "What").containsAll(List.of("Detected", "Guessed", "Trial", "Descriptor")));
		assertTrue(report.getStringValue("Says", column(report, "What").indexOf("Trial")).contains("mask of"));
		assertEquals("ready", state(run(), "mine"));
	}

	@Test
	void addTakesABundle() throws Exception {
		add("mine");
		final Path zip = folder.resolve("bundle.zip");
		new Bundle(new ModelStore()).write(List.of("mine"), zip, Progress.NONE);
		run("action", "remove", "model", "mine");
		assertEquals("ready", state(run("action", "add", "file", zip.toString()), "mine"));
	}

	@Test
	void verifyTellsWhatIsDamaged() throws Exception {
		add("mine");
		Files.write(folder.resolve("models/mine/e2-encoder.onnx"), new byte[529]);
		assertEquals(List.of("damaged: its content has changed", "right"), column(run("action", "verify"), "State"));
	}

	@Test
	void removeAndDefaultNeedAnInstalledModel() throws Exception {
		assertRefused("No model 'mobile-sam' is installed", "action", "default", "model", "mobile-sam");
		add("mine");
		assertEquals("ready, default", state(run("action", "default", "model", "mine"), "mine"));
		assertEquals("ready, default", state(run("action", "remove", "model", "mine"), "embedded"));
	}

	private double dice(final Object... more) throws Exception {
		final List<Object> inputs = new ArrayList<>(List.of("image", Balls.image(), "rois", Balls.boxesFile(folder)
			.toString(), "window", "slice"));
		inputs.addAll(List.of(more));
		return Runs.dice(Runs.labels(Runs.run(context, SegmentRois.class, inputs.toArray())));
	}

	@Test
	void theDefaultDoesNotChangeWhatAScriptGets() throws Exception {
		add("mine");
		run("action", "default", "model", "mine");
		final double embedded = dice("model", "embedded");
		assertEquals(embedded, dice());
		assertNotEquals(embedded, dice("model", "mine"));
	}

	@Test
	void aModelThatIsNotInstalledIsRefusedWithAdvice() throws IOException {
		Runs.assertRefused(context, SegmentRois.class, "volume-sam models get mobile-sam", "image", Balls.image(), "rois",
			Balls.boxesFile(folder).toString(), "model", "mobile-sam");
	}

	@Test
	void wrongInputsAreNamed() {
		assertRefused("use list, download, add, verify, remove or default", "action", "install");
		assertRefused("needs the ID of a model", "action", "download");
		assertRefused("The catalogue has no model 'nope'", "action", "download", "model", "nope");
		assertRefused("add needs files", "action", "add");
		assertRefused("There is no file", "action", "add", "file", "gone.onnx", "decoder", "gone2.onnx");
		assertRefused("two .onnx files", "action", "add", "file", TestModels.path("e2-encoder.onnx").toString());
	}
}
