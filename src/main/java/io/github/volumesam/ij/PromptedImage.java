package io.github.volumesam.ij;

import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.prompt.Mask;

import java.awt.Color;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An image on which the toolbar tool has put prompts: which, for which object, and what
 * they have found on their slices, all drawn in the image's overlay beside whatever
 * else is there. To be used on the event thread.
 */
public final class PromptedImage {

	/** Property of ROIs in an overlay that the tool has drawn. */
	private static final String DRAWN_PROPERTY = "volumesam.drawn";
	private static final String PROMPT = "prompt", OUTLINE = "outline";

	/** An object on a slice (from 1). */
	record Place(int label, int z) implements Comparable<Place> {

		@Override
		public int compareTo(final Place other) {
			return label == other.label ? Integer.compare(z, other.z) : Integer.compare(label, other.label);
		}
	}

	private final VolumeSegmenter segmenter;
	private final Map<Place, Mask> found = new TreeMap<>();
	private int label = 1;

	/** The channel and frame are those that the image shows now, whatever it shows later. */
	PromptedImage(final ImagePlus image, final NamedSettings settings) {
		this(image, settings, settings.selection().channelOf(image), settings.selection().frameOf(image));
	}

	private PromptedImage(final ImagePlus image, final NamedSettings settings, final int channel, final int frame) {
		final NamedSettings own = settings.copy();
		own.set("channel", Integer.toString(channel));
		own.set("frame", Integer.toString(frame));
		segmenter = new VolumeSegmenter(image, own);
	}

	/** The same prompts with other settings. */
	PromptedImage with(final NamedSettings settings) {
		final PromptedImage other = new PromptedImage(image(), settings, segmenter.channel(), segmenter.frame());
		segmenter.rois().forEach(other.segmenter::addRoi);
		other.label = label;
		return other;
	}

	/** The ROIs of an overlay, but not those that only show what a prompt has found. */
	public static List<Roi> withoutOutlines(final Overlay overlay) {
		return Arrays.stream(overlay.toArray()).filter(roi -> !OUTLINE.equals(roi.getProperty(DRAWN_PROPERTY))).toList();
	}

	VolumeSegmenter segmenter() {
		return segmenter;
	}

	ImagePlus image() {
		return segmenter.image();
	}

	/** The object that prompts are for. */
	int label() {
		return label;
	}

	void setLabel(final int newLabel) {
		label = newLabel;
	}

	boolean isEmpty() {
		return segmenter.rois().isEmpty();
	}

	/** Where there are prompts. */
	Set<Place> places() {
		final Set<Place> places = new TreeSet<>();
		for (final Roi roi : segmenter.rois())
			places.add(new Place(Integer.parseInt(roi.getProperty(RoiPrompts.LABEL_PROPERTY)), LabelRois.slice(roi)));
		return places;
	}

	boolean hasPrompt(final Place place) {
		return places().contains(place);
	}

	// -- Prompts --

	/**
	 * @param more whether it adds to what has been said of the object on the slice, or
	 *          says it anew; a box takes the place of the box there was, in any case
	 */
	void addBox(final Place place, final Rectangle box, final boolean more) {
		if (more) segmenter.removeBox(place.label(), place.z());
		else segmenter.remove(place.label(), place.z());
		segmenter.addBox(place.z(), box.x, box.y, box.width, box.height, place.label());
		draw();
	}

	/**
	 * @param more likewise
	 */
	void addPoint(final Place place, final int x, final int y, final boolean positive, final boolean more) {
		if (!more) segmenter.remove(place.label(), place.z());
		segmenter.addPoint(place.z(), x, y, positive, place.label());
		draw();
	}

	void clear() {
		segmenter.clear();
		found.clear();
		label = 1;
		draw();
	}

	/** Keeps what the prompts of an object have found on a slice, if they are still there. */
	void found(final Place place, final Mask mask) {
		if (!hasPrompt(place)) return;
		found.put(place, mask);
		draw();
	}

	Mask mask(final Place place) {
		return found.getOrDefault(place, Mask.EMPTY);
	}

	// -- Overlay --

	private void draw() {
		final Overlay before = image().getOverlay();
		final Overlay overlay = before == null ? new Overlay() : before.duplicate();
		for (int i = overlay.size() - 1; i >= 0; i--)
			if (overlay.get(i).getProperty(DRAWN_PROPERTY) != null) overlay.remove(i);
		found.forEach((place, mask) -> {
			if (!mask.isEmpty()) overlay.add(outline(place, mask));
		});
		for (final Roi prompt : segmenter.rois()) {
			final Roi roi = (Roi) prompt.clone();
			roi.setProperty(DRAWN_PROPERTY, PROMPT);
			roi.setStrokeColor(RoiPrompts.isNegative(roi.getName()) ? Color.RED : Color.YELLOW);
			overlay.add(roi);
		}
		// Otherwise ImageJ takes quick and long clicks as wishes to edit what is drawn.
		overlay.selectable(isEmpty());
		image().setOverlay(overlay.size() == 0 ? null : overlay);
	}

	private Roi outline(final Place place, final Mask mask) {
		final Roi roi = LabelRois.outline(mask);
		LabelRois.mark(roi, place.label(), place.z(), image(), segmenter.frame());
		roi.setStrokeColor(new Color(Glasbey.rgb(place.label())));
		roi.setStrokeWidth(0);
		roi.setName(LabelRois.name(place.label(), place.z()));
		roi.setProperty(DRAWN_PROPERTY, OUTLINE);
		return roi;
	}
}
