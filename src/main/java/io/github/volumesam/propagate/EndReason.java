package io.github.volumesam.propagate;

/** Why an object was not followed any further in one direction. */
public enum EndReason {
		/** The volume has no more slices. */
		VOLUME_END("end of the volume"),
		/** The user's first or last slice was reached. */
		RANGE_END("limit set by the user"),
		/** Nothing beyond the outermost key slice was asked for. */
		KEY_END("outermost key slice"),
		/** The model found nothing. */
		EMPTY("nothing found on the next slice"),
		/** The model's object score said that the object is gone. */
		OBJECT_SCORE("the model says the object has ended"),
		/** The model's own estimate of its mask fell too far. */
		PREDICTED_IOU("the model is no longer sure of its mask"),
		/** The mask overlaps too little with the one before. */
		NEIGHBOUR("too little overlap with the slice before"),
		/** The cuts across the slices do not reach this far. */
		CROSS_SECTION("seen to end in planes across the slices"),
		/** Inside, the mask is brighter or darker than on the key slice. */
		INTENSITY("brightness differs from the key slice"),
		/** Objects as wide as this one seldom reach this far. */
		REACH("farther from the key slice than an object of this width reaches"),
		/** The user cancelled. */
		CANCELLED("cancelled");

	private final String text;

	EndReason(final String text) {
		this.text = text;
	}

	/** The reason in words, for a table. */
	@Override
	public String toString() {
		return text;
	}
}
