package io.github.volumesam.model;

import io.github.volumesam.model.DecoderContract.MaskPath;
import io.github.volumesam.model.ModelDescriptor.Tensors;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The contracts that are told by their tensors, from {@code contracts.json} next to
 * this class. Of each list the first that matches counts (models.md A2, A3 and A6).
 *
 * @param encoders the encoders
 * @param decoders the decoders
 * @param refused networks that are known and not supported
 */
record KnownContracts(List<Encoder> encoders, List<Decoder> decoders, List<Refusal> refused) {

	static final KnownContracts ALL = read();

	private static final String SAM = "sam";
	private static final String MED_SAM = "medsam";

	/**
	 * Tensors that tell a network, as {@link TensorPattern} writes them.
	 *
	 * @param inputs its inputs
	 * @param outputs its outputs; it may have more
	 */
	record Match(List<String> inputs, List<String> outputs) {

		/**
		 * @param whole whether it may have no other inputs
		 */
		boolean fits(final NetworkInfo network, final boolean whole) {
			if (whole && network.inputs().size() != inputs.size()) return false;
			return found(inputs, network.inputs(), true).isPresent() && outputs(network).isPresent();
		}

		/** Whether it is surely that: an extent that the file leaves open fits no number. */
		boolean surelyFits(final NetworkInfo network) {
			return found(inputs, network.inputs(), true).isPresent() && found(outputs, network.outputs(), true).isPresent();
		}

		/** The outputs that the patterns stand for, in the order of the patterns. */
		Optional<List<TensorInfo>> outputs(final NetworkInfo network) {
			return found(outputs, network.outputs(), false);
		}

		private static Optional<List<TensorInfo>> found(final List<String> patterns, final List<TensorInfo> tensors,
			final boolean strict)
		{
			final List<TensorInfo> left = new ArrayList<>(tensors), found = new ArrayList<>();
			for (final String text : patterns) {
				final TensorPattern pattern = TensorPattern.parse(text);
				final List<TensorInfo> fitting = left.stream().filter(t -> pattern.fits(t, strict)).toList();
				if (fitting.isEmpty()) return Optional.empty();
				found.addAll(pattern.all() ? fitting : fitting.subList(0, 1));
				left.removeAll(found);
			}
			return Optional.of(found);
		}
	}

	/**
	 * @param id its number in models.md A2, in lower case
	 * @param name what users call models with it
	 * @param family architecture
	 * @param frame extent of the square that prompts are given in
	 * @param boxOnly whether models with it have learned boxes alone
	 * @param intensity the intensity rule of models with it; percentile unless said
	 *          otherwise
	 * @param maskPath how masks get to the slice, where that is not the usual way
	 */
	record Encoder(String id, String name, String family, int frame, Match match, EncoderContract encoder, boolean boxOnly,
		String intensity, MaskPath maskPath)
	{

		Encoder {
			if (intensity == null) intensity = "percentile";
		}
	}

	/**
	 * @param id its number in models.md A3, in lower case
	 * @param name what users call models with it; null if the encoder tells
	 * @param family architecture; SAM unless said otherwise
	 * @param automatic how it is used without prompts; null if it needs them
	 * @param preset what the decoder alone tells of the whole model; null if nothing
	 */
	record Decoder(String id, String name, String family, Match match, PromptContract prompt, Tensors promptEncoder,
		DecoderContract decoder, AutomaticContract automatic, String preset)
	{

		Decoder {
			if (family == null) family = SAM;
			if (prompt == null) prompt = PromptContract.NONE;
		}

		/** Whether it understands what an encoder returns; MedSAM's encoders are SAM's, trained anew. */
		boolean understands(final Encoder encoder) {
			return family.equals(encoder.family) || family.equals(SAM) && encoder.family.equals(MED_SAM);
		}
	}

	/**
	 * @param name what users call it
	 * @param why a sentence that says why it is not supported
	 * @param match any of its networks
	 */
	record Refusal(String name, String why, List<Match> match) {

		boolean fits(final NetworkInfo network) {
			return match.stream().anyMatch(m -> m.surelyFits(network));
		}
	}

	private static KnownContracts read() {
		try (InputStream in = KnownContracts.class.getResourceAsStream("contracts.json")) {
			return ModelDescriptor.GSON.fromJson(new InputStreamReader(in, StandardCharsets.UTF_8), KnownContracts.class);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
