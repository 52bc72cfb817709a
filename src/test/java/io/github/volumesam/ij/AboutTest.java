package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.gui.MessageDialog;
import ij.plugin.PlugIn;

import io.github.volumesam.command.PlainImageJ;
import io.github.volumesam.command.Screen;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.onnx.OnnxRuntime;

import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AboutTest {

	@Test
	void saysVersionsModelAndWhatToCite() {
		final String text = About.text();
		assertTrue(Pattern.compile("Volume SAM \\d+\\.\\d+\\.\\d+").matcher(text).find(), text);
		assertTrue(Pattern.compile("ONNX Runtime \\d+\\.\\d+\\.\\d+").matcher(text).find(), text);
		assertTrue(text.contains("ImageJ " + IJ.getVersion()), text);
		assertTrue(text.contains(", from " + OnnxRuntime.location() + "\n") && text.contains("onnxruntime-"), text);
		assertTrue(text.contains("It runs on: "), text);
		assertTrue(text.contains("Other models: " + ModelFolder.current().path()), text);
		assertTrue(text.contains("embedded model"), text);
		assertTrue(text.contains("Please cite"), text);
		assertFalse(text.contains("null"), text);
	}

	@Test
	@Tag("screen")
	void theMenuShowsIt() throws Exception {
		PlainImageJ.start();
		IJ.doCommand("Volume SAM...");
		final MessageDialog dialog = Screen.await(() -> Screen.dialog(MessageDialog.class));
		assertEquals("About Volume SAM", dialog.getTitle());
		Screen.type(dialog, KeyEvent.VK_ESCAPE);
		PlainImageJ.clean();
	}

	@Test
	void everyMenuEntryHasItsPlugIn() throws Exception {
		final List<String> lines = lines();
		assertFalse(lines.isEmpty());
		for (final String line : lines) {
			final Matcher entry = Pattern.compile("[^,]+, \"[^\"]+\", ([\\w.]+)(\\(.*\\))?").matcher(line);
			assertTrue(entry.matches(), line);
			assertTrue(PlugIn.class.isAssignableFrom(Class.forName(entry.group(1))), line);
			assertNotNull(Class.forName(entry.group(1)).getConstructor(), line);
		}
	}

	/** The entries of plugins.config at the root of the class path, which is that of the jar. */
	private static List<String> lines() throws IOException {
		try (var in = About.class.getResourceAsStream("/plugins.config")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line
				.startsWith("#")).toList();
		}
	}
}
