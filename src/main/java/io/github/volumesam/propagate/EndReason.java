package io.github.volumesam.propagate;

/** Why an object was not followed any further in one direction. */
public enum EndReason {
		/** The volume has no more slices. */
		VOLUME_END("end of the volume"),
		/** The user's first or last slice was reached. */
		RANGE_END("limit set by the user"),
		/** The model found nothing. */
		EMPTY("nothing found on the next slice"),
		/** The model's object score said that the object is gone. */
		OBJECT_SCORE("the model says the object has ended"),
		/** The model's own estimate of its mask fell too far. */
		PREDICTED_IOU("the model is no longer sure of its mask"),
		/** The mask moved or changed shape too much from one slice to the next. */
		NEIGHBOUR("too little overlap with the slice before"),
		/** The mask grew or shrank too much at once. */
		AREA("size changed too much from the slice before"),
		/** Inside and outside no longer differ as they did on the key slice. */
		CONTRAST("inside no longer looks like the object"),
		/** No single sign was decisive; together they were. */
		EVIDENCE("several signs together"),
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
