package io.github.volumesam.propagate;

/**
 * How objects are followed.
 *
 * @param nextPrompt makes the next slice's prompt
 * @param stopRule decides where an object ends
 * @param patience how many doubtful slices in a row are looked past
 * @param crossSections whether to look at the object in planes across its key
 *          slice, where the predictor can
 * @param mode how far objects are followed
 * @param allAxes whether objects are looked at once more along the two other axes,
 *          see {@link AxisVote}
 */
public record PropagationSettings(NextPrompt nextPrompt, StopRule stopRule, int patience, boolean crossSections,
	Mode mode, boolean allAxes)
{

	/** What is used unless the user says otherwise; the best on average in the README's table. */
	public static final PropagationSettings DEFAULT = new PropagationSettings(new NextPrompt(Strategy.BOX),
		new EvidenceRule(), 1, true, Mode.FOLLOW, false);

	/**
	 * micro-sam's rule, to compare with: the last mask prompts the next slice, and
	 * an IoU under the threshold ends the object at once (peers.md §4.1).
	 */
	public static PropagationSettings reference(final Strategy strategy, final double threshold) {
		return new PropagationSettings(new NextPrompt(strategy), new NeighbourIouRule(threshold), 0, false,
			Mode.FOLLOW, false);
	}

	/** These settings with another kind of prompt. */
	public PropagationSettings with(final Strategy strategy) {
		return new PropagationSettings(new NextPrompt(strategy), stopRule, patience, crossSections, mode, allAxes);
	}

	/** These settings in another mode. */
	public PropagationSettings with(final Mode newMode) {
		return new PropagationSettings(nextPrompt, stopRule, patience, crossSections, newMode, allAxes);
	}

	/** These settings with or without a vote of the three axes. */
	public PropagationSettings withAllAxes(final boolean vote) {
		return new PropagationSettings(nextPrompt, stopRule, patience, crossSections, mode, vote);
	}
}
