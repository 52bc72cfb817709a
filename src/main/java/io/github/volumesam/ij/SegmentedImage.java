package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.io.FileInfo;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.session.Software;
import io.github.volumesam.volume.Volume;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An image and what was found in one channel and frame of it.
 *
 * @param source the image
 * @param labels the label image, which carries the session; see
 *          {@link LabelImages#session}
 * @param result the same as the engine gives it
 * @param session what it takes to do it again
 */
public record SegmentedImage(ImagePlus source, ImagePlus labels, SegmentationResult result, SessionRecord session) {

	/**
	 * Segments objects.
	 *
	 * @param channel from 1; 0 for the first channel, or the luminance of an RGB
	 *          image
	 * @param frame from 1
	 * @param objects prompts on slices along the axis of the settings
	 * @param model the model that the settings name; stays open
	 * @param progress when it cancels, what is finished is returned
	 * @throws IllegalArgumentException if there is no such channel or frame, or a
	 *           prompt is unusable
	 * @throws java.util.concurrent.CancellationException if the user cancels before
	 *           the work has begun
	 */
	public static SegmentedImage of(final ImagePlus source, final int channel, final int frame,
		final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings, final Progress progress)
	{
		return of(source, ImagePlusVolume.of(source, channel, frame), channel, frame, objects, model, settings, progress);
	}

	/**
	 * @param volume channel and frame of the image, in the calibration that counts
	 */
	static SegmentedImage of(final ImagePlus source, final Volume volume, final int channel, final int frame,
		final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings, final Progress progress)
	{
		final SessionRecord.Image image = SessionRecord.Image.of(volume, path(source), channel, frame, progress);
		final SegmentationResult result = Segmentation.run(volume, objects, model, settings, progress);
		final SessionRecord session = SessionRecord.of(List.of(), image, model.descriptor(), objects, result,
			new SessionRecord.Run(null, null, 0, result.cancelled(), Software.running()));
		final ImagePlus labels = LabelImages.inMemory(result.labels(), source);
		LabelImages.setSession(labels, session);
		return new SegmentedImage(source, labels, result, session);
	}

	/** The file that an image was opened from; null if it is not known or no longer there. */
	private static String path(final ImagePlus image) {
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.directory == null || info.directory.isEmpty() || info.fileName == null) return null;
		final Path file = Path.of(info.directory, info.fileName);
		return Files.exists(file) ? file.toAbsolutePath().normalize().toString() : null;
	}
}
