package io.github.volumesam.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.volumesam.Progress;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class FingerprintTest {

	private static Volume shorts(final short... values) {
		return new Volume("a", ArrayImgs.unsignedShorts(values, 2, 1, 2), Calibration.PIXELS);
	}

	private static String of(final Volume volume) {
		return Fingerprint.of(volume, Progress.NONE);
	}

	@Test
	void isTheHashOfSizeAndValues() throws Exception {
		final byte[] bytes = ByteBuffer.allocate(28).putInt(2).putInt(1).putInt(2).putFloat(1).putFloat(2).putFloat(3)
			.putFloat(65_535).array();
		assertEquals(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)), of(shorts((short) 1,
			(short) 2, (short) 3, (short) -1)));
	}

	@Test
	void pixelTypeNameAndVoxelSizeDoNotCount() {
		final Volume floats = new Volume("b", ArrayImgs.floats(new float[] { 1, 2, 3, 4 }, 2, 1, 2), new Calibration(2, 3, 4,
			"um"));
		assertEquals(of(shorts((short) 1, (short) 2, (short) 3, (short) 4)), of(floats));
	}

	@Test
	void everyVoxelAndTheShapeCount() {
		final Volume volume = shorts((short) 1, (short) 2, (short) 3, (short) 4);
		assertNotEquals(of(volume), of(shorts((short) 1, (short) 2, (short) 3, (short) 5)));
		assertNotEquals(of(volume), of(new Volume("a", ArrayImgs.floats(new float[] { 1, 2, 3, 4 }, 1, 2, 2),
			Calibration.PIXELS)));
		assertNotEquals(Fingerprint.ofSlice(volume, 0), Fingerprint.ofSlice(volume, 1));
	}

	@Test
	void canBeCancelled() {
		final Progress cancelled = new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> Fingerprint.of(shorts((short) 1, (short) 2, (short) 3, (short) 4),
			cancelled));
	}
}
