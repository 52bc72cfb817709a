package io.github.volumesam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** Tests that pages of the documentation name as proofs: {@code FooTest}, {@code FooTest.method}, or with the package. */
public final class NamedTests {

	private static final Path SOURCES = Path.of("src/test/java");
	private static final Pattern NAME = Pattern.compile("`(?:[a-z]+\\.)?([A-Z]\\w*(?:Test|IT))(?:\\.(\\w+))?`");

	private NamedTests() {}

	/** The tests that a text names in code font. */
	public static List<String> in(final String text) {
		return NAME.matcher(text).results().map(MatchResult::group).toList();
	}

	/**
	 * Fails unless there is such a test.
	 *
	 * @param name as {@link #in} finds it
	 * @param where the place that names it
	 */
	public static void assertThereIs(final String name, final String where) throws IOException, ClassNotFoundException {
		final var parts = NAME.matcher(name);
		assertTrue(parts.matches(), where + ": " + name + " is no name of a test");
		final Class<?> type = Class.forName(className(parts.group(1), where), false, NamedTests.class.getClassLoader());
		final String method = parts.group(2);
		assertTrue(Arrays.stream(type.getDeclaredMethods()).anyMatch(test -> isTest(test) && (method == null || test
			.getName().equals(method))), where + ": there is no test " + name);
	}

	private static String className(final String simpleName, final String where) throws IOException {
		try (Stream<Path> files = Files.walk(SOURCES)) {
			final List<Path> found = files.filter(file -> file.getFileName().toString().equals(simpleName + ".java"))
				.toList();
			assertEquals(1, found.size(), where + ": classes " + simpleName);
			return SOURCES.relativize(found.get(0)).toString().replaceFirst("\\.java$", "").replace(found.get(0)
				.getFileSystem().getSeparator(), ".");
		}
	}

	private static boolean isTest(final Method method) {
		return Stream.of(Test.class, TestFactory.class, ParameterizedTest.class).anyMatch(method::isAnnotationPresent);
	}
}
