package io.github.volumesam.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;

import io.github.volumesam.model.AutomaticContract.Kind;
import io.github.volumesam.model.DecoderContract.MaskPath;
import io.github.volumesam.model.EncoderContract.Channels;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.PromptContract.BoxForm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything in which one model differs from another, as data (models.md §E). The
 * engine asks the descriptor and never the model's name, so a new model of the
 * family is a new descriptor, not new code.
 *
 * @param id short name without spaces, for files and logs
 * @param displayName name for people
 * @param family name of the contract or architecture
 * @param version version of the weights
 * @param licence licence of the weights
 * @param citation what to cite
 * @param sourceUrl where the model comes from
 * @param files the model's files; empty if the user names them
 * @param encoder how a window of a slice becomes the encoder's input
 * @param prompt how prompts become numbers
 * @param promptEncoder the tensors of the network that reads the prompt; null where
 *          the decoder does so itself
 * @param promptNetwork a network that looks at the slice in place of a prompt, and
 *          returns what the decoder takes for one (AutoSAM); null where there is none
 * @param decoder the decoder's tensors
 * @param automatic how the model is used without prompts; null if it needs them
 * @param window which part of a slice the model wants to see
 * @param intensity the intensity rule that the model was trained with, as
 *          {@code IntensityRule.parse} reads it
 */
public record ModelDescriptor(String id, String displayName, String family, String version, String licence,
	String citation, String sourceUrl, List<ModelFile> files, EncoderContract encoder, PromptContract prompt,
	Tensors promptEncoder, EncoderContract promptNetwork, DecoderContract decoder, AutomaticContract automatic,
	WindowHint window, String intensity)
{

	static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** What a file holds. */
	public enum FileRole {
		@SerializedName("encoder")
		ENCODER,
		@SerializedName("decoder")
		DECODER,
		/** A network that reads the prompt for the decoder. */
		@SerializedName("promptEncoder")
		PROMPT_ENCODER,
		/** A network that looks at the slice in place of a prompt. */
		@SerializedName("promptNetwork")
		PROMPT_NETWORK,
		/** What the decoder takes for {@link TensorRole#IMAGE_PE}, as a NumPy array (.npy). */
		@SerializedName("imagePe")
		IMAGE_PE
	}

	/**
	 * One file of a model.
	 *
	 * @param path relative to the descriptor
	 * @param sha256 its hash in hexadecimal; null if unknown
	 * @param bytes its size; 0 if unknown
	 * @param urls where it can be downloaded
	 * @param externalData files beside this one that hold its weights, without a role of
	 *          their own; their names are fixed in the graph (models.md D7)
	 */
	public record ModelFile(FileRole role, String path, String sha256, long bytes, List<String> urls,
		List<ModelFile> externalData)
	{

		public ModelFile {
			urls = urls == null ? List.of() : List.copyOf(urls);
			externalData = externalData == null ? List.of() : List.copyOf(externalData);
		}

		/** Files together with their external data; none where there is no list. */
		public static List<ModelFile> all(final List<ModelFile> files) {
			return files == null ? List.of() : files.stream().flatMap(file -> Stream.concat(Stream.of(file),
				file.externalData.stream())).toList();
		}
	}

	/**
	 * The tensors of a network between encoder and decoder.
	 *
	 * @param inputs role by tensor name
	 * @param outputs role by tensor name
	 */
	public record Tensors(Map<String, TensorRole> inputs, Map<String, TensorRole> outputs) {}

	/** Which part of a slice suits a model. */
	public enum WindowKind {
		@SerializedName("slice")
		SLICE,
		@SerializedName("object")
		OBJECT
	}

	/**
	 * @param kind what suits the model
	 * @param factor side of a window around an object, relative to the longer side
	 *          of its box
	 * @param minSide smallest side of such a window, in slice pixels
	 */
	public record WindowHint(WindowKind kind, double factor, double minSide) {

		/** For models that saw whole images; close enough to keep context around the box. */
		static final WindowHint SLICE = new WindowHint(WindowKind.SLICE, 1.8, 8);
	}

	/** Fills in what a descriptor may leave out. */
	public ModelDescriptor {
		if (prompt == null && automatic != null) prompt = PromptContract.NONE;
	}

	/**
	 * Reads a descriptor.
	 *
	 * @param origin what messages call it, usually the file's name
	 * @throws ModelException if it is no JSON or something needed is missing
	 */
	public static ModelDescriptor parse(final String json, final String origin) {
		try {
			return parse(GSON.fromJson(json, JsonElement.class), origin);
		}
		catch (final JsonParseException e) {
			throw new ModelException(origin + " is not a model descriptor: " + e.getMessage(), e);
		}
	}

	static ModelDescriptor parse(final JsonElement json, final String origin) {
		final ModelDescriptor descriptor = GSON.fromJson(json, ModelDescriptor.class);
		if (descriptor == null) throw new ModelException(origin + " is empty; a model descriptor is a JSON object.");
		descriptor.check(new Completeness(origin));
		return descriptor;
	}

	public String toJson() {
		return GSON.toJson(this);
	}

	/**
	 * This descriptor with other values in some fields; objects are merged field by
	 * field.
	 *
	 * @param origin what messages call the result
	 * @throws ModelException if something that is needed is missing then
	 */
	ModelDescriptor changed(final JsonObject changes, final String origin) {
		final JsonObject json = GSON.toJsonTree(this).getAsJsonObject();
		merge(json, changes);
		return parse(json, origin);
	}

	private static void merge(final JsonObject into, final JsonObject from) {
		for (final Map.Entry<String, JsonElement> field : from.entrySet()) {
			final JsonElement old = into.get(field.getKey());
			if (field.getValue().isJsonObject() && old != null && old.isJsonObject()) merge(old.getAsJsonObject(), field
				.getValue().getAsJsonObject());
			else into.add(field.getKey(), field.getValue());
		}
	}

	/** This descriptor with what a run of the decoder has told. */
	public ModelDescriptor withTokens(final int tokens) {
		return with(decoder.with(tokens, decoder.maskSize()));
	}

	ModelDescriptor with(final DecoderContract changed) {
		return new ModelDescriptor(id, displayName, family, version, licence, citation, sourceUrl, files, encoder, prompt,
			promptEncoder, promptNetwork, changed, automatic, window, intensity);
	}

	/** The name of the tensor that has a role. */
	public static Optional<String> named(final Map<String, TensorRole> tensors, final TensorRole role) {
		return tensors.entrySet().stream().filter(e -> e.getValue() == role).map(Map.Entry::getKey).findFirst();
	}

	/** The file that holds a network, if the descriptor names one. */
	public Optional<ModelFile> file(final FileRole role) {
		return files == null ? Optional.empty() : files.stream().filter(f -> f.role == role).findFirst();
	}

	/** Whether any network behind the encoder takes a tensor of a role. */
	public boolean takes(final TensorRole role) {
		return decoder.inputs().containsValue(role) || promptEncoder != null && promptEncoder.inputs.containsValue(role);
	}

	/** Whether masks come to the slice by way of the model's pixels. */
	public boolean masksThroughModel() {
		if (decoder.path() != null) return decoder.path() == MaskPath.THROUGH_MODEL;
		return encoder.resize() != Resize.STRETCH || encoder.width() > 0;
	}

	/** Whether the model can be asked for an object. */
	public boolean isPromptable() {
		return prompt.points() || prompt.box() != BoxForm.NONE;
	}

	/** What a user of the model should know: in sentences, which prompts it does not take as they are. */
	public List<String> remarks() {
		if (!isPromptable()) return List.of(displayName + " takes no prompts; it finds " + finds() +
			" by itself, on every slice.");
		final List<String> remarks = new ArrayList<>();
		if (automatic != null) remarks.add("Without prompts, " + displayName + " finds " + finds() + " on every slice.");
		if (!prompt.points()) remarks.add(displayName + " does not understand points.");
		else if (!prompt.negatives()) remarks.add(displayName + " does not understand points off the object.");
		if (prompt.box() == BoxForm.POINTS) remarks.add(displayName + " does not understand boxes; a box is shown to it as " +
			"a point at its centre and points off the object at its corners.");
		if (!takes(TensorRole.MASK_INPUT)) remarks.add(displayName +
			" does not take rough masks; the box around a mask stands for it.");
		return remarks;
	}

	/** What a model that is used without prompts finds, in words. */
	public String finds() {
		if (automatic.kind() == Kind.INSTANCES) return "all objects";
		return automatic.classes().isEmpty() ? "its classes" : String.join(", ", automatic.classes());
	}

	private void check(final Completeness needs) {
		needs.value("id", id);
		needs.value("encoder", encoder);
		encoder.check(needs, "encoder");
		needs.role("encoder.outputs", encoder.outputs(), TensorRole.EMBEDDING);
		needs.value("prompt", prompt);
		needs.value("prompt.padPoint", prompt.padPoint());
		needs.value("decoder", decoder);
		decoder.check(needs);
		if (promptEncoder != null) {
			needs.roles("promptEncoder.inputs", promptEncoder.inputs);
			needs.roles("promptEncoder.outputs", promptEncoder.outputs);
		}
		if (prompt.points() || prompt.box() == BoxForm.CORNERS || prompt.box() == BoxForm.POINTS) {
			needs.that(takes(TensorRole.POINTS), "no tensor in 'decoder.inputs' has the role " + TensorRole.POINTS.json() +
				".");
			needs.that(takes(TensorRole.LABELS), "no tensor in 'decoder.inputs' has the role " + TensorRole.LABELS.json() +
				".");
		}
		if (prompt.box() == BoxForm.TENSOR) needs.that(takes(TensorRole.BOXES), "no tensor in 'decoder.inputs' has the " +
			"role " + TensorRole.BOXES.json() + ".");
		if (promptNetwork != null) promptNetwork.check(needs, "promptNetwork");
		needs.that(!isPromptable() || encoder.slices() == 1 || encoder.channels() == Channels.SLICES, "encoder.slices is " +
			encoder.slices() + "; a model that is prompted sees one slice, or three as channels (encoder.channels 'slices').");
		needs.that(isPromptable() || encoder.channels() == Channels.GREY,
			"encoder.channels is 'slices', which is for models that are prompted.");
		if (automatic != null) {
			needs.value("automatic.kind", automatic.kind());
			needs.that(automatic.kind() == Kind.WHOLE_SLICE || !isPromptable(),
				"'automatic.kind' is for a decoder that takes no prompts, but this one takes points or boxes.");
			needs.that(automatic.kind() != Kind.INSTANCES || encoder.slices() == 1,
				"encoder.slices is " + encoder.slices() + "; 'instances' are told on one slice.");
		}
		needs.that(prompt.points() || prompt.box() == BoxForm.CORNERS || prompt.box() == BoxForm.TENSOR ||
			automatic != null && automatic.kind() != Kind.WHOLE_SLICE,
			"the model understands neither points nor boxes, so there is nothing to ask it.");
		needs.value("window", window);
		needs.value("window.kind", window.kind);
		needs.that(window.factor >= 1 && window.minSide > 0,
			"window.factor must be 1 or more and window.minSide above 0.");
	}
}
