package io.github.volumesam.model;

import com.google.gson.annotations.SerializedName;

import java.util.Map;

/**
 * The tensors of a decoder and what its masks mean (models.md A3). Types, ranks and
 * free extents are read from the file.
 *
 * @param inputs role by tensor name
 * @param outputs role by tensor name
 * @param tokens masks per answer: 4 (the first for clear prompts, the others for a
 *          single point), 3, 1, or 0 if only a run can tell; three times as many where
 *          an answer is about three slices, those of one kind one behind the other
 * @param first whether the first mask counts whatever the prompt
 * @param best whether the best mask counts whatever the prompt, of four the best of
 *          the others
 * @param maskSize extent of the rough mask's grid; 0 if it is the encoder's size
 * @param maskLogit logit that stands for "inside" in the rough mask, its negative
 *          for "outside"
 * @param values what the numbers in a mask are; logits unless said otherwise
 * @param path how a mask gets from its grid to the slice; for models that pad
 *          through the model's pixels, otherwise directly, unless said otherwise
 */
public record DecoderContract(Map<String, TensorRole> inputs, Map<String, TensorRole> outputs, int tokens,
	boolean first, boolean best, int maskSize, double maskLogit, MaskValues values, MaskPath path)
{

	/** What the numbers in a mask are. */
	public enum MaskValues {
		/** Above 0 is inside. */
		@SerializedName("logits")
		LOGITS,
		/** Logits, but resampled as the probabilities they stand for (MedSAM). */
		@SerializedName("logitsAsProbabilities")
		LOGITS_AS_PROBABILITIES,
		/** Above 0.5 is inside. */
		@SerializedName("probabilities")
		PROBABILITIES,
		/** True is inside. */
		@SerializedName("booleans")
		BOOLEANS,
		/** Above the middle between a mask's smallest and largest value is inside (AutoSAM). */
		@SerializedName("minMax")
		MIN_MAX;

		/** Probabilities of 0 and 1 stand for no logit; these are sure enough. */
		private static final double SUREST = 1e-6;

		/** A mask's values from which the others can be told one by one. */
		public float[] settled(final float[] values) {
			if (this != MIN_MAX) return values;
			float low = Float.POSITIVE_INFINITY, high = Float.NEGATIVE_INFINITY;
			for (final float value : values) {
				low = Math.min(low, value);
				high = Math.max(high, value);
			}
			final float[] result = values.clone();
			for (int i = 0; i < result.length; i++)
				result[i] -= (low + high) / 2;
			return result;
		}

		/** The logit that a value stands for. */
		public float logit(final float value) {
			if (this != PROBABILITIES && this != BOOLEANS) return value;
			final double p = Math.max(SUREST, Math.min(1 - SUREST, value));
			return (float) Math.log(p / (1 - p));
		}

		/** A value on the scale on which masks are resampled; above 0 is inside. */
		public float resampled(final float value) {
			return switch (this) {
				case LOGITS, MIN_MAX -> value;
				case LOGITS_AS_PROBABILITIES -> (float) (1 / (1 + Math.exp(-value)) - 0.5);
				case PROBABILITIES, BOOLEANS -> value - 0.5f;
			};
		}
	}

	/** How a mask on the model's grid is brought to the pixels of the slice. */
	public enum MaskPath {
		/** Up to the model's square, and what is not padding from there to the window. */
		@SerializedName("throughModel")
		THROUGH_MODEL,
		/** In one step. */
		@SerializedName("direct")
		DIRECT
	}

	/** Fills in what a descriptor may leave out. */
	public DecoderContract {
		if (values == null) values = MaskValues.LOGITS;
	}

	DecoderContract with(final int masks, final int grid) {
		return new DecoderContract(inputs, outputs, masks, first, best, grid, maskLogit, values, path);
	}

	void check(final Completeness needs) {
		needs.roles("decoder.inputs", inputs);
		needs.roles("decoder.outputs", outputs);
		needs.role("decoder.inputs", inputs, TensorRole.EMBEDDING);
		needs.that(!first || !best, "decoder.first and decoder.best are both true; only one mask can count.");
		needs.that(outputs.containsValue(TensorRole.LOW_RES_MASKS) || outputs.containsValue(TensorRole.MASKS),
			"no tensor in 'decoder.outputs' has the role " + TensorRole.LOW_RES_MASKS.json() + " or " + TensorRole.MASKS
				.json() + ".");
	}
}
