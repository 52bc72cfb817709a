package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** Where models are installed. */
class ModelFolderTest {

	private static String standard(final String os, final Map<String, String> environment) {
		return ModelFolder.standard(os, environment::get, "/home/anna").toString().replace('\\', '/');
	}

	@Test
	void theFolderIsWhereTheSystemKeepsAUsersData() {
		assertEquals("/home/anna/.local/share/volume-sam/models", standard("Linux", Map.of()));
		assertEquals("/data/volume-sam/models", standard("Linux", Map.of("XDG_DATA_HOME", "/data")));
		assertEquals("/home/anna/Library/Application Support/Volume SAM/models", standard("Mac OS X", Map.of()));
		assertEquals("/home/anna/AppData/Local/Volume SAM/models", standard("Windows 11", Map.of()));
		assertEquals("/local/Volume SAM/models", standard("Windows 11", Map.of("LOCALAPPDATA", "/local")));
	}

	@Test
	void theFolderThatIsSetIsUsed() {
		final String before = System.getProperty(Setting.MODELS.property());
		try {
			System.setProperty(Setting.MODELS.property(), " some folder/Größe ");
			assertEquals(Path.of("some folder/Größe").toAbsolutePath(), ModelFolder.current().path());
		}
		finally {
			System.setProperty(Setting.MODELS.property(), before);
		}
	}

	@Test
	void anIdCannotBeAPathOrAnythingElseThatNamesAModel() {
		assertTrue(ModelFolder.isId("sam2.1-tiny"));
		for (final String text : List.of("", "..", ".locks", "a/b", "a\\b", "A", "a b", "a,b", "embedded", "a.json",
			"a.onnx"))
			assertFalse(ModelFolder.isId(text), text);
	}
}
