package io.github.volumesam.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The folder in which a user's models are installed: a folder for each model, named
 * after its ID, with the model's files and its descriptor. A model counts as
 * installed once its descriptor is there, which is written last.
 *
 * @param path where it lies; it need not exist yet
 */
public record ModelFolder(Path path) {

	private static final String DESCRIPTOR = "descriptor.json";
	private static final String ID = "[a-z0-9][a-z0-9._-]*";

	/**
	 * The folder that is set by {@link Setting#MODELS}, else the user's own: on Windows
	 * in the local application data, on macOS in the application support folder,
	 * elsewhere in {@code $XDG_DATA_HOME} or {@code ~/.local/share}.
	 *
	 * @throws ModelException if what is set is no path
	 */
	public static ModelFolder current() {
		final String set = Setting.MODELS.value().orElse(null);
		try {
			return new ModelFolder(set == null ? standard(System.getProperty("os.name", ""), System::getenv, System
				.getProperty("user.home", "")) : Path.of(set).toAbsolutePath());
		}
		catch (final InvalidPathException e) {
			throw new ModelException("The folder for models, '" + e.getInput() + "', is not a folder name on this computer (" +
				e.getReason() + "). Set " + Setting.MODELS.variable() +
				" to another folder (on Linux, letters beyond ASCII need a UTF-8 locale).", e);
		}
	}

	/**
	 * Where a user's models lie unless it is set.
	 *
	 * @param os name of the operating system, as Java gives it
	 * @param environment environment variables by name; null where there is none
	 * @param home the user's home folder
	 */
	static Path standard(final String os, final UnaryOperator<String> environment, final String home) {
		final String system = os.toLowerCase(Locale.ROOT);
		if (system.contains("win")) {
			final String local = environment.apply("LOCALAPPDATA");
			return (local == null || local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local)).resolve(
				"Volume SAM").resolve("models");
		}
		if (system.contains("mac")) return Path.of(home, "Library", "Application Support", "Volume SAM", "models");
		final String data = environment.apply("XDG_DATA_HOME");
		return (data == null || data.isBlank() ? Path.of(home, ".local", "share") : Path.of(data)).resolve("volume-sam")
			.resolve("models");
	}

	/** Whether a text can be the ID of a model. */
	public static boolean isId(final String text) {
		return text.matches(ID) && !text.equals(ModelFiles.EMBEDDED) && !text.endsWith(".json") && !text.endsWith(".onnx");
	}

	/** Where the files of a model lie. */
	public Path folder(final String id) {
		if (!isId(id)) throw new ModelException("'" + id + "' cannot be the ID of a model: IDs consist of lower-case " +
			"letters, digits, dots, hyphens and underscores, such as my-model-2.");
		return path.resolve(id);
	}

	/** Where the descriptor of a model lies. */
	public Path descriptor(final String id) {
		return folder(id).resolve(DESCRIPTOR);
	}

	/** Whether a model is installed. */
	public boolean has(final String id) {
		return isId(id) && Files.isRegularFile(descriptor(id));
	}

	/** The IDs of all installed models, sorted. */
	public List<String> ids() {
		if (!Files.isDirectory(path)) return List.of();
		try (Stream<Path> entries = Files.list(path)) {
			return entries.map(entry -> entry.getFileName().toString()).filter(this::has).sorted().toList();
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The folder for models cannot be read: " + e, e);
		}
	}

	/** What an installed model says about itself. */
	public ModelDescriptor describe(final String id) {
		final Path file = descriptor(id);
		try {
			return ModelDescriptor.parse(Files.readString(file), file.toString());
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The descriptor of the model '" + id + "' cannot be read: " + e, e);
		}
	}
}
