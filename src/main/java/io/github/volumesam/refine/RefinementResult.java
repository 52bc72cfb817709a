package io.github.volumesam.refine;

import io.github.volumesam.Csv;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.session.ObjectEnds;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A label image made better.
 *
 * @param labels the new label image
 * @param objects by rising label
 * @param unit of length
 * @param cancelled whether the user stopped it; what was finished by then is there,
 *          and the rest is as it was
 */
public record RefinementResult(LabelVolume labels, List<RefinedObject> objects, String unit, boolean cancelled) {

	public RefinementResult {
		objects = List.copyOf(objects);
	}

	/** Whether anything is different from before. */
	public boolean isChanged() {
		return objects.stream().anyMatch(object -> object.redrawn() + object.added() > 0);
	}

	/** Why objects that were followed were followed no further, by label. */
	public Map<Integer, ObjectEnds> ends() {
		final Map<Integer, ObjectEnds> ends = new TreeMap<>();
		for (final RefinedObject object : objects)
			if (!object.ends().equals(ObjectEnds.UNKNOWN)) ends.put(object.label(), object.ends());
		return ends;
	}

	/** One row per object, as comma-separated values. */
	public String toCsv() {
		final StringBuilder csv = new StringBuilder(
			"Object,VoxelsBefore,Voxels,Volume,SlicesBefore,Slices,Redrawn,Kept,Added,LowerEnd,UpperEnd,Unit\n");
		for (final RefinedObject object : objects)
			csv.append(Csv.row(object.label(), object.before().voxels(), object.after().voxels(), object.after().volume(),
				object.before().slices(), object.after().slices(), object.redrawn(), object.kept(), object.added(), object.ends()
					.lower(), object.ends().upper(), unit));
		return csv.toString();
	}
}
