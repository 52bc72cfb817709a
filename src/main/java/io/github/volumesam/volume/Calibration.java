package io.github.volumesam.volume;

/**
 * The physical size of a voxel.
 *
 * @param voxelWidth extent along the slice's x axis, in {@code unit}
 * @param voxelHeight extent along the slice's y axis, in {@code unit}
 * @param voxelDepth distance between slices, in {@code unit}
 * @param unit the name of the unit of length, {@code "pixel"} when uncalibrated
 */
public record Calibration(double voxelWidth, double voxelHeight, double voxelDepth, String unit) {

	/** One pixel each way: the calibration of an uncalibrated image. */
	public static final Calibration PIXELS = new Calibration(1, 1, 1, "pixel");

	/**
	 * @throws IllegalArgumentException if a voxel size is not a positive, finite
	 *           number
	 */
	public Calibration {
		check(voxelWidth, "width");
		check(voxelHeight, "height");
		check(voxelDepth, "depth");
		if (unit == null || unit.isBlank()) unit = "pixel";
	}

	/** The calibration as it is seen when slices are taken along {@code axis}. */
	public Calibration along(final Axis axis) {
		final double[] size = { voxelWidth, voxelHeight, voxelDepth };
		return new Calibration(size[axis.u()], size[axis.v()], size[axis.normal()], unit);
	}

	/** Width over height of a pixel: 1 where pixels are square. */
	public double pixelAspect() {
		return voxelWidth / voxelHeight;
	}

	/** Physical volume of one voxel, in cubed {@code unit}. */
	public double voxelVolume() {
		return voxelWidth * voxelHeight * voxelDepth;
	}

	private static void check(final double size, final String what) {
		if (!(size > 0) || Double.isInfinite(size)) throw new IllegalArgumentException("The voxel " + what + " is " +
			size + "; it must be a positive number. Correct it in Image > Properties.");
	}
}
