package io.github.volumesam.install;

import io.github.volumesam.model.EncoderContract;
import io.github.volumesam.model.EncoderContract.NormKind;
import io.github.volumesam.model.EncoderContract.Padding;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the files of a model tell about it.
 *
 * @param encoder which of the files is the encoder
 * @param decoder which of the files is the decoder
 * @param descriptor how the model wants to be asked
 */
record Detection(Path encoder, Path decoder, ModelDescriptor descriptor) {

	/**
	 * Loads two networks, tells which is which, and which contract they follow.
	 *
	 * @throws ModelException if they are not the encoder and the decoder of a model
	 *           that is known
	 */
	static Detection of(final Path first, final Path second) {
		final boolean swapped = name(first).contains("decoder") && !name(second).contains("decoder");
		final Path encoder = swapped ? second : first, decoder = swapped ? first : second;
		try {
			return open(encoder, decoder);
		}
		catch (final ModelException e) {
			try {
				return open(decoder, encoder);
			}
			catch (final ModelException otherOrder) {
				throw e;
			}
		}
	}

	private static String name(final Path path) {
		return path.getFileName().toString().toLowerCase(Locale.ROOT);
	}

	private static Detection open(final Path encoder, final Path decoder) {
		try (SamModel model = SamModel.open(ModelFiles.of(encoder, decoder), 0)) {
			return new Detection(encoder, decoder, model.descriptor());
		}
	}

	/** What was found, for people. */
	List<String> found() {
		final EncoderContract in = descriptor.encoder();
		final int tokens = descriptor.decoder().tokens();
		return List.of("contract " + descriptor.id() + " (" + descriptor.displayName() + ")", "image tensor '" + in.input() +
			"', " + in.layout() + ", " + in.size() + " pixels", descriptor.isPromptable() ? tokens + (tokens == 1 ? " mask"
				: " masks") + " an answer" : "no prompts: maps over the slice");
	}

	/**
	 * What the files do not tell and had to be guessed, for people, each with the field
	 * of the descriptor that says it (models.md A6, "not detectable").
	 */
	List<String> guessed() {
		final List<String> guesses = new ArrayList<>();
		if (!"volume-sam".equals(descriptor.family())) {
			final EncoderContract in = descriptor.encoder();
			if (in.norm().kind() == NormKind.MEAN_STD) guesses.add(
				"normalisation (encoder.norm): SAM's mean and standard deviation; MedSAM looks the same but takes 0 to 1");
			if (in.norm().kind() == NormKind.MIN_MAX_01) guesses.add(
				"normalisation (encoder.norm): smallest value 0, largest 1, as for MedSAM");
			if (in.padding() == Padding.BOTTOM_RIGHT) guesses.add("fitting (encoder.resize): " + (in.resize() == Resize.LONGEST
				? "longest side, the rest padded; some models are made for stretched images" : "stretched"));
			guesses.add("intensities (intensity): " + descriptor.intensity());
			guesses.add(descriptor.isPromptable() ? "prompts (prompt.points): boxes" + (descriptor.prompt().points()
				? " and points" : ", no points") : "what the maps are (automatic.kind): classes, which are numbered; those of " +
					"micro-sam's automatic decoder look the same");
		}
		if (descriptor.licence() == null) guesses.add(
			"licence and citation: not in the files; see where you have them from");
		return guesses;
	}
}
