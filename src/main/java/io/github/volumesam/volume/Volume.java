package io.github.volumesam.volume;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.converter.Converters;
import net.imglib2.converter.RealFloatConverter;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Cast;
import net.imglib2.view.Views;

/**
 * A scalar 3D image with its calibration, read slice by slice. Voxel values stay
 * untouched; only the voxels asked for are loaded, so a lazy image stays lazy.
 * <p>
 * Safe for use by several threads if the underlying image is.
 */
public final class Volume {

	private final String name;
	private final RandomAccessibleInterval<? extends RealType<?>> voxels;
	private final Calibration calibration;
	private final PrimitiveBlocks<FloatType> blocks;

	/**
	 * @param name the title that results are named after
	 * @param voxels a 3D image (x, y, z), or a 2D one that is taken as one slice
	 * @param calibration voxel size along x, y and z
	 * @throws IllegalArgumentException if the image has another number of
	 *           dimensions, is empty, or has slices of 2^31 pixels or more
	 */
	public Volume(final String name, final RandomAccessibleInterval<? extends RealType<?>> voxels,
		final Calibration calibration)
	{
		final int n = voxels.numDimensions();
		if (n != 2 && n != 3) throw new IllegalArgumentException("'" + name + "' has " + n +
			" dimensions; a volume needs x, y and z. Choose one channel and one time point first.");
		this.name = name;
		this.voxels = n == 2 ? Views.addDimension(voxels, 0, 0) : voxels;
		this.calibration = calibration;
		for (int d = 0; d < 3; d++)
			if (this.voxels.dimension(d) < 1) throw new IllegalArgumentException("'" + name + "' is empty.");
		if (this.voxels.dimension(0) * this.voxels.dimension(1) > Integer.MAX_VALUE - 8)
			throw new IllegalArgumentException("'" + name + "' has slices of " + width() + " x " + height() +
				" pixels, more than can be read at once. Crop it or scale it down first.");
		this.blocks = floats(Views.zeroMin(this.voxels));
	}

	private static <T extends RealType<T>> PrimitiveBlocks<FloatType> floats(
		final RandomAccessibleInterval<? extends RealType<?>> voxels)
	{
		final RandomAccessibleInterval<T> typed = Cast.unchecked(voxels);
		// Images that are no array, planar or cell image are read voxel by voxel, which is slower but no reason to warn.
		return PrimitiveBlocks.of(Converters.convert(typed, new RealFloatConverter<>(), new FloatType()),
			PrimitiveBlocks.OnFallback.ACCEPT).threadSafe();
	}

	public String name() {
		return name;
	}

	public Calibration calibration() {
		return calibration;
	}

	/** Number of pixels from left to right in a slice. */
	public int width() {
		return (int) voxels.dimension(0);
	}

	/** Number of pixels from top to bottom in a slice. */
	public int height() {
		return (int) voxels.dimension(1);
	}

	/** Number of slices. */
	public int depth() {
		return (int) voxels.dimension(2);
	}

	/** Whether this volume has as many pixels and slices as another. */
	public boolean isSameSizeAs(final Volume other) {
		return width() == other.width() && height() == other.height() && depth() == other.depth();
	}

	/** Width, height and depth for a message, such as {@code 512 x 512 x 40}. */
	public String sizeText() {
		return width() + " x " + height() + " x " + depth();
	}

	/** The same voxels in another calibration. */
	public Volume calibrated(final Calibration other) {
		return new Volume(name, voxels, other);
	}

	/**
	 * This volume cut along another axis; no voxel is copied. {@code XZ} slices
	 * show x and z and are counted along y; {@code YZ} slices show y and z and are
	 * counted along x.
	 */
	public Volume along(final Axis axis) {
		return switch (axis) {
			case XY -> this;
			case XZ -> new Volume(name, Views.permute(voxels, 1, 2), calibration.along(axis));
			case YZ -> new Volume(name, Views.permute(Views.permute(voxels, 0, 1), 1, 2), calibration.along(axis));
		};
	}

	/** All pixels of slice {@code z} (from 0), row by row. */
	public float[] slice(final int z) {
		final float[] pixels = new float[width() * height()];
		read(z, 0, 0, width(), height(), pixels);
		return pixels;
	}

	/**
	 * Reads a rectangle of slice {@code z} (from 0), row by row.
	 *
	 * @param pixels receives the values; at least {@code w * h} long
	 * @throws IndexOutOfBoundsException if the rectangle leaves the volume
	 */
	public void read(final int z, final int x, final int y, final int w, final int h, final float[] pixels) {
		if (z < 0 || z >= depth() || x < 0 || y < 0 || w < 1 || h < 1 || x + w > width() || y + h > height())
			throw new IndexOutOfBoundsException("Rectangle " + w + " x " + h + " at " + x + ", " + y + " of slice " + z +
				" is outside " + width() + " x " + height() + " x " + depth());
		blocks.copy(new long[] { x, y, z }, pixels, new int[] { w, h, 1 });
	}
}
