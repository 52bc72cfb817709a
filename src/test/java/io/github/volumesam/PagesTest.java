package io.github.volumesam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What the pages of the documentation point at is there. */
class PagesTest {

	private static final Path DOCS = Path.of("src/docs");
	/** Links and pictures of markdown, without those to other places of the web or of the page. */
	private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

	private static List<Path> pages() throws IOException {
		final List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("models/README.md"),
			Path.of("models/training/README.md")));
		try (Stream<Path> docs = Files.list(DOCS)) {
			docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
		}
		return pages;
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

	@Test
	void everyTestThatIsNamedIsThere() throws Exception {
		for (final Path page : pages())
			for (final String line : Files.readAllLines(page))
				for (final String test : NamedTests.in(line))
					NamedTests.assertThereIs(test, page + ", " + line);
	}

	@Test
	void everyLinkLeadsSomewhere() throws IOException {
		for (final Path page : pages())
			for (final String target : links(page))
				assertTrue(Files.exists(page.resolveSibling(target)), page + ": " + target);
	}

	private static List<String> links(final Path page) throws IOException {
		return LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)).toList();
	}

	@Test
	void everyPictureIsShown() throws IOException {
		final List<Path> shown = new ArrayList<>();
		for (final Path page : pages())
			for (final String target : links(page))
				shown.add(page.resolveSibling(target).normalize());
		for (final Path picture : files(DOCS.resolve("images")))
			assertTrue(shown.contains(picture), picture + " is shown nowhere");
	}

	@Test
	void everyMacroIsDescribed() throws IOException {
		final String page = Files.readString(DOCS.resolve("commands.md"));
		for (final Path macro : files(Path.of("macros")))
			assertTrue(page.contains("](../../macros/" + macro.getFileName() + ")"), macro + " is not in commands.md");
	}

	@Test
	void everyTrapOfFijiHasATestOrSaysWhyNot() throws IOException {
		final List<String> rows = Files.readAllLines(DOCS.resolve("fiji-traps.md")).stream().filter(line -> line.startsWith(
			"| ") && !line.startsWith("| trap ")).toList();
		assertFalse(rows.isEmpty());
		for (final String row : rows) {
			final String[] cells = row.split("\\|", -1);
			assertEquals(4, cells.length, row);
			assertTrue(!NamedTests.in(cells[2]).isEmpty() || cells[2].trim().startsWith("no test: "), row);
		}
	}
}
