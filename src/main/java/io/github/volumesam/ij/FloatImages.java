package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.util.function.IntFunction;

/** Numbers for every voxel of an image, as a 32-bit image of the same size and calibration. */
public final class FloatImages {

	private FloatImages() {}

	/**
	 * A virtual stack that makes a slice when it is asked for, so that an image of any
	 * size can be saved.
	 *
	 * @param slices the values of slice z (from 0), row by row
	 * @param source the image it belongs to
	 * @param suffix added to the title of that image
	 * @param max displayed as white
	 */
	public static ImagePlus virtual(final IntFunction<float[]> slices, final ImagePlus source, final String suffix,
		final double max)
	{
		final ImagePlus image = new ImagePlus(ImagePlusVolume.title(source) + suffix, new DrawnStack(slices, source));
		image.setDimensions(1, source.getNSlices(), 1);
		image.setCalibration(LabelImages.calibration(source));
		image.setDisplayRange(0, max);
		return image;
	}

	private static final class DrawnStack extends VirtualStack {

		private final IntFunction<float[]> slices;
		private final ImagePlus source;

		DrawnStack(final IntFunction<float[]> slices, final ImagePlus source) {
			super(source.getWidth(), source.getHeight(), source.getNSlices());
			this.slices = slices;
			this.source = source;
			setBitDepth(32);
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			return new FloatProcessor(getWidth(), getHeight(), slices.apply(n - 1));
		}

		@Override
		public Object getPixels(final int n) {
			return getProcessor(n).getPixels();
		}

		@Override
		public String getSliceLabel(final int n) {
			return LabelImages.sliceLabel(source, n - 1);
		}
	}
}
