package io.github.volumesam.study;

import io.github.volumesam.Progress;
import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.Software;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Segments a volume whose truth is known once for every combination of a plan, and
 * scores each. Each object is judged by itself, so that one object's error is not
 * charged to its neighbour.
 */
public final class Study {

	/** Smaller objects are not studied, in voxels. */
	public static final int SMALLEST = 100;

	/** Called whenever a combination is finished, with all rows so far. */
	@FunctionalInterface
	public interface Finished {

		void rows(List<StudyRow> rows);
	}

	private final Volume image;
	private final List<LabelObject> truth;
	private final String voxels;

	/**
	 * @param image in XY slices
	 * @param labels the truth, of the same size
	 * @throws IllegalArgumentException if the two differ in size, a value is no label,
	 *           or no object is large enough
	 */
	public Study(final Volume image, final Volume labels) {
		if (!image.isSameSizeAs(labels)) throw new IllegalArgumentException("The truth '" + labels.name() +
			"' and the image '" + image.name() + "' differ in size. Both must show the same volume.");
		this.image = image;
		truth = StudyObjects.choose(new LabelImage(labels).objects(), SMALLEST);
		if (truth.isEmpty()) throw new IllegalArgumentException("The truth '" + labels.name() +
			"' has no object of at least " + SMALLEST + " voxels, so there is nothing to try prompts on.");
		voxels = fingerprint(image) + fingerprint(labels);
	}

	/** How many objects are studied. */
	public int objects() {
		return truth.size();
	}

	/**
	 * Runs all combinations of a plan that have not been run yet.
	 *
	 * @param known rows of an earlier run; those that are for the same inputs are kept
	 *          and not computed again
	 * @param threads that one run of a model uses; 0 for the default
	 * @return the rows in the order of the plan; fewer if the user has cancelled
	 */
	public List<StudyRow> run(final StudyPlan plan, final List<StudyRow> known, final int threads,
		final Finished finished, final Progress progress)
	{
		final List<StudyRow> rows = new ArrayList<>();
		try {
			for (final String model : plan.models())
				run(plan, model, known, threads, rows, finished, progress);
		}
		catch (final CancellationException e) {
			return rows;
		}
		return rows;
	}

	private void run(final StudyPlan plan, final String spec, final List<StudyRow> known, final int threads,
		final List<StudyRow> rows, final Finished finished, final Progress progress)
	{
		final String inputs = inputs(spec);
		try (SamModel model = SamModel.open(spec, threads)) {
			final IntensityRule intensity = IntensityRule.parse(model.descriptor().intensity(), null);
			for (final PromptMode prompt : plan.prompts())
				for (final Strategy strategy : plan.strategies()) {
					final Optional<StudyRow> earlier = known.stream().filter(row -> row.answers(spec, prompt, strategy, inputs))
						.findFirst();
					final SegmentationSettings settings = settings(spec, intensity, strategy);
					rows.add(earlier.isPresent() ? earlier.get() : score(model, prompt, settings, inputs, progress.part(rows
						.size(), plan.size(), spec + ", " + prompt + ", " + strategy)));
					finished.rows(List.copyOf(rows));
				}
		}
	}

	private static SegmentationSettings settings(final String model, final IntensityRule intensity,
		final Strategy strategy)
	{
		final SegmentationSettings usual = SegmentationSettings.DEFAULT;
		return new SegmentationSettings(model, Axis.XY, intensity, strategy, usual.mode(), usual.allAxes(), usual
			.window(), usual.overlap(), usual.cleanUp());
	}

	private StudyRow score(final SamModel model, final PromptMode prompt, final SegmentationSettings settings,
		final String inputs, final Progress progress)
	{
		final long start = System.nanoTime();
		final List<KeySlices> prompts = truth.stream().map(object -> prompt.of(object, image.depth())).toList();
		final SegmentationResult result = Segmentation.run(image, prompts, model, settings, progress);
		if (result.cancelled()) throw new CancellationException("Cancelled.");
		final double seconds = (System.nanoTime() - start) / 1e9;
		final List<LabelObject> found = result.objects().stream().map(SegmentedObject::cleaned).toList();
		final Evaluation evaluation = Evaluation.of(found, truth, image.calibration(), Evaluation.defaultTolerance(image
			.calibration()));
		return StudyRow.of(settings.model(), prompt, settings.prompt(), evaluation, seconds, inputs);
	}

	// -- Fingerprints --

	/** Of all that the figures depend on besides the combination itself. */
	private String inputs(final String spec) {
		final ModelFiles files = ModelFiles.locate(spec);
		final MessageDigest digest = digest();
		for (final String part : List.of(voxels, image.calibration().toString(), ModelFiles.sha256(files.encoder()),
			ModelFiles.sha256(files.decoder()), Software.version()))
			digest.update(part.getBytes(StandardCharsets.UTF_8));
		return HexFormat.of().formatHex(digest.digest(), 0, 8);
	}

	private static String fingerprint(final Volume volume) {
		final MessageDigest digest = digest();
		final ByteBuffer row = ByteBuffer.allocate(4 * volume.width());
		for (int z = 0; z < volume.depth(); z++) {
			final float[] slice = volume.slice(z);
			for (int y = 0; y < volume.height(); y++) {
				row.asFloatBuffer().put(slice, y * volume.width(), volume.width());
				digest.update(row.array());
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	private static MessageDigest digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java platform has SHA-256", e);
		}
	}
}
