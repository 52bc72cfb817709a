package io.github.volumesam.propagate;

/** Decides whether a mask still shows the object that is being followed. */
public interface StopRule {

	/**
	 * @param evidence what is known of the new slice's mask
	 * @return how much speaks against it, and what most
	 */
	Verdict judge(Evidence evidence);

	/**
	 * A rule's opinion of one slice.
	 *
	 * @param doubt 0 (surely the object) to 1 (surely not)
	 * @param reason the strongest sign against the slice
	 */
	record Verdict(double doubt, EndReason reason) {

		/** Whether the slice is taken as part of the object. */
		public boolean accepts() {
			return doubt < 0.5;
		}
	}
}
