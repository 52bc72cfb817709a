package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SessionRecord;

import java.util.Optional;

/**
 * Label volumes as ImageJ images: 16-bit, or 32-bit float where a label exceeds
 * 65,535; with the voxel size, origin and slice labels of the image they belong to
 * and a Glasbey LUT that wraps every 255 labels of the display range.
 */
public final class LabelImages {

	/** Property of a label image that holds its session as JSON. */
	private static final String SESSION_PROPERTY = "volumesam.session";

	private LabelImages() {}

	/**
	 * Ties a label image to what it was made from. It stays with duplicates and in
	 * TIFF files. Times are left out, so that the same labels make the same file.
	 */
	static void setSession(final ImagePlus labels, final SessionRecord session) {
		labels.setProp(SESSION_PROPERTY, session.withoutTimes().toJson());
	}

	/**
	 * What a label image was made from; empty if it is not known.
	 *
	 * @throws IllegalArgumentException if what it carries is no session that this
	 *           version reads
	 */
	public static Optional<SessionRecord> session(final ImagePlus labels) {
		return Optional.ofNullable(labels.getProp(SESSION_PROPERTY)).map(SessionRecord::parse);
	}

	/**
	 * The labels of a segmentation in memory, with the reasons why its objects end where
	 * they end.
	 *
	 * @param source the image that was segmented
	 */
	public static ImagePlus inMemory(final SegmentationResult result, final ImagePlus source) {
		final ImagePlus image = inMemory(result.labels(), source);
		LabelEnds.write(image, result.ends());
		return image;
	}

	/**
	 * The labels of a segmentation as a virtual stack that draws a slice when it is
	 * asked for, so that a label image of any size can be saved; otherwise the same.
	 *
	 * @param source the image that was segmented
	 */
	public static ImagePlus virtual(final SegmentationResult result, final ImagePlus source) {
		final ImagePlus image = virtual(result.labels(), source);
		LabelEnds.write(image, result.ends());
		return image;
	}

	/**
	 * The whole label volume in memory.
	 *
	 * @param source the image it belongs to
	 */
	public static ImagePlus inMemory(final LabelVolume labels, final ImagePlus source) {
		final ImageStack stack = new ImageStack(labels.width(), labels.height());
		for (int z = 0; z < labels.depth(); z++)
			stack.addSlice(sliceLabel(source, z), processor(labels, z));
		return image(labels, source, stack);
	}

	static ImagePlus virtual(final LabelVolume labels, final ImagePlus source) {
		return image(labels, source, new DrawnStack(labels, source));
	}

	private static ImagePlus image(final LabelVolume labels, final ImagePlus source, final ImageStack stack) {
		final LUT lut = lut();
		final double max = Math.max(labels.maxLabel(), 255);
		stack.setColorModel(lut);
		final ImagePlus image = new ImagePlus(ImagePlusVolume.title(source) + "-labels", stack);
		image.setDimensions(1, labels.depth(), 1);
		image.setCalibration(calibration(source));
		image.getProcessor().setColorModel(lut);
		image.setDisplayRange(0, max);
		return image;
	}

	/** Voxel size and origin, without the density calibration, which labels must not have. */
	private static Calibration calibration(final ImagePlus source) {
		final Calibration calibration = source.getCalibration().copy();
		calibration.setFunction(Calibration.NONE, null, null);
		return calibration;
	}

	/** Label 0 is black; the other labels repeat our 255 colours. */
	static LUT lut() {
		final byte[][] table = Glasbey.table();
		return new LUT(table[0], table[1], table[2]);
	}

	private static ImageProcessor processor(final LabelVolume labels, final int z) {
		final int[] values = labels.slice(z);
		if (labels.needs32Bit()) {
			final float[] pixels = new float[values.length];
			for (int i = 0; i < pixels.length; i++)
				pixels[i] = values[i];
			return new FloatProcessor(labels.width(), labels.height(), pixels);
		}
		final short[] pixels = new short[values.length];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (short) values[i];
		return new ShortProcessor(labels.width(), labels.height(), pixels, null);
	}

	/** The short label of a slice; the header that follows it in DICOM stacks is left out. */
	private static String sliceLabel(final ImagePlus source, final int z) {
		if (z >= source.getNSlices() || source.getStackSize() == 1) return null;
		return source.getStack().getShortSliceLabel(source.getStackIndex(1, z + 1, 1));
	}

	private static final class DrawnStack extends VirtualStack {

		private final LabelVolume labels;
		private final ImagePlus source;

		DrawnStack(final LabelVolume labels, final ImagePlus source) {
			super(labels.width(), labels.height(), labels.depth());
			this.labels = labels;
			this.source = source;
			setBitDepth(labels.needs32Bit() ? 32 : 16);
		}

		@Override
		public ImageProcessor getProcessor(final int n) {
			final ImageProcessor processor = processor(labels, n - 1);
			processor.setColorModel(getColorModel());
			return processor;
		}

		@Override
		public String getSliceLabel(final int n) {
			return sliceLabel(source, n - 1);
		}
	}
}
