package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.GroovyShell;

import ij.ImagePlus;
import ij.WindowManager;

import io.github.volumesam.command.Balls;
import io.github.volumesam.command.PlainImageJ;
import io.github.volumesam.command.Screen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every example in {@code src/docs/macro-functions.md}, in the real, plain ImageJ. */
@Tag("screen")
class MacroFunctionsPageTest {

	private String page;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
		page = Files.readString(Path.of("src/docs/macro-functions.md"));
	}

	@AfterEach
	void close() {
		PlainImageJ.clean();
	}

	private List<String> examples(final String language) {
		return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$").matcher(page).results().map(match -> match.group(1))
			.toList();
	}

	/** All label images that are open find the first ball, and there is at least one. */
	private static void assertBallIsLabelled(final String example) {
		final int[] ids = WindowManager.getIDList();
		final List<ImagePlus> labels = Arrays.stream(ids).mapToObj(WindowManager::getImage).filter(image -> LabelImages
			.session(image).isPresent()).toList();
		assertTrue(labels.size() > 0, "no label image: " + example);
		for (final ImagePlus image : labels)
			assertEquals(1, image.getStack().getProcessor(5).get(24, 24), example);
	}

	@Test
	void macros() throws Exception {
		final List<String> examples = examples("ijm");
		assertEquals(5, examples.size());
		for (final String example : examples) {
			Screen.show(Balls.image());
			assertNull(PlainImageJ.run(example), example);
			assertBallIsLabelled(example);
			PlainImageJ.clean();
		}
	}

	@Test
	void script() throws Exception {
		final List<String> examples = examples("groovy");
		assertEquals(1, examples.size());
		Screen.show(Balls.image());
		new GroovyShell().evaluate(examples.get(0));
		assertBallIsLabelled(examples.get(0));
	}

	@Test
	void everyFunctionIsDescribed() {
		for (final String name : MacroExtensions.names())
			assertTrue(page.contains("| `Ext." + name + "("), name);
		assertEquals(MacroExtensions.names().size(), Pattern.compile("(?m)^\\| `Ext\\.").matcher(page).results().count());
	}
}
