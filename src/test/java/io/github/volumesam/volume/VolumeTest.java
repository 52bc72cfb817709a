package io.github.volumesam.volume;

import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class VolumeTest {

	private static final Calibration CALIBRATION = new Calibration(1, 2, 5, "µm");

	/** Voxel (x, y, z) has the value x + 10 y + 100 z; 4 × 3 × 2 voxels. */
	private static Volume counted() {
		final byte[] voxels = new byte[24];
		for (int i = 0; i < 24; i++)
			voxels[i] = (byte) (i % 4 + 10 * (i / 4 % 3) + 100 * (i / 12));
		return new Volume("counted", ArrayImgs.unsignedBytes(voxels, 4, 3, 2), CALIBRATION);
	}

	@Test
	void xySliceRunsAlongXThenY() {
		assertArrayEquals(new float[] { 100, 101, 102, 103, 110, 111, 112, 113, 120, 121, 122, 123 }, counted().slice(1));
	}

	@Test
	void xzSliceRunsAlongXThenZ() {
		final Volume xz = counted().along(Axis.XZ);
		assertArrayEquals(new float[] { 20, 21, 22, 23, 120, 121, 122, 123 }, xz.slice(2));
		assertEquals(new Calibration(1, 5, 2, "µm"), xz.calibration());
		assertEquals(3, xz.depth());
	}

	@Test
	void yzSliceRunsAlongYThenZ() {
		final Volume yz = counted().along(Axis.YZ);
		assertArrayEquals(new float[] { 3, 13, 23, 103, 113, 123 }, yz.slice(3));
		assertEquals(new Calibration(2, 5, 1, "µm"), yz.calibration());
		assertEquals(4, yz.depth());
	}

	@Test
	void rectangleOfASliceIsReadRowByRow() {
		final float[] pixels = new float[4];
		counted().read(1, 1, 1, 2, 2, pixels);
		assertArrayEquals(new float[] { 111, 112, 121, 122 }, pixels);
	}

	@Test
	void rectangleOutsideTheVolumeIsRefused() {
		assertThrows(IndexOutOfBoundsException.class, () -> counted().read(1, 3, 0, 2, 1, new float[2]));
		assertThrows(IndexOutOfBoundsException.class, () -> counted().read(2, 0, 0, 1, 1, new float[1]));
	}

	@Test
	void plainImageIsOneSlice() {
		final Volume flat = new Volume("flat", ArrayImgs.unsignedShorts(new short[] { 1, (short) 65535 }, 2, 1),
			Calibration.PIXELS);
		assertEquals(1, flat.depth());
		assertArrayEquals(new float[] { 1, 65535 }, flat.slice(0));
	}

	@Test
	void fourDimensionsAreRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> new Volume("movie", ArrayImgs.bytes(2, 2, 2,
			2), Calibration.PIXELS));
		assertEquals("'movie' has 4 dimensions; a volume needs x, y and z. Choose one channel and one time point first.", e
			.getMessage());
	}

	@Test
	void onePixelVolumeWorks() {
		assertArrayEquals(new float[] { 7 }, volume(1, 1, 1, (x, y, z) -> 7).slice(0));
	}

	@Test
	void voxelSizeMustBePositive() {
		assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 0, 1, "mm"));
		assertThrows(IllegalArgumentException.class, () -> new Calibration(1, 1, Double.NaN, "mm"));
	}
}
