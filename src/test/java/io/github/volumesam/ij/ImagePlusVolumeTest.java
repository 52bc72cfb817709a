package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class ImagePlusVolumeTest {

	@Test
	void readsEightBitAsUnsigned() {
		final Volume volume = ImagePlusVolume.of(Images.bytes(2, 1, 2, (x, y, n) -> 200 + 10 * x + n), 0, 1);
		assertArrayEquals(new float[] { 201, 211 }, volume.slice(0));
		assertArrayEquals(new float[] { 202, 212 }, volume.slice(1));
	}

	@Test
	void readsSixteenBitAsUnsigned() {
		final Volume volume = ImagePlusVolume.of(Images.shorts(2, 1, 1, (x, y, n) -> x == 0 ? 7 : 65_535), 0, 1);
		assertArrayEquals(new float[] { 7, 65_535 }, volume.slice(0));
	}

	@Test
	void keepsNaNOfThirtyTwoBit() {
		final Volume volume = ImagePlusVolume.of(Images.floats(2, 1, 1, (x, y, n) -> x == 0 ? Double.NaN : -0.5), 0, 1);
		assertArrayEquals(new float[] { Float.NaN, -0.5f }, volume.slice(0));
	}

	@Test
	void doesNotCopyAStackInMemory() {
		final ImagePlus image = Images.shorts(2, 1, 2, (x, y, n) -> 1);
		final Volume volume = ImagePlusVolume.of(image, 0, 1);
		((short[]) image.getStack().getPixels(2))[1] = 99;
		assertArrayEquals(new float[] { 1, 99 }, volume.slice(1));
	}

	@Test
	void readsAPlaneOfAVirtualStackWhenItIsNeededAndOnlyOnce() {
		final List<Integer> read = new ArrayList<>();
		final VirtualStack stack = new VirtualStack(3, 2, 50) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				read.add(n);
				final ShortProcessor plane = new ShortProcessor(3, 2);
				plane.set(n);
				return plane;
			}
		};
		stack.setBitDepth(16);
		final ImagePlus image = new ImagePlus("virtual", stack);
		final Volume volume = ImagePlusVolume.of(image, 0, 1);
		assertEquals(50, volume.depth());
		// ImageJ itself reads the plane that it would show.
		assertEquals(Set.of(1), Set.copyOf(read));
		read.clear();
		assertEquals(18, volume.slice(17)[0]);
		assertEquals(18, volume.slice(17)[5]);
		assertEquals(List.of(18), read);
	}

	@Test
	void choosesChannelAndFrameOfAHyperstack() {
		// Plane n holds the value n; the order is channel, slice, frame.
		final ImagePlus image = Images.bytes(1, 1, 2 * 3 * 4, (x, y, n) -> n);
		image.setDimensions(2, 3, 4);
		final Volume volume = ImagePlusVolume.of(image, 2, 3);
		assertEquals(3, volume.depth());
		// (t - 1) * 6 + (z - 1) * 2 + c = 14, 16, 18
		assertEquals(14, volume.slice(0)[0]);
		assertEquals(16, volume.slice(1)[0]);
		assertEquals(18, volume.slice(2)[0]);
	}

	@Test
	void namesAChannelThatIsNotThere() {
		final ImagePlus image = Images.bytes(1, 1, 6, (x, y, n) -> n);
		image.setDimensions(2, 3, 1);
		final Exception e = assertThrows(IllegalArgumentException.class, () -> ImagePlusVolume.of(image, 3, 1));
		assertEquals("There is no channel 3; the image has 2 channels.", e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> ImagePlusVolume.of(image, 1, 2));
		assertThrows(IllegalArgumentException.class, () -> ImagePlusVolume.of(image, 1, 0));
	}

	@Test
	void takesRgbAsThreeChannelsOrItsLuminance() {
		final ImagePlus image = new ImagePlus("rgb", new ColorProcessor(1, 1, new int[] { 0x64c832 }));
		assertEquals(100, ImagePlusVolume.of(image, 1, 1).slice(0)[0]);
		assertEquals(200, ImagePlusVolume.of(image, 2, 1).slice(0)[0]);
		assertEquals(50, ImagePlusVolume.of(image, 3, 1).slice(0)[0]);
		assertEquals(0.299 * 100 + 0.587 * 200 + 0.114 * 50, ImagePlusVolume.of(image, 0, 1).slice(0)[0], 1e-4);
	}

	@Test
	void seesHounsfieldUnitsThroughADicomCalibration() {
		final ImagePlus image = Images.shorts(2, 1, 1, (x, y, n) -> x == 0 ? 24 : 1064);
		image.getCalibration().setFunction(ij.measure.Calibration.STRAIGHT_LINE, new double[] { -1024, 1 }, "HU");
		final Volume volume = ImagePlusVolume.of(image, 0, 1);
		assertArrayEquals(new float[] { -1000, 40 }, volume.slice(0));
		final float[] window = volume.slice(0);
		IntensityRule.window(40, 400).mappingOf(volume).apply(window, 2);
		assertArrayEquals(new float[] { 0, 127.5f }, window);
	}

	@Test
	void displayRangeIsInCalibratedValues() {
		final ImagePlus image = Images.shorts(2, 1, 1, (x, y, n) -> x);
		image.getCalibration().setFunction(ij.measure.Calibration.STRAIGHT_LINE, new double[] { -1024, 1 }, "HU");
		image.setDisplayRange(864, 1264);
		assertEquals(new IntensityRule.Range(-160, 240), ImagePlusVolume.displayRange(image));
	}

	@Test
	void takesVoxelSizeAndUnit() {
		final ImagePlus image = Images.empty(4, 3, 2);
		final ij.measure.Calibration calibration = image.getCalibration();
		calibration.pixelWidth = 0.25;
		calibration.pixelHeight = -0.5;
		calibration.pixelDepth = 2;
		calibration.setUnit("um");
		assertEquals(new Calibration(0.25, 0.5, 2, calibration.getUnit()), ImagePlusVolume.of(image, 0, 1).calibration());
	}

	@Test
	void aSingleSliceNeedsNoDepth() {
		final ImagePlus image = Images.empty(4, 3, 1);
		image.getCalibration().pixelDepth = 0;
		assertEquals(1, ImagePlusVolume.of(image, 0, 1).calibration().voxelDepth());
		final ImagePlus stack = Images.empty(4, 3, 2);
		stack.getCalibration().pixelDepth = 0;
		assertThrows(IllegalArgumentException.class, () -> ImagePlusVolume.of(stack, 0, 1));
	}

	@Test
	void canBeCutAlongOtherAxes() {
		final Volume volume = ImagePlusVolume.of(Images.bytes(3, 4, 5, (x, y, n) -> 100 * (n - 1) / 2 + 10 * y + x), 0, 1);
		final Volume xz = volume.along(Axis.XZ);
		assertEquals(4, xz.depth());
		assertArrayEquals(volume.along(Axis.XY).slice(0), new float[] { 0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32 });
		assertEquals(volume.slice(4)[2 * 3 + 1], xz.slice(2)[4 * 3 + 1]);
	}

	@Test
	void titleLosesTheEndingOfTheFile() {
		final ImagePlus image = Images.empty(1, 1, 1);
		image.setTitle("brain.ome.tif");
		assertEquals("brain", ImagePlusVolume.title(image));
		image.setTitle("T1 v1.2 left");
		assertEquals("T1 v1.2 left", ImagePlusVolume.title(image));
		image.setTitle("");
		assertTrue(ImagePlusVolume.title(image).length() > 0);
	}
}
