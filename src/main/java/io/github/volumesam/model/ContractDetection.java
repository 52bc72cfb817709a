package io.github.volumesam.model;

import io.github.volumesam.model.EncoderContract.Layout;
import io.github.volumesam.model.EncoderContract.Norm;
import io.github.volumesam.model.EncoderContract.Padding;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.ModelDescriptor.WindowHint;
import io.github.volumesam.model.ModelDescriptor.WindowKind;
import io.github.volumesam.model.PromptContract.PadPoint;
import io.github.volumesam.model.TensorInfo.Dtype;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells from the names, ranks and types of its tensors which of the
 * {@link KnownContracts} a pair of ONNX files follows; Volume SAM's own models, and
 * those that carry their descriptor, are told by their metadata.
 */
public final class ContractDetection {

	/** Key in the metadata map of an encoder whose value is the model's descriptor. */
	static final String DESCRIPTOR = "volume-sam.descriptor";

	private static final String FORMAT =
		"https://github.com/volumesam/volume-sam/blob/main/src/docs/descriptors.md";

	/** Stands for the one tensor whose name differs from export to export. */
	private static final String ANY = "*";

	private ContractDetection() {}

	/**
	 * Describes a model by its tensors.
	 *
	 * @throws ModelException if the contract is not known (the message lists the
	 *           tensors found), is one that is not supported (the message says why), or
	 *           the two networks do not belong together
	 */
	public static ModelDescriptor detect(final NetworkInfo encoder, final NetworkInfo decoder) {
		final String carried = encoder.metadata().get(DESCRIPTOR);
		if (carried != null) return ModelDescriptor.parse(carried, "The descriptor inside " + encoder.name());
		final boolean ours = isOurs(encoder), oursToo = isOurs(decoder);
		if (ours != oursToo) throw wrongPair(encoder, decoder, "only " + (ours ? encoder : decoder).name() +
			" is of the Volume SAM family");
		final ModelDescriptor descriptor = ours ? own(encoder, decoder) : known(encoder, decoder);
		check(descriptor, encoder, List.of(decoder));
		return descriptor;
	}

	private static boolean isOurs(final NetworkInfo network) {
		return "volume-sam".equals(network.metadata().get("family"));
	}

	/** Volume SAM's own family: the metadata map says all that the tensors do not. */
	private static ModelDescriptor own(final NetworkInfo encoder, final NetworkInfo decoder) {
		final Map<String, String> metadata = encoder.metadata();
		final String version = metadata.getOrDefault("version", "0");
		final Map<String, TensorRole> inputs = new LinkedHashMap<>(), outputs = new LinkedHashMap<>();
		inputs.put("image_embeddings", TensorRole.EMBEDDING);
		inputs.put("point_coords", TensorRole.POINTS);
		inputs.put("point_labels", TensorRole.LABELS);
		inputs.put("mask_input", TensorRole.MASK_INPUT);
		inputs.put("has_mask_input", TensorRole.HAS_MASK);
		outputs.put("low_res_masks", TensorRole.LOW_RES_MASKS);
		outputs.put("iou_predictions", TensorRole.SCORES);
		outputs.put("object_score_logits", TensorRole.OBJECT_SCORE);
		return new ModelDescriptor("volume-sam-" + version, "Volume SAM " + version, "volume-sam", version, metadata.get(
			"licence"), null, null, List.of(), new EncoderContract("image", 1, null, Layout.NCHW, (int) number(encoder,
				"window_size"), 0, 0, Resize.STRETCH, false, null, Padding.IN_GRAPH, Norm.IN_GRAPH, null, Map.of(
					"image_embeddings", TensorRole.EMBEDDING)), new PromptContract(0, null, false, PadPoint.NEVER, true, null,
						0, null), null, null, new DecoderContract(inputs, outputs, 4, false, false, 0, 6, null, null), null, new WindowHint(
							WindowKind.OBJECT, number(encoder, "window_factor"), 8), "percentile");
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

	private static ModelDescriptor known(final NetworkInfo encoder, final NetworkInfo decoder) {
		for (final NetworkInfo network : List.of(encoder, decoder))
			KnownContracts.ALL.refused().stream().filter(r -> r.fits(network)).findFirst().ifPresent(refusal -> {
				throw new ModelException(network.name() + " is " + refusal.name() + ", which is not supported: " + refusal
					.why());
			});
		final List<KnownContracts.Encoder> encoders = KnownContracts.ALL.encoders().stream().filter(e -> e.match().fits(
			encoder, true)).toList();
		if (encoders.isEmpty()) throw unknown("encoder", encoder);
		final KnownContracts.Decoder chosen = KnownContracts.ALL.decoders().stream().filter(d -> d.match().fits(decoder,
			true)).findFirst().orElseThrow(() -> unknown("decoder", decoder));
		// Encoders that differ in their grid alone, and leave it open, are told by the grid that the decoder takes.
		final TensorInfo taken = decoder.input(name(chosen.decoder().inputs())).orElseThrow();
		final KnownContracts.Encoder first = encoders.stream().filter(e -> gridFits(e, taken)).findFirst().orElse(
			encoders.get(0));
		if (!chosen.understands(first)) throw wrongPair(encoder, decoder, "the one is of " + first.name() +
			" and the other of another family of models");
		return descriptor(first, chosen, encoder, decoder);
	}

	/** Whether the embedding of an encoder, as its contract has it, is what the decoder takes. */
	private static boolean gridFits(final KnownContracts.Encoder known, final TensorInfo taken) {
		final String name = name(known.encoder().outputs());
		return known.match().outputs().stream().map(TensorPattern::parse).filter(p -> p.name() == null ? name.equals(ANY)
			: p.name().equals(name)).allMatch(p -> new TensorPattern(null, false, null, p.extents()).fits(taken, false));
	}

	private static ModelDescriptor descriptor(final KnownContracts.Encoder e, final KnownContracts.Decoder d,
		final NetworkInfo encoder, final NetworkInfo decoder)
	{
		EncoderContract image = e.encoder().named(image(e, encoder), roles(e.encoder().outputs(), e.match().outputs(
			encoder).orElseThrow()));
		final long[] shape = encoder.input(image.input()).orElseThrow().shape();
		final int rows = (int) shape[image.layout().interleaved() ? shape.length - 3 : shape.length - 2];
		final int columns = (int) shape[image.layout().interleaved() ? shape.length - 2 : shape.length - 1];
		if (rows > 0 && columns > 0 && (rows != image.size() || columns != image.size())) image = image.withExtent(columns,
			rows);
		final Map<String, TensorRole> outputs = new LinkedHashMap<>(d.decoder().outputs());
		if (outputs.containsKey(ANY)) outputs.putAll(roles(d.decoder().outputs(), d.match().outputs(decoder)
			.orElseThrow()));
		outputs.keySet().removeIf(name -> decoder.output(name).isEmpty());
		final DecoderContract known = d.decoder();
		final DecoderContract masks = new DecoderContract(known.inputs(), outputs, tokens(outputs, decoder), known.first(),
			known.best(), maskSize(known.inputs(), decoder), known.maskLogit(), known.values(), e.maskPath());
		final ModelDescriptor found = new ModelDescriptor(e.id() + "-" + d.id(), d.name() == null ? e.name() : d.name(), e
			.family(), null, null, null, null, List.of(), image, d.prompt().in(e.frame(), e.boxOnly()), d.promptEncoder(),
			null, masks, d.automatic(), WindowHint.SLICE, e.intensity());
		return d.preset() == null ? found : Preset.named(d.preset()).applyTo(found);
	}

	/** The name of an encoder's image tensor, which may be any. */
	private static String image(final KnownContracts.Encoder known, final NetworkInfo encoder) {
		return known.encoder().input().equals(ANY) ? encoder.inputs().get(0).name() : known.encoder().input();
	}

	/** The roles of a network's outputs, of which one role may be given to all that have no fixed name. */
	private static Map<String, TensorRole> roles(final Map<String, TensorRole> named, final List<TensorInfo> outputs) {
		final Map<String, TensorRole> roles = new LinkedHashMap<>();
		for (final TensorInfo output : outputs)
			roles.put(output.name(), named.getOrDefault(output.name(), named.getOrDefault(ANY, named.get("**"))));
		return roles;
	}

	/** Masks per answer, or 0 where the graph leaves them open. */
	private static int tokens(final Map<String, TensorRole> outputs, final NetworkInfo decoder) {
		for (final TensorRole role : List.of(TensorRole.LOW_RES_MASKS, TensorRole.MASKS, TensorRole.SCORES)) {
			final TensorInfo output = ModelDescriptor.named(outputs, role).flatMap(decoder::output).orElse(null);
			if (output == null) continue;
			final int axis = output.rank() - (role == TensorRole.SCORES ? 1 : 3);
			if (axis >= 0 && output.shape()[axis] > 0) return (int) output.shape()[axis];
		}
		return 0;
	}

	/** Extent of the rough mask's grid: as the file says, or four cells to one of the embedding, as in all of SAM. */
	private static int maskSize(final Map<String, TensorRole> inputs, final NetworkInfo decoder) {
		final TensorInfo mask = ModelDescriptor.named(inputs, TensorRole.MASK_INPUT).flatMap(decoder::input).orElse(null);
		if (mask == null) return 0;
		final long extent = mask.shape()[mask.rank() - 1];
		final long[] grid = decoder.input(name(inputs)).orElseThrow().shape();
		return (int) (extent > 0 ? extent : Math.max(0, 4 * grid[grid.length - 1]));
	}

	/**
	 * Makes sure that a descriptor and the networks belong together: every tensor that
	 * the descriptor names exists, nothing else is asked for, and what the encoder
	 * returns has the shape that the others take.
	 *
	 * @param behind the networks behind the encoder, the decoder last
	 * @throws ModelException if not
	 */
	public static void check(final ModelDescriptor descriptor, final NetworkInfo encoder,
		final List<NetworkInfo> behind)
	{
		check(descriptor, descriptor.encoder(), encoder);
		for (final NetworkInfo network : behind) {
			final boolean last = network == behind.get(behind.size() - 1);
			final Map<String, TensorRole> inputs = last ? descriptor.decoder().inputs() : descriptor.promptEncoder().inputs();
			final Map<String, TensorRole> outputs = last ? descriptor.decoder().outputs() : descriptor.promptEncoder()
				.outputs();
			exist(descriptor, network, List.copyOf(inputs.keySet()), List.copyOf(outputs.keySet()));
			inputs.forEach((name, role) -> fits(descriptor, encoder, network, name, role));
		}
	}

	/**
	 * Makes sure that a network that looks at images is the one that is described.
	 *
	 * @param contract how the descriptor has it
	 * @throws ModelException if not
	 */
	public static void check(final ModelDescriptor descriptor, final EncoderContract contract,
		final NetworkInfo network)
	{
		final TensorInfo image = network.input(contract.input()).orElseThrow(() -> missing(descriptor, contract.input(),
			network));
		if (image.dtype() != Dtype.F32 && image.dtype() != Dtype.U8) throw new ModelException("The image tensor " + image +
			" of " + network.name() + " is neither of 32-bit floating point nor of bytes, the types that are supported.");
		final List<String> asked = new ArrayList<>(contract.inputs().keySet());
		asked.add(image.name());
		exist(descriptor, network, asked, List.copyOf(contract.outputs().keySet()));
	}

	private static void exist(final ModelDescriptor descriptor, final NetworkInfo network, final List<String> inputs,
		final List<String> outputs)
	{
		for (final String name : inputs)
			if (network.input(name).isEmpty()) throw missing(descriptor, name, network);
		for (final String name : outputs)
			if (network.output(name).isEmpty()) throw missing(descriptor, name, network);
		for (final TensorInfo input : network.inputs())
			if (!inputs.contains(input.name())) throw new ModelException(network.name() + " asks for '" + input.name() +
				"', which the descriptor " + descriptor.id() + " does not give it. Found: " + network);
	}

	/** Whether the encoder returns what a network takes from it. */
	private static void fits(final ModelDescriptor descriptor, final NetworkInfo encoder, final NetworkInfo network,
		final String input, final TensorRole role)
	{
		if (!role.isEncoded() || role == TensorRole.IMAGE_PE && !descriptor.encoder().outputs().containsValue(role))
			return;
		final TensorInfo taken = network.input(input).orElseThrow();
		final TensorInfo made = encoder.outputs().stream().filter(t -> descriptor.encoder().outputs().get(t
			.name()) == role && (role != TensorRole.PASSED || t.name().equals(input))).findFirst().orElse(null);
		if (made == null) throw wrongPair(encoder, network, "the one takes " + taken + ", which the other does not return");
		if (role == TensorRole.INTERM ? stages(descriptor, made, taken) < taken.shape()[0] : !taken.fits(made.shape()))
			throw wrongPair(encoder, network, "the one returns " + made + " and the other takes " + taken);
	}

	/** How many stages of intermediate features there are: in as many tensors, or stacked in one. */
	private static long stages(final ModelDescriptor descriptor, final TensorInfo made, final TensorInfo taken) {
		final long tensors = descriptor.encoder().outputs().values().stream().filter(r -> r == TensorRole.INTERM).count();
		if (tensors > 1 || made.rank() < taken.rank()) return tensors;
		return made.shape()[0] < 0 ? Long.MAX_VALUE : made.shape()[0];
	}

	private static String name(final Map<String, TensorRole> tensors) {
		return ModelDescriptor.named(tensors, TensorRole.EMBEDDING).orElseThrow();
	}

	private static ModelException unknown(final String what, final NetworkInfo network) {
		return new ModelException("The " + what + " " + network.name() +
			" is not of a kind that can be recognised. Write a descriptor (.json) for it (" + FORMAT +
			"), or use another export. Tensors found: " + network);
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
