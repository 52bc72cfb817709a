package io.github.volumesam.install;

import io.github.volumesam.model.Setting;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * The small ONNX files of the tests, the models of the tests' own catalogue that are
 * made of them, and the settings that lead to them instead of a user's models.
 */
public final class TestModels implements AutoCloseable {

	private static final String RESOURCES = "/io/github/volumesam/models/";

	/** Sets the model folder, until this is closed. */
	public TestModels(final Path folder) {
		System.setProperty(Setting.MODELS.property(), folder.toString());
	}

	/** Where a file lies. */
	public static Path path(final String file) {
		try {
			return Path.of(TestModels.class.getResource(RESOURCES + file).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** A mirror of all models. */
	public FileServer mirror() throws IOException {
		return mirror((request, out, socket) -> {
			try (InputStream file = TestModels.class.getResourceAsStream(RESOURCES + request.target().replaceFirst(".*/", ""))) {
				if (file == null) FileServer.status("404 Not Found").send(request, out, socket);
				else FileServer.whole(file.readAllBytes()).send(request, out, socket);
			}
		});
	}

	/** A mirror that answers in this way. */
	public FileServer mirror(final FileServer.Answer answer) throws IOException {
		final FileServer server = new FileServer(answer);
		System.setProperty(Setting.MIRROR.property(), server.url(""));
		return server;
	}

	/** Sets everything back. */
	@Override
	public void close() {
		System.setProperty(Setting.MODELS.property(), Path.of("target", "models").toAbsolutePath().toString());
		System.clearProperty(Setting.MIRROR.property());
	}
}
