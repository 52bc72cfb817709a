package io.github.volumesam.ij;

import ij.ImagePlus;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Fingerprint;
import io.github.volumesam.volume.Volume;

/**
 * Does a session again, on the same image, which gives the same labels. Whether it is
 * the same is told by its voxels, not by its name.
 */
public final class SessionReplay {

	/** TIFF keeps pixels per unit to the sixth digit. */
	private static final double CALIBRATION_DIGITS = 1e-5;

	private SessionReplay() {}

	/**
	 * Whether an image could be the session's: it has as many pixels and slices, and the
	 * channel and frame.
	 */
	public static boolean mayBe(final SessionRecord session, final ImagePlus image) {
		final SessionRecord.Image then = session.image();
		return image.getWidth() == then.width() && image.getHeight() == then.height() && image.getNSlices() == then
			.depth() && then.channel() <= ImagePlusVolume.channels(image) && then.frame() <= image.getNFrames();
	}

	/** Whether the voxels are the session's. */
	public static boolean isSame(final SessionRecord session, final ImagePlus image, final Progress progress) {
		return mayBe(session, image) && Fingerprint.of(ImagePlusVolume.of(image, session.image().channel(), session.image()
			.frame()), progress).equals(session.image().sha256());
	}

	/**
	 * The volume of the session, in the calibration of then, whose last digits an image
	 * may have lost in a file.
	 *
	 * @throws IllegalArgumentException if the image is not the session's, or has changed
	 */
	public static Volume volume(final SessionRecord session, final ImagePlus image, final Progress progress) {
		final SessionRecord.Image then = session.image();
		if (!mayBe(session, image)) throw new IllegalArgumentException("'" + image.getTitle() + "' (" + image.getWidth() +
			" x " + image.getHeight() + " x " + image.getNSlices() + " voxels, " + ImagePlusVolume.channels(image) +
			" channels, " + image.getNFrames() + " frames) is not the image of the session: '" + then.title() + "' had " +
			then.width() + " x " + then.height() + " x " + then.depth() + " voxels, and channel " + Math.max(1, then
				.channel()) + ", frame " + then.frame() + " was segmented.");
		if (!isSame(session, image, progress)) throw new IllegalArgumentException("'" + image.getTitle() +
			"' has changed since the session: its voxel values are others, so that the labels would be others, too. Open " +
			"the image as it was, '" + then.title() + "'.");
		final Volume volume = ImagePlusVolume.of(image, then.channel(), then.frame());
		if (!agrees(volume.calibration(), then.calibration())) throw new IllegalArgumentException("The voxel size of '" +
			image.getTitle() + "' has changed since the session, from " + text(then.calibration()) + " to " + text(volume
				.calibration()) + ". It has a say in the labels; set it back in Image > Properties.");
		return volume.calibrated(then.calibration());
	}

	private static boolean agrees(final Calibration a, final Calibration b) {
		return agrees(a.voxelWidth(), b.voxelWidth()) && agrees(a.voxelHeight(), b.voxelHeight()) && agrees(a
			.voxelDepth(), b.voxelDepth());
	}

	private static boolean agrees(final double a, final double b) {
		return Math.abs(a - b) <= CALIBRATION_DIGITS * Math.max(a, b);
	}

	private static String text(final Calibration calibration) {
		return calibration.voxelWidth() + " x " + calibration.voxelHeight() + " x " + calibration.voxelDepth() + " " +
			calibration.unit();
	}

	/**
	 * Segments the same objects with the same model and settings.
	 *
	 * @throws IllegalArgumentException if the image or the model is not the session's
	 */
	public static SegmentedImage run(final SessionRecord session, final ImagePlus image, final Progress progress) {
		final Volume volume = volume(session, image, progress);
		progress.report(0, 1, "Loading the model");
		try (SamModel model = session.openModel(0)) {
			return SegmentedImage.of(image, session.image().channel(), session.image().frame(), volume, session.keySlices(), model,
				session.settings(), progress);
		}
	}
}
