package io.github.volumesam.model;

import com.google.gson.annotations.SerializedName;

/** What a tensor means, whatever an export calls it. */
public enum TensorRole {

	/** Image features, encoder to decoder: f32 [1, channels, grid, grid]. */
	@SerializedName("embedding")
	EMBEDDING,

	/** Prompt coordinates: f32 [1, points, 2]. */
	@SerializedName("points")
	POINTS,

	/** 1 on the object, 0 off it, 2 and 3 the corners of a box, -1 padding: [1, points]. */
	@SerializedName("labels")
	LABELS,

	/** A rough mask as logits: f32 [1, 1, size, size]. */
	@SerializedName("maskInput")
	MASK_INPUT,

	/** Whether there is a rough mask: f32 [1]. */
	@SerializedName("hasMask")
	HAS_MASK,

	/** Height and width that the export's own full-size masks get: [2]. */
	@SerializedName("originalSize")
	ORIGINAL_SIZE,

	/** Mask logits: f32 [1, tokens, height, width]. */
	@SerializedName("lowResMasks")
	LOW_RES_MASKS,

	/** Predicted IoU of each mask: f32 [1, tokens]. */
	@SerializedName("scores")
	SCORES,

	/** Logit of "the object is here": f32 [1, 1]. */
	@SerializedName("objectScore")
	OBJECT_SCORE
}
