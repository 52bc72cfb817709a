package io.github.volumesam.command;

import ij.ImagePlus;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.RequestedSettings;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import org.scijava.plugin.Parameter;

/** What the commands that run a model share: which model, what it is shown, and where it may look. */
abstract class SegmentationCommand extends VolumeSamCommand {

	@Parameter(label = "Model", required = false, persist = false,
		description = "embedded, the ID of an installed model, a descriptor (MODEL.json), or ENCODER.onnx,DECODER.onnx.")
	private String model = ModelFiles.EMBEDDED;

	@Parameter(label = "Prompt for the next slice", choices = { "box", "box+mask", "points", "mask+points" },
		required = false, persist = false, description = "What of one slice's mask becomes the prompt on the next slice.")
	private String prompt = SegmentationSettings.DEFAULT.prompt().toString();

	@Parameter(label = "Shown to the model", choices = { "auto", "slice", "tiles", "object" }, required = false,
		persist = false, description = "auto suits the model; or the whole slice, tiles, a window around the object.")
	private String window = SegmentationSettings.DEFAULT.window().toString();

	@Parameter(label = "Intensities", required = false, persist = false,
		description = "auto (what the model was made for), percentile, minmax, display, window:LEVEL,WIDTH or medsam.")
	private String intensity = RequestedSettings.AUTO;

	@Parameter(label = "First slice (0: any)", required = false, persist = false,
		description = "First slice that the objects may be on.")
	private int first;

	@Parameter(label = "Last slice (0: any)", required = false, persist = false,
		description = "Last slice that the objects may be on.")
	private int last;

	@Parameter(label = "Channel (0: shown)", required = false, persist = false,
		description = "0 for the channel that the image shows; of an RGB image, its brightness.")
	private int channel;

	@Parameter(label = "Frame (0: shown)", required = false, persist = false,
		description = "0 for the frame that the image shows.")
	private int frame;

	/** The settings as they were asked for. */
	RequestedSettings requested() {
		return RequestedSettings.parse(model, prompt, window, intensity);
	}

	/** The settings for one image. */
	final SegmentationSettings settings(final SamModel sam, final ImagePlus image) {
		return requested().with(Axis.XY, sam.descriptor(), () -> ImagePlusVolume.displayRange(image));
	}

	/**
	 * Loads the model.
	 *
	 * @throws IllegalArgumentException if the settings are wrong, which is said before
	 *           anybody has to wait
	 */
	final SamModel openModel(final CommandProgress progress) {
		final RequestedSettings requested = requested();
		progress.report(0, 1, "Loading the model");
		try {
			final SamModel sam = SamModel.open(requested.model());
			if (sam.placement().fallback().isEmpty()) log().info("Volume SAM runs on " + sam.placement());
			else log().warn("Volume SAM runs on " + sam.placement());
			sam.descriptor().remarks().forEach(remark -> log().info(remark));
			return sam;
		}
		catch (final ModelException e) {
			if (model.trim().equals(ModelFiles.EMBEDDED)) throw e;
			throw new ModelException(e.getMessage() + " The model that comes with Volume SAM is always there: model=" +
				ModelFiles.EMBEDDED + ".", e);
		}
	}

	/** The part of an image that was asked for. */
	final ImageSelection selection() {
		return new ImageSelection(channel, frame, first, last);
	}

	/** The chosen channel and frame of an image. */
	final Volume volume(final ImagePlus image) {
		if (image.getNSlices() == 1 && image.getNFrames() > 1) log().warn("The image has " + image.getNFrames() +
			" frames of one slice each. If these are slices, correct this in Image > Properties.");
		return selection().volumeOf(image);
	}
}
