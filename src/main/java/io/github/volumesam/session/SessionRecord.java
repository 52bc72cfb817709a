package io.github.volumesam.session;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import io.github.volumesam.Progress;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Fingerprint;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was done, as JSON, complete enough to do it again: inputs with their hashes,
 * the model with its hashes, every parameter and every prompt. Times, threads and
 * software stand apart, in {@code run}; everything else is the same for the same
 * input. In the file, slices, channels and frames are counted from 1.
 *
 * @param format always {@value #FORMAT}
 * @param inputs the files that were read
 * @param image the volume that was segmented
 * @param model the model that was used
 * @param parameters everything else that the result depends on
 * @param objects the prompts
 * @param run when, how long and with what
 */
public record SessionRecord(String format, List<InputFile> inputs, Image image, Model model, Parameters parameters,
		List<PromptedObject> objects, Run run) {

	/** Changes when older versions could no longer read the file. */
	public static final String FORMAT = "volume-sam-session-1";

	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping()
		.serializeSpecialFloatingPointValues().create();

	/**
	 * The volume that was segmented.
	 *
	 * @param path the file or folder that it was opened from; missing where there is none
	 * @param channel from 1; 0 where none was chosen
	 * @param frame from 1
	 * @param sha256 of its size and voxel values, see {@link Fingerprint}
	 */
	public record Image(String title, String path, int width, int height, int depth, int channel, int frame,
			Calibration calibration, String sha256) {

		/**
		 * Reads the whole volume, so that it is known again.
		 *
		 * @param path null where there is none
		 * @throws java.util.concurrent.CancellationException if the user cancels
		 */
		public static Image of(final Volume volume, final String path, final int channel, final int frame,
			final Progress progress)
		{
			return new Image(volume.name(), path, volume.width(), volume.height(), volume.depth(), channel, frame, volume
				.calibration(), Fingerprint.of(volume, progress));
		}
	}

	/** The model that was used; {@code spec} is how the user named it. */
	public record Model(String spec, String id, String version, String encoderSha256, String decoderSha256) {
	}

	/** Everything besides image, model and prompts that decides what a segmentation yields. */
	public record Parameters(String axis, RuleRecord intensity, String prompt, String mode, boolean allAxes,
			String window, OverlapPolicy overlap,
			CleanUp cleanUp, IntensityMapping mapping) {
	}

	/**
	 * When, how long and with what.
	 *
	 * @param started in UTC, ISO 8601; missing where times do not matter
	 * @param seconds from reading the image to the labels; likewise
	 */
	public record Run(String started, Double seconds, int threads, boolean cancelled, Software software) {
	}

	/** Records a segmentation. */
	public static SessionRecord of(final List<InputFile> inputs, final Image image, final ModelDescriptor descriptor,
		final List<KeySlices> objects, final SegmentationResult result, final Run run)
	{
		final SegmentationSettings settings = result.settings();
		final ModelFiles files = ModelFiles.locate(settings.model());
		return new SessionRecord(FORMAT, List.copyOf(inputs), image, new Model(settings.model(), descriptor.id(),
			descriptor.version(), ModelFiles.sha256(files.encoder()), ModelFiles.sha256(files.decoder())), new Parameters(
				settings.axis().toString(), RuleRecord.of(settings.intensity()), settings.prompt().toString(), settings.mode()
					.toString(), settings.allAxes(), settings.window().toString(), settings.overlap(), settings.cleanUp(), result
						.mapping()), objects.stream().map(PromptedObject::of).toList(), run);
	}

	/** The same without the times of the run, so that the same work gives the same text. */
	public SessionRecord withoutTimes() {
		return new SessionRecord(format, inputs, image, model, parameters, objects, new Run(null, null, run.threads,
			run.cancelled, run.software));
	}

	/** The settings, to do it again. */
	public SegmentationSettings settings() {
		return new SegmentationSettings(model.spec, Axis.parse(parameters.axis), parameters.intensity.rule(), Strategy
			.parse(parameters.prompt), parameters.mode == null ? Mode.FOLLOW : Mode.parse(parameters.mode), parameters.allAxes, WindowMode.parse(parameters.window), parameters.overlap, parameters.cleanUp);
	}

	/** The prompts, to do it again. */
	public List<KeySlices> keySlices() {
		return objects.stream().map(PromptedObject::keySlices).toList();
	}

	/**
	 * Loads the model, to do it again; close it after use.
	 *
	 * @param threads 0 for one per processor
	 * @throws io.github.volumesam.model.ModelException if it cannot be loaded
	 * @throws IllegalArgumentException if another model has taken its place
	 */
	public SamModel openModel(final int threads) {
		final ModelFiles files = ModelFiles.locate(model.spec);
		if (!ModelFiles.sha256(files.encoder()).equals(model.encoderSha256) || !ModelFiles.sha256(files.decoder()).equals(
			model.decoderSha256)) throw new IllegalArgumentException("The model '" + model.spec +
				"' is not the one that the session was made with (" + model.id + (model.version == null ? "" : ", version " +
					model.version) + "): its files differ, so that the labels would differ, too. Install that model again.");
		return SamModel.open(model.spec, threads);
	}

	public String toJson() {
		return GSON.toJson(this) + "\n";
	}

	/**
	 * Reads a record back.
	 *
	 * @throws IllegalArgumentException if the text is no session, is incomplete, or one
	 *           of a version that is not known
	 */
	public static SessionRecord parse(final String json) {
		final SessionRecord record;
		try {
			record = GSON.fromJson(json, SessionRecord.class);
		}
		catch (final JsonParseException e) {
			throw new IllegalArgumentException("This is not a Volume SAM session: " + e.getMessage(), e);
		}
		if (record == null || record.format == null) throw new IllegalArgumentException(
			"This is not a Volume SAM session.");
		if (!record.format.equals(FORMAT)) throw new IllegalArgumentException("The session is of the kind '" +
			record.format + "'; this version of Volume SAM reads '" + FORMAT + "'.");
		record.checkComplete();
		return record;
	}

	private void checkComplete() {
		final Map<String, Object> parts = new LinkedHashMap<>();
		parts.put("image", image);
		parts.put("image.sha256", image == null ? null : image.sha256);
		parts.put("image.calibration", image == null ? null : image.calibration);
		parts.put("model", model);
		parts.put("parameters", parameters);
		parts.put("parameters.intensity", parameters == null ? null : parameters.intensity);
		parts.put("objects", objects);
		parts.put("run", run);
		parts.forEach((name, part) -> {
			if (part == null) throw new IllegalArgumentException("The session is incomplete: '" + name + "' is missing.");
		});
	}
}
