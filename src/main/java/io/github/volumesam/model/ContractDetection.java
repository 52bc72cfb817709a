package io.github.volumesam.model;

import io.github.volumesam.model.ModelDescriptor.Decoder;
import io.github.volumesam.model.ModelDescriptor.Encoder;
import io.github.volumesam.model.ModelDescriptor.Layout;
import io.github.volumesam.model.ModelDescriptor.Norm;
import io.github.volumesam.model.ModelDescriptor.NormKind;
import io.github.volumesam.model.ModelDescriptor.PadPoint;
import io.github.volumesam.model.ModelDescriptor.Padding;
import io.github.volumesam.model.ModelDescriptor.PromptFrame;
import io.github.volumesam.model.ModelDescriptor.Resize;
import io.github.volumesam.model.ModelDescriptor.WindowHint;
import io.github.volumesam.model.ModelDescriptor.WindowKind;
import io.github.volumesam.model.TensorInfo.Dtype;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from the names, ranks and types of its tensors which of the known
 * contracts a pair of ONNX files follows (models.md A2, A3 and A6: encoders E1,
 * E2, E3 and E14 with decoder D1, and Volume SAM's own model by its metadata).
 */
public final class ContractDetection {

	/** SAM's mean and standard deviation on 0…255 (models.md A1). */
	private static final Norm SAM_NORM = new Norm(NormKind.MEAN_STD, new double[] { 123.675, 116.28, 103.53 },
		new double[] { 58.395, 57.12, 57.375 });

	private static final Norm IN_GRAPH = new Norm(NormKind.IN_GRAPH, null, null);
	private static final Norm MIN_MAX = new Norm(NormKind.MIN_MAX_01, null, null);

	/** Inverse sigmoid of 0.999, the logit of a mask prompt that micro-sam uses (models.md §C). */
	private static final double SAM_MASK_LOGIT = 6.907;

	private ContractDetection() {}

	/**
	 * Describes a model by its tensors.
	 *
	 * @throws ModelException if the contract is not known (the message lists the
	 *           tensors found) or the two networks do not belong together
	 */
	public static ModelDescriptor detect(final NetworkInfo encoder, final NetworkInfo decoder) {
		final boolean ours = isOurs(encoder), oursToo = isOurs(decoder);
		if (ours != oursToo) throw wrongPair(encoder, decoder, "only " + (ours ? encoder : decoder).name() +
			" is of the Volume SAM family");
		final ModelDescriptor descriptor = ours ? own(encoder, decoder) : sam(encoder, decoder);
		check(descriptor, encoder, decoder);
		return descriptor;
	}

	/**
	 * Makes sure that a descriptor, an encoder and a decoder belong together: every
	 * tensor that the descriptor names exists, nothing else is asked for, and what
	 * the encoder returns has the grid and the channels that the decoder takes.
	 *
	 * @throws ModelException if not
	 */
	public static void check(final ModelDescriptor descriptor, final NetworkInfo encoder, final NetworkInfo decoder) {
		final TensorInfo image = encoder.input(descriptor.encoder().input()).orElseThrow(() -> missing(descriptor,
			descriptor.encoder().input(), encoder));
		if (image.dtype() != Dtype.F32) throw new ModelException("The image tensor " + image + " of " + encoder.name() +
			" is not of 32-bit floating point, the only type that is supported.");
		for (final String name : descriptor.encoder().outputs().keySet())
			if (encoder.output(name).isEmpty()) throw missing(descriptor, name, encoder);
		for (final String name : descriptor.decoder().inputs().keySet())
			if (decoder.input(name).isEmpty()) throw missing(descriptor, name, decoder);
		for (final String name : descriptor.decoder().outputs().keySet())
			if (decoder.output(name).isEmpty()) throw missing(descriptor, name, decoder);
		for (final TensorInfo input : decoder.inputs())
			if (!descriptor.decoder().inputs().containsKey(input.name())) throw new ModelException("The decoder " + decoder
				.name() + " asks for '" + input.name() + "', which " + descriptor.id() + " does not describe. Found: " +
				decoder);
		final TensorInfo made = encoder.output(name(descriptor.encoder().outputs())).orElseThrow();
		final TensorInfo taken = decoder.input(name(descriptor.decoder().inputs())).orElseThrow();
		if (!taken.fits(made.shape())) throw wrongPair(encoder, decoder, "the one returns " + made +
			" and the other takes " + taken);
	}

	private static boolean isOurs(final NetworkInfo network) {
		return "volume-sam".equals(network.metadata().get("family"));
	}

	/** Volume SAM's own family: the metadata map says all that the tensors do not. */
	private static ModelDescriptor own(final NetworkInfo encoder, final NetworkInfo decoder) {
		final Map<String, String> metadata = encoder.metadata();
		final String version = metadata.getOrDefault("version", "0");
		return new ModelDescriptor("volume-sam-" + version, "Volume SAM " + version, "volume-sam", version, metadata
			.get("licence"), null, null, List.of(), new Encoder("image", Layout.NCHW, (int) number(encoder, "window_size"),
				Resize.STRETCH, Padding.IN_GRAPH, IN_GRAPH, Map.of("image_embeddings", TensorRole.EMBEDDING)),
			new PromptFrame(0, false, PadPoint.NEVER, true), new Decoder(prompts(false), masks(true), 4, 0, 6),
			new WindowHint(WindowKind.OBJECT, number(encoder, "window_factor"), 8), "percentile");
	}

	private static double number(final NetworkInfo network, final String key) {
		try {
			return Double.parseDouble(network.metadata().getOrDefault(key, ""));
		}
		catch (final NumberFormatException e) {
			throw new ModelException("The metadata of " + network.name() + " has no number for '" + key +
				"'. Use the model's descriptor (a .json file) instead.", e);
		}
	}

	private static ModelDescriptor sam(final NetworkInfo encoder, final NetworkInfo decoder) {
		final String id, name, intensity;
		final Encoder description;
		final int frame;
		final TensorInfo image = encoder.inputs().size() == 1 ? encoder.inputs().get(0) : null;
		final TensorInfo features = encoder.outputs().size() == 1 ? encoder.outputs().get(0) : null;
		if (image == null || features == null || image.dtype() != Dtype.F32 || !features.fits(-1, 256, 64, 64))
			throw unknown("encoder", encoder);
		final Map<String, TensorRole> outputs = Map.of(features.name(), TensorRole.EMBEDDING);
		if (image.name().equals("input_image") && image.rank() == 3 && image.shape()[2] == 3) {
			id = "sam-e1";
			name = "SAM (raw image)";
			frame = 1024;
			intensity = "percentile";
			description = new Encoder(image.name(), Layout.HWC, 1024, Resize.LONGEST, Padding.IN_GRAPH, IN_GRAPH, outputs);
		}
		else if ((image.name().equals("input_image") || image.name().equals("x")) && isSquare(image, 1024)) {
			id = image.name().equals("x") ? "sam-e3" : "sam-e2";
			name = "SAM";
			frame = 1024;
			intensity = "percentile";
			description = new Encoder(image.name(), Layout.NCHW, 1024, Resize.LONGEST, Padding.BOTTOM_RIGHT, SAM_NORM,
				outputs);
		}
		else if ((image.name().equals("image") || image.name().equals("input_image")) && isSquare(image, 256)) {
			id = "medsam-e14";
			name = "LiteMedSAM";
			frame = 256;
			intensity = "medsam";
			description = new Encoder(image.name(), Layout.NCHW, 256, Resize.LONGEST, Padding.BOTTOM_RIGHT, MIN_MAX,
				outputs);
		}
		else throw unknown("encoder", encoder);

		for (final String tensor : prompts(true).keySet())
			if (decoder.input(tensor).isEmpty()) throw unknown("decoder", decoder);
		for (final String tensor : masks(false).keySet())
			if (decoder.output(tensor).isEmpty()) throw unknown("decoder", decoder);
		final TensorInfo mask = decoder.input("mask_input").orElseThrow();
		if (!mask.fits(-1, 1, -1, -1) || mask.shape()[2] < 1) throw unknown("decoder", decoder);
		final int tokens = tokens(decoder);
		return new ModelDescriptor(id, name, "sam", null, null, null, null, List.of(), description, new PromptFrame(frame,
			true, PadPoint.IF_NO_BOX, true), new Decoder(prompts(true), masks(false), tokens, (int) mask.shape()[2],
				SAM_MASK_LOGIT), WindowHint.SLICE, intensity).withTokens(tokens);
	}

	private static boolean isSquare(final TensorInfo image, final int size) {
		return image.fits(-1, 3, size, size) && image.shape()[2] == size && image.shape()[3] == size;
	}

	/** Masks per answer, or 0 where the graph leaves them open. */
	private static int tokens(final NetworkInfo decoder) {
		for (final String name : List.of("low_res_masks", "iou_predictions", "masks")) {
			final TensorInfo output = decoder.output(name).orElse(null);
			if (output != null && output.rank() > 1 && output.shape()[1] > 0) return (int) output.shape()[1];
		}
		return 0;
	}

	private static Map<String, TensorRole> prompts(final boolean originalSize) {
		final Map<String, TensorRole> roles = new LinkedHashMap<>();
		roles.put("image_embeddings", TensorRole.EMBEDDING);
		roles.put("point_coords", TensorRole.POINTS);
		roles.put("point_labels", TensorRole.LABELS);
		roles.put("mask_input", TensorRole.MASK_INPUT);
		roles.put("has_mask_input", TensorRole.HAS_MASK);
		if (originalSize) roles.put("orig_im_size", TensorRole.ORIGINAL_SIZE);
		return roles;
	}

	private static Map<String, TensorRole> masks(final boolean objectScore) {
		final Map<String, TensorRole> roles = new LinkedHashMap<>();
		roles.put("low_res_masks", TensorRole.LOW_RES_MASKS);
		roles.put("iou_predictions", TensorRole.SCORES);
		if (objectScore) roles.put("object_score_logits", TensorRole.OBJECT_SCORE);
		return roles;
	}

	private static String name(final Map<String, TensorRole> tensors) {
		return ModelDescriptor.named(tensors, TensorRole.EMBEDDING).orElseThrow();
	}

	private static ModelException unknown(final String what, final NetworkInfo network) {
		return new ModelException("The " + what + " " + network.name() +
			" is not of a kind that can be recognised. Write a descriptor (.json) for it, or use another export. Tensors " +
			"found: " + network);
	}

	private static ModelException missing(final ModelDescriptor descriptor, final String tensor,
		final NetworkInfo network)
	{
		return new ModelException("The descriptor of " + descriptor.id() + " names a tensor '" + tensor + "' that " +
			network.name() + " does not have. Tensors found: " + network);
	}

	private static ModelException wrongPair(final NetworkInfo encoder, final NetworkInfo decoder, final String why) {
		return new ModelException("A decoder paired with the wrong encoder: " + encoder.name() + " and " + decoder.name() +
			" do not belong together (" + why + "). Choose the encoder and the decoder of one model.");
	}
}
