package io.github.volumesam.study;

import io.github.volumesam.label.LabelObject;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The objects that a study is made with. */
public final class StudyObjects {

	/** More are not studied. */
	public static final int MOST = 20;

	private StudyObjects() {}

	/**
	 * Objects that are large enough, at most {@value #MOST}, spread evenly over their
	 * sizes; the largest first.
	 *
	 * @param smallest smaller objects are left out, in voxels
	 */
	public static List<LabelObject> choose(final List<LabelObject> all, final int smallest) {
		final List<LabelObject> large = all.stream().filter(object -> object.voxels() >= smallest).sorted(Comparator
			.comparingLong(LabelObject::voxels).reversed().thenComparing(LabelObject::label)).toList();
		if (large.size() <= MOST) return large;
		final List<LabelObject> chosen = new ArrayList<>();
		for (int i = 0; i < MOST; i++)
			chosen.add(large.get((int) ((i + 0.5) * large.size() / MOST)));
		return chosen;
	}
}
