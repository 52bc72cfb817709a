package io.github.volumesam.model;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;

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
 * @param files the ONNX files; empty if the user names them
 * @param encoder how a window of a slice becomes the encoder's input
 * @param prompt how prompts become numbers
 * @param decoder the decoder's tensors
 * @param window which part of a slice the model wants to see
 * @param intensity the intensity rule that the model was trained with, as
 *          {@code IntensityRule.parse} reads it
 */
public record ModelDescriptor(String id, String displayName, String family, String version, String licence,
	String citation, String sourceUrl, List<ModelFile> files, Encoder encoder, PromptFrame prompt, Decoder decoder,
	WindowHint window, String intensity)
{

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** Which network a file holds. */
	public enum FileRole {
		@SerializedName("encoder")
		ENCODER,
		@SerializedName("decoder")
		DECODER
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

	/** Order of the axes of the encoder's input. */
	public enum Layout {
		@SerializedName("NCHW")
		NCHW,
		@SerializedName("HWC")
		HWC
	}

	/** How a window is fitted to the model's square. */
	public enum Resize {
		/** The longest side becomes the model's size, the rest is padded. */
		@SerializedName("longest")
		LONGEST,
		/** Both sides become the model's size. */
		@SerializedName("stretch")
		STRETCH
	}

	/** Who fills the square below and right of the image. */
	public enum Padding {
		/** We do, with zeros after normalising. */
		@SerializedName("bottomRight")
		BOTTOM_RIGHT,
		/** The graph does; it is given the image alone. */
		@SerializedName("inGraph")
		IN_GRAPH
	}

	/** What is done to the values 0…255 before they enter the encoder. */
	public enum NormKind {
		/** (value - mean) / std, per channel. */
		@SerializedName("meanStd")
		MEAN_STD,
		/** The window's own smallest and largest value become 0 and 1 (MedSAM). */
		@SerializedName("minMax01")
		MIN_MAX_01,
		/** Nothing: the graph does it. */
		@SerializedName("inGraph")
		IN_GRAPH
	}

	/**
	 * @param kind what is done
	 * @param mean three values on the scale 0…255, for {@link NormKind#MEAN_STD}
	 * @param std likewise
	 */
	public record Norm(NormKind kind, double[] mean, double[] std) {}

	/**
	 * @param input name of the image tensor
	 * @param layout order of its axes; always three equal channels of f32
	 * @param size pixels along the longest side that the image is resampled to
	 * @param outputs role by tensor name
	 */
	public record Encoder(String input, Layout layout, int size, Resize resize, Padding padding, Norm norm,
		Map<String, TensorRole> outputs)
	{}

	/** When a point of label -1 is added to a prompt. */
	public enum PadPoint {
		@SerializedName("never")
		NEVER,
		/** As SAM's own predictor does (models.md A1). */
		@SerializedName("ifNoBox")
		IF_NO_BOX,
		/**
		 * Also to a box alone: exports that return a single mask pick token 0 in the
		 * graph only if there are three points or more (models.md A1).
		 */
		@SerializedName("untilThree")
		UNTIL_THREE
	}

	/**
	 * @param size extent of the square frame that coordinates are given in; 0 if it
	 *          is the encoder's
	 * @param halfPixelInGraph whether the graph adds 0.5 to coordinates
	 * @param padPoint when a padding point is added
	 * @param points whether the model understands points
	 */
	public record PromptFrame(int size, boolean halfPixelInGraph, PadPoint padPoint, boolean points) {}

	/**
	 * @param inputs role by tensor name
	 * @param outputs role by tensor name
	 * @param tokens masks per answer: 4 (the first for clear prompts, the others for
	 *          a single point), 3, 1, or 0 if only a run can tell
	 * @param maskSize extent of the rough mask's grid; 0 if it is the encoder's size
	 * @param maskLogit logit that stands for "inside" in the rough mask, its
	 *          negative for "outside"
	 */
	public record Decoder(Map<String, TensorRole> inputs, Map<String, TensorRole> outputs, int tokens, int maskSize,
		double maskLogit)
	{}

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

	/**
	 * Reads a descriptor.
	 *
	 * @param origin what messages call it, usually the file's name
	 * @throws ModelException if it is no JSON or something needed is missing
	 */
	public static ModelDescriptor parse(final String json, final String origin) {
		final ModelDescriptor descriptor;
		try {
			descriptor = GSON.fromJson(json, ModelDescriptor.class);
		}
		catch (final JsonParseException e) {
			throw new ModelException(origin + " is not a model descriptor: " + e.getMessage(), e);
		}
		if (descriptor == null) throw new ModelException(origin + " is empty; a model descriptor is a JSON object.");
		descriptor.check(origin);
		return descriptor;
	}

	public String toJson() {
		return GSON.toJson(this);
	}

	/** This descriptor with another number of mask tokens and the padding that goes with it. */
	public ModelDescriptor withTokens(final int tokens) {
		final PadPoint pad = prompt.padPoint == PadPoint.NEVER ? PadPoint.NEVER : tokens == 1 ? PadPoint.UNTIL_THREE
			: PadPoint.IF_NO_BOX;
		return new ModelDescriptor(id, displayName, family, version, licence, citation, sourceUrl, files, encoder,
			new PromptFrame(prompt.size, prompt.halfPixelInGraph, pad, prompt.points), new Decoder(decoder.inputs,
				decoder.outputs, tokens, decoder.maskSize, decoder.maskLogit), window, intensity);
	}

	/** The name of the tensor that has a role. */
	public static Optional<String> named(final Map<String, TensorRole> tensors, final TensorRole role) {
		return tensors.entrySet().stream().filter(e -> e.getValue() == role).map(Map.Entry::getKey).findFirst();
	}

	/** The file that holds a network, if the descriptor names one. */
	public Optional<ModelFile> file(final FileRole role) {
		return files == null ? Optional.empty() : files.stream().filter(f -> f.role == role).findFirst();
	}

	private void check(final String origin) {
		need(origin, "id", id);
		need(origin, "encoder", encoder);
		need(origin, "encoder.input", encoder.input);
		need(origin, "encoder.layout", encoder.layout);
		need(origin, "encoder.resize", encoder.resize);
		need(origin, "encoder.padding", encoder.padding);
		need(origin, "encoder.norm", encoder.norm);
		need(origin, "encoder.norm.kind", encoder.norm.kind);
		need(origin, "encoder.outputs", encoder.outputs);
		need(origin, "prompt", prompt);
		need(origin, "prompt.padPoint", prompt.padPoint);
		need(origin, "decoder", decoder);
		need(origin, "decoder.inputs", decoder.inputs);
		need(origin, "decoder.outputs", decoder.outputs);
		need(origin, "window", window);
		need(origin, "window.kind", window.kind);
		if (encoder.size < 16) throw new ModelException(origin + ": encoder.size is " + encoder.size +
			"; it must be 16 or more.");
		if (encoder.norm.kind == NormKind.MEAN_STD) {
			need(origin, "encoder.norm.mean", encoder.norm.mean);
			need(origin, "encoder.norm.std", encoder.norm.std);
			if (encoder.norm.mean.length != 3 || encoder.norm.std.length != 3) throw new ModelException(origin +
				": encoder.norm needs three means and three standard deviations.");
		}
		for (final Map<String, TensorRole> tensors : List.of(encoder.outputs, decoder.inputs, decoder.outputs))
			tensors.forEach((tensor, role) -> need(origin, tensor, role));
		needRole(origin, "encoder.outputs", encoder.outputs, TensorRole.EMBEDDING);
		for (final TensorRole role : List.of(TensorRole.EMBEDDING, TensorRole.POINTS, TensorRole.LABELS))
			needRole(origin, "decoder.inputs", decoder.inputs, role);
		for (final TensorRole role : List.of(TensorRole.LOW_RES_MASKS, TensorRole.SCORES))
			needRole(origin, "decoder.outputs", decoder.outputs, role);
		if (!(window.factor >= 1) || !(window.minSide > 0)) throw new ModelException(origin +
			": window.factor must be 1 or more and window.minSide above 0.");
	}

	private static void need(final String origin, final String field, final Object value) {
		if (value == null) throw new ModelException(origin + " is not a complete model descriptor: '" + field +
			"' is missing or has a value that is not known.");
	}

	private static void needRole(final String origin, final String field, final Map<String, TensorRole> tensors,
		final TensorRole role)
	{
		if (!tensors.containsValue(role)) throw new ModelException(origin + ": no tensor in '" + field +
			"' has the role " + GSON.toJson(role) + ".");
	}
}
