package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputsTest {

	@TempDir
	private Path folder;

	@Test
	void filesGetTheirNamesAtTheEnd() throws IOException {
		try (Outputs outputs = new Outputs(folder)) {
			Files.writeString(outputs.add("a.csv"), "1");
			assertFalse(Files.exists(folder.resolve("a.csv")));
			outputs.commit();
		}
		assertEquals(List.of("a.csv"), files());
	}

	@Test
	void whatIsNotCommittedVanishesAndOlderFilesStay() throws IOException {
		Files.writeString(folder.resolve("a.csv"), "old");
		try (Outputs outputs = new Outputs(folder)) {
			Files.writeString(outputs.add("a.csv"), "half of the n");
			outputs.add("never-written.csv");
		}
		assertEquals(List.of("a.csv"), files());
		assertEquals("old", Files.readString(folder.resolve("a.csv")));
	}

	@Test
	void aFolderThatWasMadeForNothingIsTakenAway() throws IOException {
		final Path made = folder.resolve("made");
		try (Outputs outputs = new Outputs(made)) {
			Files.writeString(outputs.add("a.csv"), "1");
		}
		assertFalse(Files.exists(made));
	}

	@Test
	void aFileInPlaceOfTheFolderIsRefused() throws IOException {
		final Path file = Files.createFile(folder.resolve("file"));
		assertThrows(IOException.class, () -> new Outputs(file));
		assertThrows(IOException.class, () -> new Outputs(file.resolve("folder")));
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}
}
