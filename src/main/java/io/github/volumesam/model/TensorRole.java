package io.github.volumesam.model;

import com.google.gson.Gson;
import com.google.gson.annotations.SerializedName;

/** What a tensor means, whatever an export calls it. */
public enum TensorRole {

	/** Image features, encoder to decoder: f32 [1, channels, grid, grid]. */
	@SerializedName("embedding")
	EMBEDDING,

	/** Finer image features, encoder to decoder (SAM 2): f32 [1, channels, 4 x grid, 4 x grid]. */
	@SerializedName("highRes0")
	HIGH_RES_0,

	/** Likewise: f32 [1, channels, 2 x grid, 2 x grid]. */
	@SerializedName("highRes1")
	HIGH_RES_1,

	/**
	 * Features from within the encoder (SAM-HQ). Several tensors of this role are
	 * stacked, in their order, for the one input of the decoder.
	 */
	@SerializedName("interm")
	INTERM,

	/** Where each cell of the image's grid lies, as the decoder wants to be told: f32 [1, channels, grid, grid]. */
	@SerializedName("imagePe")
	IMAGE_PE,

	/** Whatever an encoder returns for the input of the same name of the networks behind it. */
	@SerializedName("passed")
	PASSED,

	/** Prompt coordinates: f32 [1, points, 2]. */
	@SerializedName("points")
	POINTS,

	/** 1 on the object, 0 off it, 2 and 3 the corners of a box, -1 padding: [1, points]. */
	@SerializedName("labels")
	LABELS,

	/** Left, top, right and bottom of a box: f32 [4] or [1, 1, 4]; no box is [1, 0, 4]. */
	@SerializedName("boxes")
	BOXES,

	/** Points and box as a prompt encoder has understood them: f32 [1, tokens, channels]. */
	@SerializedName("sparse")
	SPARSE,

	/**
	 * A rough mask as a prompt encoder has understood it, or what a prompt network has
	 * seen in the image: f32 [1, channels, grid, grid].
	 */
	@SerializedName("dense")
	DENSE,

	/** A rough mask as logits: f32 [1, 1, size, size]. */
	@SerializedName("maskInput")
	MASK_INPUT,

	/** Whether there is a rough mask: f32 [1]. */
	@SerializedName("hasMask")
	HAS_MASK,

	/** Something that the model never learned to use; f32 zeros of the extents in the file. */
	@SerializedName("unused")
	UNUSED,

	/** For an encoder, height and width of its image; for a decoder, those of its full-size masks: [2]. */
	@SerializedName("originalSize")
	ORIGINAL_SIZE,

	/** Masks over the model's whole square, padding included: [1, tokens, height, width]. */
	@SerializedName("lowResMasks")
	LOW_RES_MASKS,

	/** Masks over the window alone, in the size that the decoder was told: [1, tokens, height, width]. */
	@SerializedName("masks")
	MASKS,

	/** Predicted IoU of each mask: f32 [1, tokens]. */
	@SerializedName("scores")
	SCORES,

	/** Logit of "the object is here": f32 [1, 1]. */
	@SerializedName("objectScore")
	OBJECT_SCORE;

	/** Whether it is something that encoders return for the networks behind them. */
	public boolean isEncoded() {
		return this == EMBEDDING || this == HIGH_RES_0 || this == HIGH_RES_1 || this == INTERM || this == IMAGE_PE ||
			this == PASSED;
	}

	/** How a descriptor writes it. */
	String json() {
		return new Gson().toJson(this);
	}
}
