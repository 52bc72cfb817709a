package io.github.volumesam.cli;

import ij.ImagePlus;
import ij.gui.Roi;

import io.github.volumesam.ij.PaintedLabels;
import io.github.volumesam.ij.RoiPrompts;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.session.BoxList;
import io.github.volumesam.session.PlacedBox;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import picocli.CommandLine.Option;

/** Where the objects are: boxes, ROIs and painted masks, in any combination. */
final class PromptOptions {

	@Option(names = "--box", paramLabel = "Z,X,Y,W,H[,LABEL]", description = {
		"A box around an object on slice Z (from 1), in pixels; may be repeated.",
		"Boxes with the same LABEL on different slices are one object." })
	private final List<String> boxes = new ArrayList<>();

	@Option(names = "--boxes", paramLabel = "FILE", description = {
		"Boxes of another program: a table (.csv) with the columns label, slice, x, y, width and height, or JSON.",
		"An object is looked for from its first to its last box." })
	private Path boxList;

	@Option(names = "--rois", paramLabel = "FILE", description = {
		"RoiSet.zip or .roi of the ROI Manager. Rectangles are boxes, points are points (off the object if",
		"the name ends in '-' or 'neg'), other areas are masks.", "ROIs of one group, or of one name, are one object." })
	private Path rois;

	@Option(names = "--mask", paramLabel = "LABELS.tif",
		description = "Painted labels, the same size as the image; each painted slice is a key slice of its label.")
	private Path mask;

	@Option(names = "--first", paramLabel = "Z", defaultValue = "0",
		description = "First slice that objects may be on (from 1); default: any.")
	private int first;

	@Option(names = "--last", paramLabel = "Z", defaultValue = "0",
		description = "Last slice that objects may be on; default: any.")
	private int last;

	/** The files that prompts come from, by role. */
	Map<String, Path> files() {
		final Map<String, Path> files = new LinkedHashMap<>();
		if (boxList != null) files.put("boxes", boxList);
		if (rois != null) files.put("rois", rois);
		if (mask != null) files.put("mask", mask);
		return files;
	}

	/**
	 * All prompts, as key slices along {@code axis}.
	 *
	 * @param image the image that ROIs lie on
	 * @param frame from 1
	 * @param volume that frame, in XY slices
	 * @throws IOException if a file cannot be read
	 * @return none if there is no prompt
	 * @throws IllegalArgumentException if a prompt does not fit the image
	 */
	List<KeySlices> keySlices(final ImagePlus image, final int frame, final Volume volume, final Axis axis)
		throws IOException
	{
		final Volume cut = volume.along(axis);
		final SliceRange range = SliceRange.of(first, last, cut.depth());
		final List<PlacedBox> parsed = boxes.stream().map(BoxOption::parse).toList();
		final List<Roi> drawn = rois == null ? List.of() : RoiSets.read(rois);
		if (rois != null && axis != Axis.XY) throw new IllegalArgumentException("ROIs lie on xy slices; use --box or " +
			"--mask with --axis " + axis + ".");
		final List<LabelObject> painted = mask == null ? List.of() : PaintedLabels.read(mask, volume, axis);
		final List<KeySlices> listed = boxList == null ? List.of() : BoxList.read(boxList).keySlices(cut.width(), cut
			.height(), cut.depth());
		final Set<Integer> taken = new HashSet<>(RoiPrompts.labels(drawn));
		listed.forEach(object -> taken.add(object.label()));
		parsed.forEach(box -> taken.add(box.label()));
		painted.forEach(object -> taken.add(object.label()));
		final Map<Integer, SortedMap<Integer, Prompt>> prompts = new LinkedHashMap<>();
		addBoxes(parsed, cut, taken, prompts);
		for (final KeySlices object : listed)
			add(prompts, object);
		if (rois != null) for (final KeySlices object : RoiPrompts.of(drawn, image, frame, taken))
			add(prompts, object);
		for (final LabelObject object : painted)
			add(prompts, KeySlices.painted(object, cut.depth()));
		return prompts.entrySet().stream().map(e -> new KeySlices(e.getKey(), e.getValue(), range.first(), range.last()))
			.map(object -> complete(object, listed)).toList();
	}

	/**
	 * Makes sure that a model can do without prompts.
	 *
	 * @throws IllegalArgumentException if it cannot, or is to look at some slices only
	 */
	void checkUnneeded(final ModelDescriptor model) {
		if (model.automatic() == null) throw new IllegalArgumentException(
			"There is no prompt. Say where the objects are with --box, --boxes, --rois or --mask.");
		if (first > 0 || last > 0) throw new IllegalArgumentException("--first and --last limit objects that are prompted; " +
			"without prompts " + model.displayName() + " looks at every slice.");
	}

	/** A list of boxes says where an object ends, unless another key slice lies beyond. */
	private static KeySlices complete(final KeySlices object, final List<KeySlices> listed) {
		if (listed.stream().noneMatch(known -> known.label() == object.label())) return object;
		return object.within(new SliceRange(object.prompts().firstKey(), object.prompts().lastKey()));
	}

	private static void addBoxes(final List<PlacedBox> boxes, final Volume cut, final Set<Integer> taken,
		final Map<Integer, SortedMap<Integer, Prompt>> prompts)
	{
		int next = 1;
		for (final PlacedBox box : boxes) {
			int label = box.label();
			if (label == 0) {
				while (!taken.add(next))
					next++;
				label = next;
			}
			final Prompt prompt = Prompt.box(box.inside(cut.width(), cut.height(), cut.depth()));
			if (prompts.computeIfAbsent(label, l -> new TreeMap<>()).put(box.slice() - 1, prompt) != null)
				throw new IllegalArgumentException(box.origin() + ": object " + label +
					" already has a box on slice " + box.slice() + ".");
		}
	}

	private static void add(final Map<Integer, SortedMap<Integer, Prompt>> prompts, final KeySlices object) {
		object.prompts().forEach((z, prompt) -> add(prompts, object.label(), z, prompt));
	}

	/** Several sources may speak of one object; on the same slice they are one prompt. */
	private static void add(final Map<Integer, SortedMap<Integer, Prompt>> prompts, final int label, final int z,
		final Prompt prompt)
	{
		prompts.computeIfAbsent(label, l -> new TreeMap<>()).merge(z, prompt, (a, b) -> {
			if (a.box().isPresent() && b.box().isPresent()) throw new IllegalArgumentException("Object " + label +
				" has two boxes on slice " + (z + 1) + ".");
			final List<Point> points = new ArrayList<>(a.points());
			points.addAll(b.points());
			final Optional<Mask> both = a.mask().isPresent() && b.mask().isPresent() ? Optional.of(a.mask().get().or(b.mask()
				.get())) : a.mask().or(b::mask);
			return new Prompt(a.box().or(b::box), points, both);
		});
	}
}
