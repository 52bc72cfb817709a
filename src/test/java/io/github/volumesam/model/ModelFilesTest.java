package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing is loaded that is missing, empty or not the expected file. */
class ModelFilesTest {

	@TempDir
	private Path folder;

	private static String refusal(final String spec) {
		return assertThrows(ModelException.class, () -> ModelFiles.locate(spec)).getMessage();
	}

	private Path file(final String name, final String content) throws IOException {
		return Files.writeString(folder.resolve(name), content);
	}

	/** The embedded model's descriptor, saved next to files of the test's own. */
	private Path descriptor() throws IOException {
		return Files.write(folder.resolve("model.json"), new ModelFiles.Source("descriptor", null,
			"/io/github/volumesam/models/embedded/descriptor.json").bytes());
	}

	@Test
	void theEmbeddedModelIsOnTheClassPathWithTheRightHashes() {
		final ModelFiles files = ModelFiles.locate("embedded");
		assertEquals(8_011_764, files.encoder().bytes().length);
		assertEquals(4_050_354, files.decoder().bytes().length);
	}

	@Test
	void sha256IsTheStandardOne() throws IOException {
		final Path path = file("abc", "abc");
		// The first example of FIPS 180-2.
		assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", ModelFiles.sha256(
			new ModelFiles.Source("abc", path, null)));
	}

	@Test
	void aFileOfAnotherHashIsRefusedWithBothHashes() throws IOException {
		file("encoder.onnx", "abc");
		file("decoder.onnx", "abc");
		final String message = refusal(descriptor().toString());
		assertTrue(message.contains("encoder.onnx"), message);
		assertTrue(message.contains("expected SHA-256 e950f36a"), message);
		assertTrue(message.contains("found ba7816bf"), message);
		assertTrue(message.contains("download it again"), message);
	}

	@Test
	void aMissingFileIsNamed() throws IOException {
		final Path there = file("there.onnx", "abc");
		assertTrue(refusal(there + "," + folder.resolve("gone.onnx")).contains("There is no file " + folder.resolve(
			"gone.onnx")));
		assertTrue(refusal(folder.resolve("gone.json").toString()).contains("There is no file"));
		assertTrue(refusal(descriptor().toString()).contains("encoder.onnx"));
	}

	@Test
	void anEmptyFileIsNamed() throws IOException {
		final Path empty = file("empty.onnx", ""), full = file("full.onnx", "abc");
		assertTrue(refusal(empty + "," + full).contains("empty.onnx is empty"));
		assertTrue(refusal(full + "," + empty).contains("empty.onnx is empty"));
	}

	@Test
	void aSpecificationThatNamesNoModelSaysWhatToWrite() {
		final String message = refusal("sam.onnx");
		assertTrue(message.contains("ENCODER.onnx,DECODER.onnx"), message);
	}

	@Test
	void aModelOfTheCatalogueThatIsNotInstalledSaysHowToInstallIt() {
		final String message = refusal("mobile-sam");
		assertTrue(message.contains("MobileSAM ('mobile-sam') is not installed"), message);
		assertTrue(message.contains("(45 MB)"), message);
		assertTrue(message.contains("volume-sam models get mobile-sam"), message);
		assertTrue(message.contains("The model 'embedded' works now."), message);
		assertTrue(refusal("medsam").contains("volume-sam models add --id medsam"));
	}

	@Test
	void aWrongIdListsTheValidOnes() {
		final String message = refusal("mobilesam");
		assertTrue(message.startsWith("'mobilesam' names no model. Models that can be used now: embedded"), message);
		assertTrue(message.contains("mobile-sam, efficient-sam-ti"), message);
	}
}
