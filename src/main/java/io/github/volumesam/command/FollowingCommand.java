package io.github.volumesam.command;

import io.github.volumesam.propagate.Mode;
import io.github.volumesam.session.RequestedSettings;
import io.github.volumesam.session.SegmentationSettings;

import org.scijava.plugin.Parameter;

/** What the commands share that follow objects from their prompts through a volume. */
abstract class FollowingCommand extends SegmentationCommand {

	@Parameter(label = "How far", choices = { "follow", "range", "boxes", "smooth-boxes" }, required = false,
		persist = false, description = "follow until objects end; range: they are on all slices from the first to the last; " +
			"boxes or smooth-boxes: between key slices only, whose boxes are interpolated.")
	private String mode = SegmentationSettings.DEFAULT.mode().toString();

	@Parameter(label = "All three axes vote", required = false, persist = false,
		description = "Looks at every object along the other axes, too; for voxels nearly as deep as wide; three times as long.")
	private boolean allaxes = SegmentationSettings.DEFAULT.allAxes();

	@Override
	final RequestedSettings requested() {
		return super.requested().following(Mode.parse(mode), allaxes);
	}
}
