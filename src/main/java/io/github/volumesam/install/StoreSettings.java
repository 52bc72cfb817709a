package io.github.volumesam.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelFolder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What a user has chosen once, kept in the model folder.
 *
 * @param defaultModel ID of the model that dialogs offer first; null for the embedded
 * @param acceptedLicences the licences that the user has accepted, each with its model
 */
record StoreSettings(String defaultModel, List<String> acceptedLicences) {

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	StoreSettings {
		acceptedLicences = acceptedLicences == null ? List.of() : List.copyOf(acceptedLicences);
	}

	/** These settings with another default model. */
	StoreSettings withDefaultModel(final String id) {
		return new StoreSettings(id, acceptedLicences);
	}

	/** These settings with one more licence accepted. */
	StoreSettings withLicence(final String licence) {
		final List<String> licences = new ArrayList<>(acceptedLicences);
		if (!licences.contains(licence)) licences.add(licence);
		return new StoreSettings(defaultModel, licences);
	}

	/** Reads the settings; there are none in a new folder. */
	static StoreSettings of(final ModelFolder folder) throws IOException {
		final Path file = file(folder);
		if (!Files.exists(file)) return new StoreSettings(null, null);
		try {
			final StoreSettings settings = GSON.fromJson(Files.readString(file), StoreSettings.class);
			return settings == null ? new StoreSettings(null, null) : settings;
		}
		catch (final JsonParseException e) {
			throw new IOException("The file " + file + " is damaged; delete it, and choose the default model again. (" + e
				.getMessage() + ")", e);
		}
	}

	/** Changes the settings, whoever else changes them. */
	static void update(final ModelFolder folder, final UnaryOperator<StoreSettings> change) throws IOException {
		try (FolderLock lock = FolderLock.acquire(folder, "settings", Progress.NONE)) {
			final Path file = file(folder), part = Download.part(file);
			Files.writeString(part, GSON.toJson(change.apply(of(folder))));
			Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static Path file(final ModelFolder folder) {
		return folder.path().resolve("settings.json");
	}
}
