package io.github.volumesam.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.SamModel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Models of the tests' catalogue, from a server on this computer to a SAM model that runs. */
@Timeout(120)
class ModelStoreTest {

	@TempDir
	private Path folder;

	private TestModels models;
	private ModelStore store;

	@BeforeEach
	void open() {
		models = new TestModels(folder.resolve("Modèles à moi"));
		store = new ModelStore();
	}

	@AfterEach
	void close() {
		models.close();
	}

	private ModelDescriptor get(final String id) throws IOException {
		return store.get(id, Progress.NONE);
	}

	private String refusal(final String id) {
		return assertThrows(ModelException.class, () -> get(id)).getMessage();
	}

	private ModelRow row(final String id) throws IOException {
		return store.list().stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
	}

	// -- List --

	@Test
	void inAnEmptyFolderTheEmbeddedModelIsReady() throws IOException {
		final ModelRow first = store.list().get(0);
		assertEquals("embedded", first.id());
		assertEquals("ready, default", first.state());
		assertEquals("to download", row("mobile-sam").state());
		assertEquals("45 MB", row("mobile-sam").size());
		assertEquals("to add from files", row("edge-sam").state());
		assertEquals("NTU S-Lab License 1.0, NON-COMMERCIAL", row("edge-sam").licence());
		assertFalse(Files.exists(store.folder().path()));
	}

	@Test
	void aDamagedDescriptorDoesNotHideTheOtherModels() throws IOException {
		Files.createDirectories(store.folder().folder("broken"));
		Files.writeString(store.folder().descriptor("broken"), "{");
		assertEquals("damaged", row("broken").state());
		assertEquals("ready, default", row("embedded").state());
	}

	// -- Download --

	@Test
	void aDownloadedModelIsDetectedDescribedAndRuns() throws IOException {
		try (FileServer server = models.mirror()) {
			final ModelDescriptor model = get("test-sam");
			assertEquals(List.of("/test-sam/e2-external-encoder.onnx", "/test-sam/e2-external-encoder.onnx_data",
				"/test-sam/d1-multi-decoder.onnx"), server.requests().stream().map(FileServer.Request::target).toList());
			assertEquals("SAM of the tests", model.displayName());
			assertEquals("Apache-2.0", model.licence());
			assertEquals("Nobody et al., 2026", model.citation());
			assertEquals(1024, model.encoder().size());
		}
		try (SamModel model = SamModel.open("test-sam", 1)) {
			assertEquals("test-sam", model.descriptor().id());
		}
		assertEquals("ready", row("test-sam").state());
	}

	@Test
	void withoutAMirrorTheAddressesOfTheCatalogueAreUsed() throws IOException {
		try (FileServer proxy = models.mirror()) {
			System.clearProperty("volumesam.mirror");
			System.setProperty("http.proxyHost", "localhost");
			System.setProperty("http.proxyPort", Integer.toString(proxy.port()));
			get("test-sam");
			assertEquals("http://models.invalid/files/e2-external-encoder.onnx", proxy.requests().get(0).target());
		}
		finally {
			System.clearProperty("http.proxyHost");
			System.clearProperty("http.proxyPort");
		}
	}

	@Test
	void aMirrorThatIsNoWebAddressIsNamed() {
		for (final String mirror : List.of("not a url", "ftp://server/models", "server/models")) {
			System.setProperty("volumesam.mirror", mirror);
			assertTrue(refusal("test-sam").contains("VOLUMESAM_MIRROR is '" + mirror + "'"));
		}
	}

	@Test
	void aModelThatIsThereIsNotAskedForAgain() throws IOException {
		try (FileServer server = models.mirror()) {
			get("test-sam");
			final int asked = server.requests().size();
			get("test-sam");
			assertEquals(asked, server.requests().size());
		}
	}

	@Test
	void aFileIsTakenUpWhereAnEarlierRunWasKilled() throws IOException {
		final byte[] decoder = Files.readAllBytes(TestModels.path("d1-multi-decoder.onnx"));
		final Path place = Files.createDirectories(store.folder().folder("test-sam"));
		Files.write(Download.part(place.resolve("d1-multi-decoder.onnx")), Arrays.copyOf(decoder, 1000));
		try (FileServer server = models.mirror()) {
			get("test-sam");
			assertEquals(1000, server.requests().get(2).from());
		}
		assertEquals(List.of(), faults("test-sam"));
	}

	@Test
	void nothingIsInstalledWhereAFileIsWrong() throws IOException {
		try (FileServer server = models.mirror(FileServer.whole(new byte[712]))) {
			assertThrows(IOException.class, () -> get("test-sam"));
		}
		assertFalse(store.folder().has("test-sam"));
		assertTrue(assertThrows(ModelException.class, () -> SamModel.open("test-sam", 1)).getMessage().contains(
			"is not installed"));
	}

	@Test
	void aDiskThatIsTooSmallIsSaidBeforeTheDownload() throws IOException {
		try (FileServer server = models.mirror()) {
			final String message = assertThrows(IOException.class, () -> get("test-huge")).getMessage();
			assertTrue(message.contains("1,000,000,000 MB are needed"), message);
			assertEquals(0, server.requests().size());
		}
	}

	@Test
	void filesOfAKindThatCannotBeUsedAreNotInstalled() throws IOException {
		try (FileServer server = models.mirror()) {
			final String message = refusal("test-strange");
			assertTrue(message.contains("have arrived whole") && message.contains("Tensors found"), message);
		}
		assertFalse(store.folder().has("test-strange"));
	}

	@Test
	void whatHasNoHashIsNotDownloaded() {
		final String message = refusal("edge-sam");
		assertTrue(message.contains("edge_sam_3x_encoder.onnx"), message);
	}

	@Test
	void anUnknownNameIsAnsweredWithTheKnownOnes() {
		assertTrue(refusal("mobilesam").contains("mobile-sam"));
	}

	@Test
	void aLicenceThatIsNotPermissiveHasToBeAcceptedOnce() throws IOException {
		try (FileServer server = models.mirror()) {
			assertTrue(refusal("test-research").contains("Research License 2, NON-COMMERCIAL"));
			assertEquals(0, server.requests().size());
			store.accept(store.entry("test-research"));
			get("test-research");
			assertFalse(new ModelStore().mustAccept(store.entry("test-research")));
		}
	}

	@Test
	void aFolderThatCannotBeWrittenToIsNamed() throws IOException {
		final Path inTheWay = Files.writeString(folder.resolve("file"), "");
		try (TestModels other = new TestModels(inTheWay); FileServer server = other.mirror()) {
			final String message = assertThrows(IOException.class, () -> new ModelStore().get("test-sam", Progress.NONE))
				.getMessage();
			assertTrue(message.contains(inTheWay.toString()) && message.contains("VOLUMESAM_MODELS"), message);
		}
	}

	// -- Two processes --

	/** Another Java machine that gets a model. */
	private Process process(final FileServer server) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System
			.getProperty("java.class.path"), "-Dvolumesam.models=" + store.folder().path(), "-Dvolumesam.mirror=" + server
				.url(""), Getting.class.getName()).redirectErrorStream(true).redirectOutput(new File(folder.toFile(), "log-" +
					System.nanoTime())).start();
	}

	/** What the other process does. */
	static final class Getting {

		public static void main(final String[] arguments) throws IOException {
			System.out.println(new ModelStore().get("test-sam", Progress.NONE).id());
		}
	}

	@Test
	void twoProcessesAtOnceDownloadOnce() throws Exception {
		try (FileServer server = models.mirror()) {
			final List<Process> both = List.of(process(server), process(server));
			for (final Process process : both)
				assertTrue(process.waitFor(100, TimeUnit.SECONDS));
			for (final Path log : logs())
				assertEquals("test-sam", Files.readString(log, StandardCharsets.UTF_8).strip());
			assertEquals(List.of(0, 0), both.stream().map(Process::exitValue).toList());
			assertEquals(3, server.requests().size());
		}
		assertEquals(List.of(), faults("test-sam"));
	}

	private List<Path> logs() throws IOException {
		try (var files = Files.list(folder)) {
			return files.filter(file -> file.getFileName().toString().startsWith("log-")).toList();
		}
	}

	// -- Verify, remove, default --

	private List<String> faults(final String id) throws IOException {
		return store.verify(id, Progress.NONE).stream().filter(state -> !state.isRight()).map(state -> state.file() + " " +
			state.state()).toList();
	}

	private void install(final String id) throws IOException {
		try (FileServer server = models.mirror()) {
			get(id);
		}
	}

	@Test
	void verifyNamesWhatIsDamagedOrMissing() throws IOException {
		install("test-sam");
		assertEquals(List.of(), faults("test-sam"));
		final Path place = store.folder().folder("test-sam");
		final byte[] decoder = Files.readAllBytes(place.resolve("d1-multi-decoder.onnx"));
		decoder[100]++;
		Files.write(place.resolve("d1-multi-decoder.onnx"), decoder);
		Files.delete(place.resolve("e2-external-encoder.onnx_data"));
		Files.write(place.resolve("e2-external-encoder.onnx"), new byte[3]);
		assertEquals(List.of("e2-external-encoder.onnx damaged: it has 3 bytes instead of 712",
			"e2-external-encoder.onnx_data missing", "d1-multi-decoder.onnx damaged: its content has changed"), faults(
				"test-sam"));
	}

	@Test
	void damagedWeightsInASecondFileAreNotLoaded() throws IOException {
		install("test-sam");
		Files.write(store.folder().folder("test-sam").resolve("e2-external-encoder.onnx_data"), new byte[28]);
		final String message = assertThrows(ModelException.class, () -> SamModel.open("test-sam", 1)).getMessage();
		assertTrue(message.contains("e2-external-encoder.onnx_data is not the one that its descriptor describes"), message);
	}

	@Test
	void aRemovedModelIsGone() throws IOException {
		install("test-sam");
		store.setDefaultModel("test-sam");
		store.remove("test-sam", Progress.NONE);
		assertFalse(Files.exists(store.folder().folder("test-sam")));
		assertEquals("to download", row("test-sam").state());
		assertEquals("embedded", store.defaultModel());
	}

	@Test
	void theEmbeddedModelCannotBeRemoved() {
		assertThrows(ModelException.class, () -> store.remove("embedded", Progress.NONE));
	}

	@Test
	void theDefaultModelIsRememberedIfItIsInstalled() throws IOException {
		assertThrows(ModelException.class, () -> store.setDefaultModel("test-sam"));
		install("test-sam");
		store.setDefaultModel("test-sam");
		assertEquals("test-sam", new ModelStore().defaultModel());
		assertEquals("ready, default", row("test-sam").state());
	}
}
