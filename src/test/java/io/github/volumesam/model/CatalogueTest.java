package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelDescriptor.ModelFile;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

/** The entries of models/catalogue. */
class CatalogueTest {

	private static final Path FOLDER = Path.of("models", "catalogue");

	/** Without those that the tests bring. */
	private static List<CatalogueEntry> entries() {
		return Catalogue.onClassPath().entries().stream().filter(entry -> !entry.id().startsWith("test-")).toList();
	}

	private static List<ModelFile> files() {
		return entries().stream().flatMap(entry -> ModelFile.all(entry.files()).stream()).toList();
	}

	@Test
	void everyFileIsInTheIndexUnderItsId() throws IOException {
		try (var files = Files.list(FOLDER)) {
			assertEquals(files.map(file -> file.getFileName().toString()).filter(name -> !name.equals("index.txt")).sorted()
				.toList(), entries().stream().map(entry -> entry.id() + ".json").sorted().toList());
		}
	}

	@Test
	void everyModelToDownloadHasAnEncoderAndADecoder() {
		for (final CatalogueEntry entry : entries())
			if (entry.isDownloadable()) {
				assertEquals(List.of(FileRole.ENCODER, FileRole.DECODER), entry.files().stream().map(ModelFile::role).toList());
				assertTrue(entry.size().endsWith(" MB"), entry.id());
			}
	}

	@Test
	void everyFileHasAHashAndAnAddressThatStaysTheSame() {
		for (final ModelFile file : files()) {
			assertTrue(file.sha256().matches("[0-9a-f]{64}"), file.path());
			final URI url = URI.create(file.urls().get(0));
			assertTrue(url.toString().matches(
				"https://huggingface.co/[^/]+/[^/]+/resolve/[0-9a-f]{40}/.+|" +
					"https://github.com/[^/]+/[^/]+/releases/download/[^/]+/[^/]+"),
				url.toString());
			assertTrue(url.getPath().endsWith("/" + file.path()), url.toString());
		}
	}

	@Test
	void noHashOccursTwiceUnderDifferentNames() {
		assertEquals(files().size(), files().stream().map(ModelFile::sha256).distinct().count());
	}

	@Test
	void whatIsNonCommercialIsNotPermissive() {
		for (final CatalogueEntry entry : entries())
			assertTrue(!entry.nonCommercial() || !entry.permissive(), entry.id());
	}

	@Test
	void anIncompleteEntryIsRefused() {
		final String json = "{\"id\": \"x\", \"displayName\": \"X\"}";
		assertTrue(assertThrows(ModelException.class, () -> CatalogueEntry.parse(json, "x.json")).getMessage().startsWith(
			"x.json is not a complete entry"));
	}
}
