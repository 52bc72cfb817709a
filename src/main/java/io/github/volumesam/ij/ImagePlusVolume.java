package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.ImageStack;

import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/**
 * One channel and one frame of an {@link ImagePlus} as a {@link Volume}.
 * <p>
 * The planes of an 8, 16 or 32-bit stack in memory are used as they are; nothing
 * is copied. Virtual stacks are read plane by plane, when a plane is needed. An
 * image with a density calibration (DICOM rescale slope and intercept, signed
 * 16-bit) is seen in its calibrated values, so that a CT window means Hounsfield
 * units. An RGB image has three channels, red, green and blue, as
 * {@code Image > Color > Split Channels} would make them; without a chosen channel
 * its luminance (0.299, 0.587, 0.114) is used.
 */
public final class ImagePlusVolume {

	private ImagePlusVolume() {}

	/**
	 * @param image a 2D image is a volume of one slice
	 * @param channel from 1; 0 for the first channel, or the luminance of an RGB
	 *          image
	 * @param frame from 1
	 * @throws IllegalArgumentException if the image has no such channel or frame, or
	 *           its voxel size is unusable
	 */
	public static Volume of(final ImagePlus image, final int channel, final int frame) {
		check("channel", channel, 0, channels(image));
		check("frame", frame, 1, image.getNFrames());
		final int stackChannel = isRgb(image) ? 1 : Math.max(1, channel);
		final int[] indices = IntStream.rangeClosed(1, image.getNSlices()).map(z -> image.getStackIndex(stackChannel, z,
			frame)).toArray();
		return new Volume(title(image), voxels(image, indices, channel), calibration(image));
	}

	private static Img<? extends RealType<?>> voxels(final ImagePlus image, final int[] indices, final int channel) {
		final long[] size = { image.getWidth(), image.getHeight(), indices.length };
		final int bits = image.getBitDepth();
		final float[] table = bits == 8 || bits == 16 ? image.getCalibration().getCTable() : null;
		if (bits == 24) return floats(planes(image, indices, true, p -> new FloatArray(channel((int[]) p, channel))), size);
		if (table != null) return floats(planes(image, indices, true, p -> new FloatArray(lookUp(p, table))), size);
		if (bits == 32) return floats(planes(image, indices, false, p -> new FloatArray((float[]) p)), size);
		if (bits == 16) {
			final List<ShortArray> planes = planes(image, indices, false, p -> new ShortArray((short[]) p));
			final PlanarImg<UnsignedShortType, ShortArray> img = new PlanarImg<>(planes, size, new Fraction());
			img.setLinkedType(new UnsignedShortType(img));
			return img;
		}
		final List<ByteArray> planes = planes(image, indices, false, p -> new ByteArray((byte[]) p));
		final PlanarImg<UnsignedByteType, ByteArray> img = new PlanarImg<>(planes, size, new Fraction());
		img.setLinkedType(new UnsignedByteType(img));
		return img;
	}

	private static PlanarImg<FloatType, FloatArray> floats(final List<FloatArray> planes, final long[] size) {
		final PlanarImg<FloatType, FloatArray> img = new PlanarImg<>(planes, size, new Fraction());
		img.setLinkedType(new FloatType(img));
		return img;
	}

	/** Number of channels to choose from; 3 for an RGB image. */
	public static int channels(final ImagePlus image) {
		return isRgb(image) ? 3 : image.getNChannels();
	}

	/**
	 * The voxel size. A single slice needs no depth; negative sizes, which some
	 * files have to say which way an axis runs, lose their sign.
	 *
	 * @throws IllegalArgumentException if a size is 0 or not a number
	 */
	public static Calibration calibration(final ImagePlus image) {
		final ij.measure.Calibration calibration = image.getCalibration();
		final double depth = Math.abs(calibration.pixelDepth);
		final boolean flat = image.getNSlices() == 1 && !(depth > 0 && Double.isFinite(depth));
		return new Calibration(Math.abs(calibration.pixelWidth), Math.abs(calibration.pixelHeight), flat ? 1 : depth,
			calibration.getUnit());
	}

	/**
	 * What {@code display} means as an intensity rule: the range between the
	 * brightness sliders, in calibrated values.
	 *
	 * @throws IllegalArgumentException if the display range is empty
	 */
	public static IntensityRule displayRange(final ImagePlus image) {
		final ij.measure.Calibration calibration = image.getCalibration();
		final double a = image.getDisplayRangeMin(), b = image.getDisplayRangeMax();
		if (image.getBitDepth() == 32 || isRgb(image)) return new IntensityRule.Range(a, b);
		final double low = calibration.getCValue(a), high = calibration.getCValue(b);
		// A calibration function may run downwards.
		return new IntensityRule.Range(Math.min(low, high), Math.max(low, high));
	}

	/** The image's title without the ending that says which kind of file it was. */
	public static String title(final ImagePlus image) {
		final String title = image.getTitle() == null ? "" : withoutEnding(image.getTitle().trim());
		return title.isEmpty() ? "image" : title;
	}

	/** A file's name without the ending that says which kind of file it is. */
	public static String withoutEnding(final String title) {
		final String lower = title.toLowerCase(Locale.ROOT);
		for (final String ending : List.of(".ome.tiff", ".ome.tif", ".tiff", ".tif", ".zip", ".dcm", ".png", ".jpg",
			".jpeg", ".gif", ".bmp", ".pgm", ".fits"))
			if (lower.endsWith(ending) && title.length() > ending.length()) return title.substring(0, title.length() - ending
				.length());
		return title;
	}

	private static boolean isRgb(final ImagePlus image) {
		return image.getBitDepth() == 24;
	}

	private static void check(final String what, final int number, final int first, final int last) {
		if (number < first || number > last) throw new IllegalArgumentException("There is no " + what + " " + number +
			"; the image has " + last + (last == 1 ? " " + what + "." : " " + what + "s."));
	}

	private static <A extends ArrayDataAccess<A>> List<A> planes(final ImagePlus image, final int[] indices,
		final boolean copies, final Function<Object, A> wrap)
	{
		final ImageStack stack = image.getStack();
		final PlaneSource<A> planes = new PlaneSource<>(indices.length, i -> wrap.apply(stack.getPixels(indices[i])));
		return stack.isVirtual() || copies ? planes : List.copyOf(planes);
	}

	private static float[] lookUp(final Object pixels, final float[] table) {
		if (pixels instanceof byte[] bytes) {
			final float[] values = new float[bytes.length];
			for (int i = 0; i < values.length; i++)
				values[i] = table[bytes[i] & 0xff];
			return values;
		}
		final short[] shorts = (short[]) pixels;
		final float[] values = new float[shorts.length];
		for (int i = 0; i < values.length; i++)
			values[i] = table[shorts[i] & 0xffff];
		return values;
	}

	private static float[] channel(final int[] rgb, final int channel) {
		final float[] values = new float[rgb.length];
		for (int i = 0; i < values.length; i++) {
			final int red = rgb[i] >> 16 & 0xff, green = rgb[i] >> 8 & 0xff, blue = rgb[i] & 0xff;
			values[i] = switch (channel) {
				case 1 -> red;
				case 2 -> green;
				case 3 -> blue;
				default -> (float) (0.299 * red + 0.587 * green + 0.114 * blue);
			};
		}
		return values;
	}
}
