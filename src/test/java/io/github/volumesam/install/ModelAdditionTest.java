package io.github.volumesam.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.install.ModelAddition.Added;
import io.github.volumesam.model.EncoderContract.NormKind;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.SamModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models from a user's own files. */
class ModelAdditionTest {

	private static final Path ENCODER = TestModels.path("e2-encoder.onnx");
	private static final Path DECODER = TestModels.path("d1-multi-decoder.onnx");

	@TempDir
	private Path folder;

	private TestModels models;
	private ModelStore store;
	private final List<String> tried = new ArrayList<>();

	@BeforeEach
	void open() {
		models = new TestModels(folder.resolve("models"));
		store = new ModelStore();
	}

	@AfterEach
	void close() {
		models.close();
	}

	private Added add(final String id, final Path... files) throws IOException {
		return new ModelAddition(store).add(List.of(files), id, model -> tried.add(model.descriptor().id()), Progress.NONE);
	}

	/** Not added, with a message that contains these words; nothing is left behind. */
	private void assertRefused(final String words, final String id, final Path... files) throws IOException {
		final String message = assertThrows(ModelException.class, () -> add(id, files)).getMessage();
		assertTrue(message.contains(words), message);
		assertFalse(message.contains("staging"), message);
		assertNothingLeft();
	}

	private void assertNothingLeft() throws IOException {
		if (!Files.exists(store.folder().path())) return;
		try (var entries = Files.list(store.folder().path())) {
			assertEquals(List.of(".locks"), entries.map(entry -> entry.getFileName().toString()).toList());
		}
	}

	private Path copy(final String file, final String as) throws IOException {
		return Files.copy(TestModels.path(file), folder.resolve(as));
	}

	@Test
	void aModelIsDetectedTriedAndInstalledWithItsHashes() throws IOException {
		final Added added = add("mine", ENCODER, DECODER);
		assertEquals(List.of("mine"), tried);
		assertTrue(added.found().get(0).contains("contract "), added.found().toString());
		assertTrue(store.verify("mine", Progress.NONE).stream().allMatch(FileState::isRight));
		try (SamModel model = SamModel.open("mine", 1)) {
			assertEquals(added.descriptor().toJson(), model.descriptor().toJson());
		}
	}

	@Test
	void whatTheFilesDoNotTellIsSaid() throws IOException {
		final String guesses = String.join("\n", add("mine", ENCODER, DECODER).guessed());
		for (final String field : List.of("encoder.norm", "encoder.resize", "intensity", "prompt.points", "licence"))
			assertTrue(guesses.contains(field), field + " in " + guesses);
	}

	@Test
	void theOrderOfTheFilesDoesNotMatter() throws IOException {
		final ModelDescriptor model = add("mine", copy("d1-multi-decoder.onnx", "b.onnx"), copy("e2-encoder.onnx", "a.onnx"))
			.descriptor();
		assertEquals("a.onnx", model.file(ModelDescriptor.FileRole.ENCODER).orElseThrow().path());
	}

	@Test
	void withoutAnIdTheEncodersNameIsUsed() throws IOException {
		assertEquals("my-sam.vit-b", add(null, copy("d1-multi-decoder.onnx", "My_SAM.vit_b.decoder.onnx"), copy(
			"e2-encoder.onnx", "My_SAM.vit_b.encoder.onnx")).descriptor().id());
	}

	@Test
	void weightsInASecondFileAreTakenAlong() throws IOException {
		copy("e2-external-encoder.onnx_data", "e2-external-encoder.onnx_data");
		add("mine", copy("e2-external-encoder.onnx", "renamed.onnx"), DECODER);
		assertEquals(List.of("renamed.onnx", "e2-external-encoder.onnx_data", "d1-multi-decoder.onnx"), store.verify("mine",
			Progress.NONE).stream().map(FileState::file).toList());
	}

	@Test
	void weightsThatAreMissingAreNamed() throws IOException {
		assertRefused("second file 'e2-external-encoder.onnx_data', which is missing", "mine", copy("e2-external-encoder.onnx",
			"encoder.onnx"), DECODER);
	}

	@Test
	void filesOfTheCatalogueAreRecognisedByTheirHashes() throws IOException {
		final Added added = add(null, copy("d1-multi-decoder.onnx", "download(1).onnx"), copy("e3-encoder.onnx",
			"download.onnx"));
		assertEquals("test-research", added.descriptor().id());
		assertEquals("Research License 2", added.descriptor().licence());
		assertEquals(List.of(), added.guessed());
	}

	@Test
	void theCatalogueSaysHowAModelThatCannotBeDetectedWantsToBeAsked() throws IOException {
		final ModelDescriptor model = add("medsam", ENCODER, DECODER).descriptor();
		assertEquals(Resize.STRETCH, model.encoder().resize());
		assertEquals(NormKind.MIN_MAX_01, model.encoder().norm().kind());
		assertFalse(model.prompt().points());
		assertEquals("medsam", model.intensity());
		assertEquals("Apache-2.0", model.licence());
	}

	@Test
	void aDescriptorBringsItsFiles() throws IOException {
		add("first", ENCODER, DECODER);
		final Added added = add("second", store.folder().descriptor("first"));
		assertEquals("second", added.descriptor().id());
		assertEquals(store.folder().describe("first").encoder().outputs(), added.descriptor().encoder().outputs());
		assertTrue(store.verify("second", Progress.NONE).stream().allMatch(FileState::isRight));
	}

	@Test
	void aDescriptorCannotReachOutOfItsFolder() throws IOException {
		add("first", ENCODER, DECODER);
		final Path json = Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("evil.json"), Files
			.readString(store.folder().descriptor("first")).replace("e2-encoder.onnx", "../e2-encoder.onnx"));
		Files.copy(ENCODER, folder.resolve("a/e2-encoder.onnx"));
		Files.copy(DECODER, json.resolveSibling("d1-multi-decoder.onnx"));
		assertTrue(assertThrows(ModelException.class, () -> add("second", json)).getMessage().contains(
			"'../e2-encoder.onnx' is not the name of a file in the model's own folder"));
		assertFalse(store.folder().has("second"));
	}

	@Test
	void anIdOfTheCatalogueIsNotGivenToOtherFiles() throws IOException {
		assertRefused("has other files", "mobile-sam", ENCODER, DECODER);
	}

	@Test
	void anIdThatCannotBeOneIsRefused() throws IOException {
		for (final String id : List.of("embedded", "../up", "My Model", "x.json", ""))
			assertRefused("cannot be the ID", id, ENCODER, DECODER);
	}

	@Test
	void aModelThatIsThereIsNotReplaced() throws IOException {
		add("mine", ENCODER, DECODER);
		assertTrue(assertThrows(ModelException.class, () -> add("mine", ENCODER, DECODER)).getMessage().contains(
			"installed already"));
	}

	@Test
	void filesThatAreNoModelAreRefusedByTheirNames() throws IOException {
		assertRefused("two .onnx files", "mine", ENCODER);
		assertRefused("There is no file", "mine", folder.resolve("gone.onnx"), DECODER);
		assertRefused("The decoder other.onnx is not of a kind", "mine", ENCODER, copy("e3-encoder.onnx", "other.onnx"));
		final Path damaged = Files.write(folder.resolve("damaged-encoder.onnx"), new byte[] { 8, 9, 1, 2, 3 });
		assertRefused("The file damaged-encoder.onnx is not an ONNX model", "mine", damaged, DECODER);
	}

	@Test
	void aModelThatDoesNotRunIsNotInstalled() throws IOException {
		assertThrows(IllegalStateException.class, () -> new ModelAddition(store).add(List.of(ENCODER, DECODER), "mine",
			model -> {
				throw new IllegalStateException("crash");
			}, Progress.NONE));
		assertNothingLeft();
	}
}
