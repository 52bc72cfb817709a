package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SlicePreview;
import io.github.volumesam.volume.Volume;

import java.util.List;

/**
 * Segments objects in one channel and frame of an image: what scripts use, and what
 * the toolbar tool and the macro functions are made of. In Groovy:
 *
 * <pre>
 * segmenter = new VolumeSegmenter(IJ.getImage())
 * segmenter.addBox(28, 20, 22, 25, 36, 1)
 * found = segmenter.segment()
 * found.labels().show()
 * found.objects().show("objects")
 * segmenter.close()
 * </pre>
 *
 * Slices are counted from 1 and pixels from the upper left corner, as ImageJ shows
 * them. The labels are those that <i>Volume SAM Segment ROIs</i> makes of the same
 * prompts. No screen is needed.
 */
public final class VolumeSegmenter implements AutoCloseable {

	private final ImagePlus image;
	private final NamedSettings settings;
	private int channel;
	private int frame;
	private PromptRois prompts;
	private SamModel model;
	private SlicePreview preview;
	private SegmentationSettings previewSettings;

	/** Segments the channel and frame that an image shows, with the usual settings. */
	public VolumeSegmenter(final ImagePlus image) {
		this(image, new NamedSettings());
	}

	/**
	 * @throws IllegalArgumentException if there is no such channel or frame
	 */
	VolumeSegmenter(final ImagePlus image, final NamedSettings settings) {
		this.image = image;
		this.settings = settings.copy();
		begin();
	}

	private void begin() {
		channel = settings.selection().channelOf(image);
		frame = settings.selection().frameOf(image);
		// Says at once if there is no such channel or frame.
		volume();
		prompts = new PromptRois(image, frame);
	}

	/**
	 * Changes a setting.
	 *
	 * @param name as in <i>Volume SAM Segment ROIs</i>: {@code model}, {@code prompt},
	 *          {@code mode}, {@code allaxes}, {@code window}, {@code intensity},
	 *          {@code first}, {@code last}, {@code channel} or {@code frame}; the last two
	 *          only while there is no prompt
	 * @throws IllegalArgumentException if there is no such setting, value, channel or
	 *           frame; then nothing has changed
	 */
	public void set(final String name, final Object value) {
		final boolean where = name.equals("channel") || name.equals("frame");
		if (where && !rois().isEmpty()) throw new IllegalArgumentException("Set the " + name +
			" before the first prompt, or clear the prompts.");
		final String before = settings.get(name);
		settings.set(name, String.valueOf(value));
		try {
			if (where) begin();
		}
		catch (final IllegalArgumentException e) {
			settings.set(name, before);
			throw e;
		}
		if (name.equals("model")) close();
	}

	ImagePlus image() {
		return image;
	}

	int channel() {
		return channel;
	}

	int frame() {
		return frame;
	}

	NamedSettings settings() {
		return settings;
	}

	// -- Prompts --

	/** A box around object {@code label} on slice {@code z}. An object has one box on a slice. */
	public void addBox(final int z, final double x, final double y, final double width, final double height,
		final int label)
	{
		prompts.addBox(z, x, y, width, height, label);
	}

	/**
	 * A click on pixel x, y of slice {@code z}.
	 *
	 * @param positive whether the pixel belongs to object {@code label}; false if it
	 *          does not
	 */
	public void addPoint(final int z, final double x, final double y, final boolean positive, final int label) {
		prompts.addPoint(z, x, y, positive, label);
	}

	/**
	 * A ROI on slice {@code z} for object {@code label}: a rectangle is a box, points are
	 * points, and any other area is the object's mask on that slice.
	 */
	public void addRoi(final Roi roi, final int z, final int label) {
		prompts.addRoi(roi, z, label);
	}

	/** A ROI with its own position, group and name, as the ROI Manager has it. */
	public void addRoi(final Roi roi) {
		prompts.add(roi);
	}

	/** Takes back what has been said of an object on a slice. */
	public void remove(final int label, final int z) {
		prompts.remove(label, z);
	}

	void removeBox(final int label, final int z) {
		prompts.removeBox(label, z);
	}

	/** Takes back all prompts; image, settings and model stay. */
	public void clear() {
		prompts.clear();
	}

	/** The prompts, as <i>Volume SAM Segment ROIs</i> understands them. */
	public List<Roi> rois() {
		return prompts.rois();
	}

	// -- Segmenting --

	/**
	 * Looks for the objects on all slices; progress is shown in ImageJ's status bar.
	 *
	 * @return what was found; if the user pressed Esc, what was found by then
	 * @throws IllegalArgumentException if there is no prompt, one is unusable, or
	 *           another command uses the image
	 * @throws io.github.volumesam.model.ModelException if the model cannot be loaded
	 * @throws java.util.concurrent.CancellationException if the user pressed Esc before
	 *           the work began
	 */
	public SegmentedImage segment() {
		try (StatusBarProgress progress = new StatusBarProgress()) {
			return segment(progress);
		}
	}

	/** The same with one's own progress, which may cancel. */
	public SegmentedImage segment(final Progress progress) {
		final List<KeySlices> objects = keySlices();
		try (ImageLock lock = new ImageLock(image)) {
			progress.report(0, 1, "Loading the model");
			final SamModel sam = model();
			return SegmentedImage.of(image, channel, frame, volume(), objects, sam, settings.settings(sam.descriptor(), image),
				progress);
		}
	}

	/**
	 * What the prompts of an object find on one of its key slices alone; the second
	 * prompt on a slice is answered faster than the first.
	 *
	 * @param z slice, from 1, with a prompt for the object
	 * @return the mask; empty if nothing was found
	 */
	public Mask preview(final int label, final int z) {
		return preview(label, z, Progress.NONE);
	}

	Mask preview(final int label, final int z, final Progress progress) {
		final KeySlices object = keySlices().stream().filter(o -> o.label() == label && o.prompts().containsKey(z - 1))
			.findFirst().orElseThrow(() -> new IllegalArgumentException("Object " + label + " has no prompt on slice " + z +
				"."));
		final SamModel sam = model();
		final SegmentationSettings now = settings.settings(sam.descriptor(), image);
		if (preview == null || !now.equals(previewSettings)) {
			preview = new SlicePreview(volume(), sam, now);
			previewSettings = now;
		}
		return preview.mask(z - 1, object.prompts().get(z - 1), progress);
	}

	private Volume volume() {
		return ImagePlusVolume.of(image, channel, frame);
	}

	private List<KeySlices> keySlices() {
		return prompts.keySlices(settings.selection().rangeOf(image));
	}

	private SamModel model() {
		if (model == null) model = SamModel.open(settings.get("model"), 0);
		return model;
	}

	/** Gives the model's memory back. It is loaded again if it is needed again. */
	@Override
	public void close() {
		preview = null;
		if (model != null) model.close();
		model = null;
	}
}
