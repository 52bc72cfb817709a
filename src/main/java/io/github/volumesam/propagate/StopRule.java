package io.github.volumesam.propagate;

/** Decides whether a mask still shows the object that is being followed. */
public interface StopRule {

	/**
	 * @param evidence what is known of the new slice's mask
	 * @return how good it should be, and what speaks most against it
	 */
	Verdict judge(Evidence evidence);

	/**
	 * A rule's opinion of one slice.
	 *
	 * @param confidence the Dice of the slice's mask with the truth that is to be
	 *          expected, 0…1
	 * @param accepts whether the slice is taken as part of the object
	 * @param reason the strongest sign against the slice
	 */
	record Verdict(double confidence, boolean accepts, EndReason reason) {}
}
