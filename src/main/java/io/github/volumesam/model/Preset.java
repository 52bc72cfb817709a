package io.github.volumesam.model;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import io.github.volumesam.model.EncoderContract.NormKind;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How a model was trained that has the same tensors as another and so cannot be told
 * from it (models.md A6): what differs in its descriptor. They are kept in
 * {@code presets.json} next to this class.
 *
 * @param name what users write
 * @param changes fields of a descriptor, as JSON
 */
public record Preset(String name, JsonObject changes) {

	private static final Map<String, Preset> ALL = read();

	/**
	 * @throws ModelException if there is no such preset; the message lists those there
	 *           are
	 */
	public static Preset named(final String name) {
		final Preset preset = ALL.get(name.toLowerCase(Locale.ROOT));
		if (preset == null) throw new ModelException("'" + name + "' is neither a file (.onnx, .npy) nor a preset; presets " +
			"are " + String.join(", ", ALL.keySet()) + ".");
		return preset;
	}

	/**
	 * @throws ModelException if the model cannot be treated so
	 */
	public ModelDescriptor applyTo(final ModelDescriptor descriptor) {
		if (changes.has("encoder") && descriptor.encoder().norm().kind() == NormKind.IN_GRAPH) throw new ModelException(
			"The encoder of " + descriptor.id() + " prepares the image by itself, as SAM's is prepared, so that the preset " +
				name + " cannot prepare it otherwise. Export the encoder alone, without what comes before it.");
		final JsonObject all = changes.deepCopy();
		all.addProperty("id", name + "-" + descriptor.id());
		return descriptor.changed(all, "The model " + descriptor.id() + " with the preset " + name);
	}

	private static Map<String, Preset> read() {
		try (InputStream in = Preset.class.getResourceAsStream("presets.json")) {
			final Map<String, Preset> presets = new LinkedHashMap<>();
			JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8)).getAsJsonObject().entrySet().forEach(
				entry -> presets.put(entry.getKey(), new Preset(entry.getKey(), entry.getValue().getAsJsonObject())));
			return presets;
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
