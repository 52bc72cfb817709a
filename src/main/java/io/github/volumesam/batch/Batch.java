package io.github.volumesam.batch;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.Progress;
import io.github.volumesam.batch.BatchRow.State;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.ij.PaintedLabels;
import io.github.volumesam.ij.RoiPrompts;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.session.Failure;
import io.github.volumesam.session.InputFile;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/** Segments the images of a folder. A bad file does not stop the others. */
public final class Batch {

	/** Name of the table over all images. */
	public static final String TABLE = "volume-sam-batch.csv";

	private final BatchPlan plan;
	private final SamModel model;
	private final int threads;
	/** The image that the results of a name belong to. */
	private final Map<Path, Path> owners = new HashMap<>();

	private Batch(final BatchPlan plan, final SamModel model, final int threads) {
		this.plan = plan;
		this.model = model;
		this.threads = threads;
	}

	/**
	 * Segments all images that have no results yet. The table is written whenever one is
	 * finished.
	 *
	 * @param model stays open
	 * @param threads as the user asked for them
	 * @param progress when it cancels, the rows so far are returned
	 * @return a row for each image
	 * @throws IOException if there is no such folder, or nothing can be written
	 * @throws IllegalArgumentException if there is no image
	 */
	public static List<BatchRow> run(final BatchPlan plan, final SamModel model, final int threads,
		final Progress progress) throws IOException
	{
		final Batch batch = new Batch(plan, model, threads);
		final List<Path> images = plan.images();
		final List<BatchRow> rows = new ArrayList<>();
		try (Outputs outputs = new Outputs(plan.results())) {
			for (int i = 0; i < images.size(); i++) {
				final String name = plan.folder().relativize(images.get(i)).toString();
				rows.add(batch.row(name, images.get(i), progress.part(i, images.size(), name)));
				Files.writeString(outputs.add(TABLE), BatchRow.csv(rows));
				outputs.commit();
				if (rows.get(i).state() == State.CANCELLED) break;
			}
		}
		return rows;
	}

	private BatchRow row(final String name, final Path image, final Progress progress) {
		final long start = System.nanoTime();
		try {
			progress.checkCancelled();
			progress.report(0, 1, "Opening");
			final Path results = plan.resultsOf(image);
			if (isDone(image, results)) return new BatchRow(name, 0, 0, State.SKIPPED, "its results are there");
			final List<SegmentedObject> found = segment(image, results, progress);
			final String missing = found.stream().filter(SegmentedObject::isEmpty).map(object -> String.valueOf(object
				.label())).collect(Collectors.joining(", "));
			return new BatchRow(name, (int) found.stream().filter(object -> !object.isEmpty()).count(), seconds(start),
				State.DONE, missing.isEmpty() ? "" : "nothing was found of " + missing);
		}
		catch (final CancellationException e) {
			return new BatchRow(name, 0, seconds(start), State.CANCELLED, "");
		}
		catch (final OutOfMemoryError e) {
			return new BatchRow(name, 0, seconds(start), State.FAILED, "Java ran out of memory; give it more.");
		}
		catch (final IOException | RuntimeException e) {
			return new BatchRow(name, 0, seconds(start), State.FAILED, Failure.message(e));
		}
	}

	private static double seconds(final long start) {
		return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
	}

	private boolean isDone(final Path image, final Path results) {
		final Path session = results.resolve(PromptFiles.name(image) + SegmentJob.SESSION);
		final Path owner = owners.putIfAbsent(session, image);
		if (owner != null) throw new IllegalArgumentException("Its results would have the same names as those of '" + owner
			.getFileName() + "'. Rename one of the two.");
		return Files.exists(session);
	}

	private List<SegmentedObject> segment(final Path file, final Path results, final Progress progress)
		throws IOException
	{
		final Path prompts = PromptFiles.of(file);
		final ImagePlus image = ImageFiles.open(file);
		final ImageSelection selection = plan.selection();
		final Volume volume = selection.volumeOf(image);
		final SliceRange range = selection.rangeOf(image);
		final List<KeySlices> objects = keySlices(prompts, image, volume).stream().map(object -> object.within(range))
			.toList();
		final SegmentationSettings settings = plan.settings().with(Axis.XY, model.descriptor(), () -> ImagePlusVolume
			.displayRange(image));
		final List<InputFile> inputs = List.of(InputFile.of("image", file), InputFile.of("prompts", prompts));
		final SegmentJob job = new SegmentJob(PromptFiles.name(file), image, selection.channelOf(image), selection.frameOf(
			image), volume, inputs, threads);
		try (Outputs outputs = new Outputs(results)) {
			final SegmentJob.Done done = job.run(objects, model, settings, progress);
			// Half a result would be taken for a whole one the next time.
			if (done.result().cancelled()) throw new CancellationException("Cancelled.");
			if (done.result().missing().size() == objects.size()) throw new IllegalArgumentException(
				"Nothing was found. Check that the prompts fit the objects tightly.");
			job.write(done, outputs);
			return done.result().objects();
		}
	}

	private List<KeySlices> keySlices(final Path prompts, final ImagePlus image, final Volume volume)
		throws IOException
	{
		if (prompts.toString().toLowerCase(Locale.ROOT).endsWith(".tif")) return PaintedLabels.read(prompts, volume, Axis.XY)
			.stream().map(object -> KeySlices.painted(object, volume.depth())).toList();
		final List<Roi> rois = RoiSets.read(prompts);
		return RoiPrompts.of(rois, image, plan.selection().frameOf(image), RoiPrompts.labels(rois));
	}
}
