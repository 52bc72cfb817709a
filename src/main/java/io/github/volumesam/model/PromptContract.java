package io.github.volumesam.model;

import com.google.gson.annotations.SerializedName;

/**
 * How prompts become numbers (models.md A3).
 *
 * @param size extent of the square frame that coordinates are given in; 0 if it is
 *          the encoder's
 * @param unit what coordinates count
 * @param halfPixelInGraph whether the graph adds 0.5 to coordinates
 * @param padPoint when a padding point is added
 * @param points whether the model understands points
 * @param negatives whether it understands points off the object; yes unless said
 *          otherwise
 * @param maxPoints the most points that it takes, a box's corners included; 0 if
 *          there is no limit
 * @param box how a box is given; by its corners unless said otherwise
 */
public record PromptContract(int size, Unit unit, boolean halfPixelInGraph, PadPoint padPoint, boolean points,
	Boolean negatives, int maxPoints, BoxForm box)
{

	/** What the coordinates of a prompt count. */
	public enum Unit {
		/** Pixels of the square of {@link PromptContract#size}, in which the window lies as in the encoder's. */
		@SerializedName("model")
		MODEL,
		/** Pixels of the window as the decoder is told its size. */
		@SerializedName("originalPixels")
		ORIGINAL_PIXELS,
		/** The window's longer side is 1. */
		@SerializedName("maxSide")
		MAX_SIDE,
		/** The window is 1 wide and 1 high. */
		@SerializedName("perAxis")
		PER_AXIS
	}

	/** When a point of label -1 is added to a prompt. */
	public enum PadPoint {
		/** Never, or the graph does it. */
		@SerializedName("never")
		NEVER,
		/** As SAM's own predictor does (models.md A1). */
		@SerializedName("ifNoBox")
		IF_NO_BOX,
		/**
		 * As {@link #IF_NO_BOX}, and also to a box alone where an answer is a single
		 * mask: SAM's export picks token 0 in the graph only if there are three points
		 * or more (models.md A1).
		 */
		@SerializedName("untilThree")
		UNTIL_THREE,
		/** To every prompt. */
		@SerializedName("always")
		ALWAYS
	}

	/** How a box is given to a decoder. */
	public enum BoxForm {
		/** Two points of labels 2 and 3. */
		@SerializedName("corners")
		CORNERS,
		/** A tensor of left, top, right and bottom. */
		@SerializedName("tensor")
		TENSOR,
		/** Not at all; points that a box suggests stand for it. */
		@SerializedName("points")
		POINTS,
		/** Not at all, and nothing stands for it. */
		@SerializedName("none")
		NONE
	}

	/** For models that find things without being asked. */
	static final PromptContract NONE = new PromptContract(0, null, false, PadPoint.NEVER, false, null, 0, BoxForm.NONE);

	/** Fills in what a descriptor may leave out. */
	public PromptContract {
		if (unit == null) unit = Unit.MODEL;
		if (negatives == null) negatives = true;
		if (box == null) box = BoxForm.CORNERS;
	}

	/** This contract in a frame of another size, and without points if a model has seen boxes only. */
	PromptContract in(final int frame, final boolean boxOnly) {
		return new PromptContract(frame, unit, halfPixelInGraph, padPoint, points && !boxOnly, negatives, maxPoints, box);
	}
}
