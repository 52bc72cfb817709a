package io.github.volumesam.volume;

import io.github.volumesam.Progress;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * By what a volume is known again: SHA-256 of its width, height and depth (32-bit
 * integers) and of its voxel values (32-bit floats), slice by slice and row by row,
 * all big-endian. Title, file format and voxel size do not count.
 */
public final class Fingerprint {

	private Fingerprint() {}

	/**
	 * Reads the whole volume.
	 *
	 * @return in lower-case hexadecimal
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public static String of(final Volume volume, final Progress progress) {
		final MessageDigest digest = sha256();
		digest.update(ByteBuffer.allocate(12).putInt(volume.width()).putInt(volume.height()).putInt(volume.depth()).flip());
		progress.report(0, 1, "Reading the image");
		for (int z = 0; z < volume.depth(); z++) {
			progress.checkCancelled();
			update(digest, volume, z);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/** By what slice {@code z} (from 0) is known again. */
	public static String ofSlice(final Volume volume, final int z) {
		final MessageDigest digest = sha256();
		update(digest, volume, z);
		return HexFormat.of().formatHex(digest.digest());
	}

	private static void update(final MessageDigest digest, final Volume volume, final int z) {
		final float[] row = new float[volume.width()];
		final ByteBuffer bytes = ByteBuffer.allocate(4 * row.length);
		for (int y = 0; y < volume.height(); y++) {
			volume.read(z, 0, y, row.length, 1, row);
			bytes.asFloatBuffer().put(row);
			digest.update(bytes.array());
		}
	}

	/** A new, empty digest. */
	public static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
