package io.github.volumesam.volume;

import java.util.Locale;

/**
 * How the intensity mapping of a volume is found. The statistics come from the
 * whole volume, never from a single slice.
 */
public sealed interface IntensityRule {

	/** What is used unless the user or the model says otherwise. */
	IntensityRule DEFAULT = new Percentile(0.5, 99.5);

	/** Cuts off the darkest and brightest voxels; both in percent. */
	record Percentile(double low, double high) implements IntensityRule {

		@Override
		public IntensityMapping mappingOf(final Volume volume) {
			return VolumeStatistics.sample(volume, false).percentiles(low, high, false);
		}

		@Override
		public String toString() {
			return "percentile";
		}
	}

	/** From the smallest to the largest finite voxel value. */
	record MinMax() implements IntensityRule {

		@Override
		public IntensityMapping mappingOf(final Volume volume) {
			return VolumeStatistics.range(volume);
		}

		@Override
		public String toString() {
			return "minmax";
		}
	}

	/** A fixed range, such as the display range of the image. */
	record Range(double low, double high) implements IntensityRule {

		/**
		 * @throws IllegalArgumentException if the range is empty
		 */
		public Range {
			if (!(high > low)) throw new IllegalArgumentException("The intensity range " + low + " to " + high +
				" is empty; the second number must be larger than the first.");
		}

		@Override
		public IntensityMapping mappingOf(final Volume volume) {
			return new IntensityMapping(low, high, false);
		}

		@Override
		public String toString() {
			return "window:" + number((low + high) / 2) + "," + number(high - low);
		}

		private static String number(final double value) {
			return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
		}
	}

	/**
	 * MedSAM's preparation of everything but CT: percentiles 0.5 and 99.5 of the
	 * voxels above 0, zeros stay 0 (models.md §C).
	 */
	record MedSam() implements IntensityRule {

		@Override
		public IntensityMapping mappingOf(final Volume volume) {
			return VolumeStatistics.sample(volume, true).percentiles(0.5, 99.5, true);
		}

		@Override
		public String toString() {
			return "medsam";
		}
	}

	/** A CT window, in the units of the voxel values. */
	static IntensityRule window(final double level, final double width) {
		if (!(width > 0)) throw new IllegalArgumentException("The window width is " + width + "; it must be above 0.");
		return new Range(level - width / 2, level + width / 2);
	}

	/** Computes the mapping; reads the volume, so it can take a moment. */
	IntensityMapping mappingOf(Volume volume);

	/**
	 * Reads a rule as a user writes it: {@code percentile}, {@code minmax},
	 * {@code display}, {@code window:LEVEL,WIDTH} or {@code medsam}.
	 *
	 * @param display what {@code display} stands for: the image's display range
	 * @throws IllegalArgumentException if the text is none of these
	 */
	static IntensityRule parse(final String text, final IntensityRule display) {
		final String rule = text.trim().toLowerCase(Locale.ROOT);
		if (rule.startsWith("window:")) {
			final String[] parts = rule.substring("window:".length()).split(",");
			try {
				if (parts.length == 2) return window(Double.parseDouble(parts[0].trim()), Double.parseDouble(parts[1].trim()));
			}
			catch (final NumberFormatException e) {
				throw new IllegalArgumentException("'" + text + "' is no intensity window; write window:LEVEL,WIDTH, " +
					"for example window:40,400.", e);
			}
			throw new IllegalArgumentException("'" + text + "' is no intensity window; write window:LEVEL,WIDTH, " +
				"for example window:40,400.");
		}
		return switch (rule) {
			case "percentile" -> DEFAULT;
			case "minmax" -> new MinMax();
			case "display" -> display;
			case "medsam" -> new MedSam();
			default -> throw new IllegalArgumentException("Unknown intensity rule '" + text +
				"'; use percentile, minmax, display, window:LEVEL,WIDTH or medsam.");
		};
	}
}
