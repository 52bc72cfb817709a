package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.io.FileInfo;
import ij.measure.ResultsTable;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.session.Software;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image and what was found in one channel and frame of it.
 *
 * @param source the image
 * @param volume that channel and frame
 * @param labels the label image, on the slice that the image shows; it carries the
 *          session, see {@link LabelImages#session}
 * @param result the same as the engine gives it
 * @param session all that it takes to do it again
 */
public record SegmentedImage(ImagePlus source, Volume volume, ImagePlus labels, SegmentationResult result,
	SessionRecord session)
{

	/**
	 * Segments objects.
	 *
	 * @param channel from 1; 0 for the first channel, or the luminance of an RGB
	 *          image
	 * @param frame from 1
	 * @param objects prompts on XY slices
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
		final Volume volume = ImagePlusVolume.of(source, channel, frame);
		return of(source, volume, SessionRecord.Image.of(volume, path(source), channel, frame, progress), objects, model,
			settings, progress);
	}

	/**
	 * @param volume in the calibration that counts
	 * @param image the record of it
	 */
	static SegmentedImage of(final ImagePlus source, final Volume volume, final SessionRecord.Image image,
		final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings, final Progress progress)
	{
		final SegmentationResult result = Segmentation.run(volume, objects, model, settings, progress);
		final SessionRecord session = SessionRecord.of(List.of(), image, model.descriptor(), objects, result,
			new SessionRecord.Run(null, null, 0, result.cancelled(), Software.running()));
		final ImagePlus labels = LabelImages.inMemory(result.labels(), source);
		LabelImages.setSession(labels, session);
		labels.setSlice(Shown.of(source).slice());
		return new SegmentedImage(source, volume, labels, result, session);
	}

	/** The file that an image was opened from; null if it is not known or no longer there. */
	private static String path(final ImagePlus image) {
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.directory == null || info.directory.isEmpty() || info.fileName == null) return null;
		final Path file = Path.of(info.directory, info.fileName);
		return Files.exists(file) ? file.toAbsolutePath().normalize().toString() : null;
	}

	/** A row per object: size and place, and why it ends where it ends. */
	public ResultsTable objects() {
		return CsvTable.of(SegmentationTables.objects(result));
	}

	/** A row per object and slice: the signs by which the slice can be judged. */
	public ResultsTable slices() {
		return CsvTable.of(SegmentationTables.slices(result));
	}

	/**
	 * The model's own estimate of the IoU of an object's mask on a slice.
	 *
	 * @param z slice, from 1
	 * @return about 0 to 1; NaN if the object was not found on the slice
	 * @throws IllegalArgumentException if there is no such object
	 */
	public double score(final int label, final int z) {
		return slice(label, z).map(SliceResult::predictedIou).orElse(Double.NaN);
	}

	/**
	 * How strongly the signs speak against an object's mask on a slice.
	 *
	 * @param z slice, from 1
	 * @return 0 (sure) to 1; NaN if the object was not found on the slice
	 * @throws IllegalArgumentException if there is no such object
	 */
	public double doubt(final int label, final int z) {
		return slice(label, z).map(SliceResult::doubt).orElse(Double.NaN);
	}

	private Optional<SliceResult> slice(final int label, final int z) {
		final List<Integer> labels = result.objects().stream().map(SegmentedObject::label).toList();
		if (!labels.contains(label)) throw new IllegalArgumentException("There is no object " + label +
			"; the objects are " + labels.toString().replaceAll("[\\[\\]]", "") + ".");
		return Optional.ofNullable(result.objects().get(labels.indexOf(label)).trace().slices().get(z - 1));
	}

	/**
	 * Writes the label image, both tables, outlines, a picture and the session into a
	 * folder, which is made if necessary; older files of the same names are replaced.
	 *
	 * @throws IOException if they cannot be written; then none is
	 */
	public void save(final String folder) throws IOException {
		try (Outputs outputs = new Outputs(Path.of(folder))) {
			ResultFiles.write(source, volume, result, session, outputs);
		}
	}
}
