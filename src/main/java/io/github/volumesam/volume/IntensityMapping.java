package io.github.volumesam.volume;

/**
 * The straight line that takes voxel values to the 0…255 that models expect; made
 * once for a volume, so that contrast does not flicker from slice to slice.
 *
 * @param low value that becomes 0; everything below does, too
 * @param high value that becomes 255; everything above does, too
 * @param zeroStaysZero whether a voxel value of exactly 0 is background and maps
 *          to 0 whatever {@code low} says (MedSAM's rule, models.md §C)
 */
public record IntensityMapping(double low, double high, boolean zeroStaysZero) {

	/**
	 * Maps values in place. NaN becomes 0 and infinities go to the ends of the
	 * range. A constant volume ({@code high <= low}) becomes 0 at or below
	 * {@code low} and 255 above it.
	 */
	public void apply(final float[] values, final int count) {
		final float from = (float) low;
		final float scale = high > low ? (float) (255 / (high - low)) : Float.POSITIVE_INFINITY;
		for (int i = 0; i < count; i++) {
			final float mapped = (values[i] - from) * scale;
			// NaN fails every comparison, so the first one takes it to 0.
			final float positive = mapped > 0 ? mapped : 0;
			final float bounded = positive < 255 ? positive : 255;
			values[i] = zeroStaysZero && values[i] == 0 ? 0 : bounded;
		}
	}
}
