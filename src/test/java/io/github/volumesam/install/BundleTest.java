package io.github.volumesam.install;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.install.Bundle.Imported;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.onnx.SamModel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models packed on one computer and unpacked on another. */
class BundleTest {

	@TempDir
	private Path folder;

	private TestModels models;
	private ModelStore elsewhere;
	private Path zip;

	@BeforeEach
	void packOnOneComputer() throws IOException {
		models = new TestModels(folder.resolve("here"));
		final ModelStore here = new ModelStore();
		new ModelAddition(here).add(List.of(TestModels.path("e2-external-encoder.onnx"), TestModels.path(
			"d1-multi-decoder.onnx")), "mine", model -> {}, Progress.NONE);
		zip = folder.resolve("modèles.zip");
		new Bundle(here).write(List.of("mine"), zip, Progress.NONE);
		System.setProperty("volumesam.models", folder.resolve("là-bas").toString());
		elsewhere = new ModelStore();
	}

	@AfterEach
	void close() {
		models.close();
	}

	private List<Imported> unpack() throws IOException {
		return new Bundle(elsewhere).read(zip, Progress.NONE);
	}

	private void assertRefused(final String words) throws IOException {
		final String message = assertThrows(ModelException.class, this::unpack).getMessage();
		assertTrue(message.contains(words), message);
		assertEquals(List.of(), elsewhere.folder().ids());
		try (var all = Files.walk(folder)) {
			assertFalse(all.anyMatch(path -> path.getFileName().toString().equals("evil.txt")));
		}
	}

	/** Changes a text in a file of the bundle. */
	private void change(final String file, final String text, final String to) throws IOException {
		try (FileSystem in = FileSystems.newFileSystem(zip)) {
			final Path path = in.getPath(file);
			final String before = Files.readString(path);
			assertTrue(before.contains(text));
			Files.writeString(path, before.replace(text, to));
		}
	}

	private void add(final String file) throws IOException {
		try (FileSystem in = FileSystems.newFileSystem(zip)) {
			Files.copy(Files.writeString(folder.resolve("x"), "evil"), in.getPath(file));
		}
		Files.delete(folder.resolve("x"));
	}

	@Test
	void anUnpackedModelIsTheSameAndRuns() throws IOException {
		assertEquals(List.of(new Imported("mine", true)), unpack());
		assertTrue(elsewhere.verify("mine", Progress.NONE).stream().allMatch(FileState::isRight));
		assertArrayEquals(Files.readAllBytes(folder.resolve("here/mine/descriptor.json")), Files.readAllBytes(elsewhere
			.folder().descriptor("mine")));
		try (SamModel model = SamModel.open("mine", 1)) {
			assertEquals("mine", model.descriptor().id());
		}
	}

	@Test
	void unpackingTwiceIsHarmless() throws IOException {
		unpack();
		assertEquals(List.of(new Imported("mine", false)), unpack());
	}

	@Test
	void anotherModelOfThatIdIsNotReplaced() throws IOException {
		new ModelAddition(elsewhere).add(List.of(TestModels.path("e3-encoder.onnx"), TestModels.path(
			"d1-single-decoder.onnx")), "mine", model -> {}, Progress.NONE);
		assertTrue(assertThrows(ModelException.class, this::unpack).getMessage().contains("Another model 'mine'"));
	}

	@Test
	void aChangedFileIsRefused() throws IOException {
		change("mine/descriptor.json", "\"displayName\": \"mine\"", "\"displayName\": \"MINE\"");
		assertRefused("'mine/descriptor.json' is missing or not what the bundle's list says");
	}

	@Test
	void aFileThatIsMissingIsRefused() throws IOException {
		try (FileSystem in = FileSystems.newFileSystem(zip)) {
			Files.delete(in.getPath("mine/e2-external-encoder.onnx_data"));
		}
		assertRefused("'mine/e2-external-encoder.onnx_data' is missing");
	}

	@Test
	void aFileThatUnpacksToMoreThanAnnouncedIsRefused() throws IOException {
		change("bundle.json", "\"bytes\": 6650", "\"bytes\": 100");
		assertRefused("'mine/d1-multi-decoder.onnx'");
	}

	@Test
	void pathsThatLeadOutOfTheFolderAreRefused() throws IOException {
		final byte[] good = Files.readAllBytes(zip);
		for (final String path : List.of("mine/../../evil.txt", "../evil.txt", "/evil.txt", "mine/..\\..\\evil.txt",
			"evil.txt", "mine/"))
		{
			Files.write(zip, good);
			addListed(path, "evil");
			assertRefused(path);
		}
	}

	/** Packs a file that the list names correctly; Java's own file system of zip files would not take such paths. */
	private void addListed(final String path, final String content) throws IOException {
		final String json = path.replace("\\", "\\\\"), hash = ModelInspection.sha256(Files.writeString(folder.resolve("x"),
			content));
		change("bundle.json", "\"files\": [", "\"files\": [{\"path\": \"" + json + "\", \"sha256\": \"" + hash +
			"\", \"bytes\": " + content.length() + "},");
		final Path target = folder.resolve("evil.zip");
		try (ZipFile in = new ZipFile(zip.toFile()); ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(
			target)))
		{
			for (final ZipEntry entry : Collections.list(in.entries())) {
				out.putNextEntry(new ZipEntry(entry.getName()));
				in.getInputStream(entry).transferTo(out);
			}
			out.putNextEntry(new ZipEntry(path));
			out.write(content.getBytes(StandardCharsets.UTF_8));
		}
		Files.move(target, zip, StandardCopyOption.REPLACE_EXISTING);
	}

	@Test
	void aGoodPathInTheListIsUnpacked() throws IOException {
		addListed("mine/notes/readme.txt", "good");
		unpack();
		assertEquals("good", Files.readString(elsewhere.folder().folder("mine").resolve("notes/readme.txt")));
	}

	@Test
	void whatIsNotInTheListIsNotUnpacked() throws IOException {
		add("mine/evil.txt");
		unpack();
		assertFalse(Files.exists(elsewhere.folder().folder("mine").resolve("evil.txt")));
	}

	@Test
	void aFileThatIsNoBundleIsRefused() throws IOException {
		Files.writeString(zip, "not a zip file");
		assertRefused("is not a bundle of models");
		Files.delete(zip);
		try (FileSystem out = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
			Files.writeString(out.getPath("readme.txt"), "");
		}
		assertRefused("it has no bundle.json");
	}

	@Test
	void aDamagedModelIsNotPacked() throws IOException {
		Files.write(folder.resolve("here/mine/d1-multi-decoder.onnx"), new byte[6650]);
		System.setProperty("volumesam.models", folder.resolve("here").toString());
		final String message = assertThrows(ModelException.class, () -> new Bundle(new ModelStore()).write(List.of("mine"),
			zip, Progress.NONE)).getMessage();
		assertTrue(message.contains("d1-multi-decoder.onnx of 'mine' is damaged"), message);
	}

	@Test
	void modelsThatAreNotInstalledAreNotPacked() {
		for (final String id : List.of("embedded", "other"))
			assertThrows(ModelException.class, () -> new Bundle(elsewhere).write(List.of(id), zip, Progress.NONE));
	}
}
