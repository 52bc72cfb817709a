package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.Progress;
import io.github.volumesam.label.Glasbey;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.InputFile;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.session.Software;
import io.github.volumesam.volume.Volume;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A segmentation whose results are written to six files, named after the image; to
 * seven where slices are asked in several boxes.
 *
 * @param name that the files begin with
 * @param source the image
 * @param channel from 1; 0 where none was chosen
 * @param frame from 1
 * @param volume that channel and frame
 * @param inputs the files that were read
 */
public record SegmentJob(String name, ImagePlus source, int channel, int frame, Volume volume, List<InputFile> inputs)
{

	/** What the name of the session's file ends in. It is written last, so where it is, all is. */
	public static final String SESSION = "-session.json";

	/**
	 * What was found, and how.
	 *
	 * @param result what was found
	 * @param session all that is needed to do it again
	 */
	public record Done(SegmentationResult result, SessionRecord session) {

		/** From reading the image's intensities to the labels. */
		public double seconds() {
			return session.run().seconds();
		}
	}

	/**
	 * Segments, and writes nothing.
	 *
	 * @throws java.util.concurrent.CancellationException if the user cancels before the
	 *           work has begun
	 */
	public Done run(final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings,
		final Progress progress)
	{
		final Instant start = Instant.now();
		final SessionRecord.Image image = SessionRecord.Image.of(volume, path(), channel, frame, progress);
		final SegmentationResult result = Segmentation.run(volume, objects, model, settings, progress);
		final double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
		return new Done(result, SessionRecord.of(inputs, image, model.descriptor(), objects, result,
			new SessionRecord.Run(start.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, model.placement().toString(),
				result.cancelled(), Software.running())));
	}

	/** The file that the image was opened from; null if it is not known or no longer there. */
	private String path() {
		for (final InputFile input : inputs)
			if (input.role().equals("image")) return input.path();
		return ImageFiles.original(source).map(file -> file.toAbsolutePath().normalize().toString()).orElse(null);
	}

	/** The label image in memory, on the slice that the image shows. */
	public ImagePlus labels(final Done done) {
		final ImagePlus labels = LabelImages.inMemory(done.result, source);
		LabelImages.setSession(labels, done.session);
		labels.setSlice(Shown.of(source).slice());
		return labels;
	}

	/** Writes labels, tables, ROIs, preview and, last, the session, all or none. */
	public void write(final Done done, final Outputs outputs) throws IOException {
		final SegmentationResult result = done.result;
		final ImagePlus labels = LabelImages.virtual(result, source);
		LabelImages.setSession(labels, done.session);
		TiffFiles.save(labels, outputs.add(name + "-labels.tif"));
		if (result.settings().jitter() > 1) TiffFiles.save(FloatImages.virtual(result::doubt, source, "-doubt", 0.25),
			outputs.add(name + "-doubt.tif"));
		Files.writeString(outputs.add(name + "-slices.csv"), SegmentationTables.slices(result));
		Files.writeString(outputs.add(name + "-objects.csv"), SegmentationTables.objects(result));
		final List<Roi> rois = new ArrayList<>();
		for (final SegmentedObject object : result.objects())
			rois.addAll(LabelRois.of(object.visible(), new Color(Glasbey.rgb(object.label())), source, frame));
		RoiSets.write(outputs.add(name + "-rois.zip"), rois);
		Preview.write(Preview.of(volume, result.mapping(), result.labels()), outputs.add(name + "-preview.png"));
		Files.writeString(outputs.add(name + SESSION), done.session.toJson());
		outputs.commit();
	}

	/** An image's title, without what file names may not have. */
	public static String fileName(final ImagePlus image) {
		return ImagePlusVolume.title(image).replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
	}
}
