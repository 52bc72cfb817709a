package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * An image and what was found in one channel and frame of it.
 *
 * @param labels the label image, on the slice that the image shows; it carries the
 *          session, see {@link LabelImages#session}
 * @param job which image, channel and frame
 * @param done the same as the engine gives it
 */
public record SegmentedImage(ImagePlus labels, SegmentJob job, SegmentJob.Done done) {

	/**
	 * Segments objects.
	 *
	 * @param channel from 1; 0 for the first channel, or the luminance of an RGB
	 *          image
	 * @param frame from 1
	 * @param volume that channel and frame
	 * @param objects prompts on XY slices
	 * @param model the model that the settings name; stays open
	 * @param progress when it cancels, what is finished is returned
	 * @throws IllegalArgumentException if a prompt is unusable
	 * @throws java.util.concurrent.CancellationException if the user cancels before
	 *           the work has begun
	 */
	public static SegmentedImage of(final ImagePlus source, final int channel, final int frame, final Volume volume,
		final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings, final Progress progress)
	{
		final SegmentJob job = new SegmentJob(SegmentJob.fileName(source), source, channel, frame, volume, List.of(), 0);
		final SegmentJob.Done done = job.run(objects, model, settings, progress);
		return new SegmentedImage(job.labels(done), job, done);
	}

	/** What the engine has found. */
	public SegmentationResult result() {
		return done.result();
	}

	/** All that it takes to do it again. */
	public SessionRecord session() {
		return done.session();
	}

	/** A row per object: size and place, and why it ends where it ends. */
	public ResultsTable objects() {
		return CsvTable.of(SegmentationTables.objects(result()));
	}

	/** A row per object and slice: the signs by which the slice can be judged. */
	public ResultsTable slices() {
		return CsvTable.of(SegmentationTables.slices(result()));
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
	 * How good an object's mask on a slice is by all signs.
	 *
	 * @param z slice, from 1
	 * @return the Dice with the truth that is to be expected, 0 to 1; NaN if the object
	 *         was not found on the slice
	 * @throws IllegalArgumentException if there is no such object
	 */
	public double confidence(final int label, final int z) {
		return slice(label, z).map(SliceResult::confidence).orElse(Double.NaN);
	}

	private Optional<SliceResult> slice(final int label, final int z) {
		final List<Integer> labels = result().objects().stream().map(SegmentedObject::label).toList();
		if (!labels.contains(label)) throw new IllegalArgumentException("There is no object " + label +
			"; the objects are " + labels.toString().replaceAll("[\\[\\]]", "") + ".");
		return Optional.ofNullable(result().objects().get(labels.indexOf(label)).trace().slices().get(z - 1));
	}

	/**
	 * Writes the label image, both tables, outlines, a picture and the session into a
	 * folder, which is made if necessary; older files of the same names are replaced.
	 *
	 * @throws IOException if they cannot be written; then none is
	 */
	public void save(final String folder) throws IOException {
		try (Outputs outputs = new Outputs(Path.of(folder))) {
			job.write(done, outputs);
		}
	}
}
