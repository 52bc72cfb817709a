package io.github.volumesam.volume;

import com.google.gson.annotations.SerializedName;

/**
 * How a slice is resampled. Models differ in what they were trained with, and see
 * their training's artefacts again if they are given the same (models.md §C).
 */
public enum Filter {

	/** Linear between pixel centres; widens where the image is reduced, so that nothing aliases. */
	@SerializedName("bilinear")
	BILINEAR,

	/** Keys' cubic (a = -0.5); widens where the image is reduced. Can overshoot the range of the values. */
	@SerializedName("cubic")
	CUBIC,

	/** The mean of what each new pixel covers, also where the image is enlarged (OpenCV's INTER_AREA). */
	@SerializedName("area")
	AREA,

	/** The pixel under each new pixel's upper left corner (OpenCV's INTER_NEAREST). */
	@SerializedName("nearest")
	NEAREST;

	/** Source pixels on either side of a new pixel's centre that count, for a reduction by {@code scale}. */
	double support(final double scale) {
		return switch (this) {
			case BILINEAR -> Math.max(1, scale);
			case CUBIC -> 2 * Math.max(1, scale);
			case AREA -> scale / 2 + 0.5;
			case NEAREST -> 0.5;
		};
	}

	/**
	 * The weight of a source pixel, before the weights of all are brought to a sum of
	 * 1.
	 *
	 * @param distance from the centre of the new pixel to that of the source pixel
	 * @param scale source pixels that a new pixel covers
	 */
	double weight(final double distance, final double scale) {
		final double d = Math.abs(distance);
		return switch (this) {
			case BILINEAR -> Math.max(0, 1 - d / Math.max(1, scale));
			case CUBIC -> keys(d / Math.max(1, scale));
			case AREA -> Math.max(0, Math.min(0.5, scale / 2 - d) + Math.min(0.5, scale / 2 + d));
			case NEAREST -> 1;
		};
	}

	private static double keys(final double d) {
		if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
		return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
	}
}
