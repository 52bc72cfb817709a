package io.github.volumesam.command;

import ij.measure.ResultsTable;

import io.github.volumesam.batch.Batch;
import io.github.volumesam.batch.BatchPlan;
import io.github.volumesam.batch.BatchRow;
import io.github.volumesam.batch.BatchRow.State;
import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.onnx.SamModel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Segments every image of a folder from the ROIs or painted labels beside it, as
 * package {@link io.github.volumesam.batch} says. It fails only if no image could be
 * segmented.
 */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Batch")
public final class SegmentFolder extends FollowingCommand {

	@Parameter(label = "Folder of images", style = "directory", required = false, persist = false,
		description = "Each image NAME.tif needs NAME-rois.zip, NAME.roi or NAME-seeds.tif beside it.")
	private String folder = "";

	@Parameter(label = "Names of images", required = false, persist = false,
		description = "A pattern, such as *.tif or {control,treated}*.tif.")
	private String pattern = "*.tif";

	@Parameter(label = "Also in subfolders", required = false, persist = false,
		description = "Whether to look for images in subfolders, too.")
	private boolean subfolders;

	@Parameter(label = "Folder for results (empty: volume-sam there)", style = "directory", required = false,
		persist = false, description = "What is finished there is skipped; a batch that was stopped goes on.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable batch;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		if (folder.isBlank()) throw new IllegalArgumentException("No folder is named: folder=FOLDER.");
		final Path images = path(folder);
		final BatchPlan plan = new BatchPlan(images, pattern, subfolders, output.isBlank() ? images.resolve(
			BatchPlan.RESULTS) : path(output), requested(), selection());
		try (SamModel sam = openModel(progress)) {
			final List<BatchRow> rows = Batch.run(plan, sam, 0, progress);
			batch = CsvTable.of(BatchRow.csv(rows));
			final long failed = rows.stream().filter(row -> row.state() == State.FAILED).count();
			if (failed == rows.size()) throw new IllegalArgumentException("None of the " + failed +
				" images could be segmented. The first is '" + rows.get(0).file() + "': " + rows.get(0).reason());
			for (final BatchRow row : rows)
				if (row.state() == State.FAILED) log().warn(row.file() + ": " + row.reason());
			if (rows.get(rows.size() - 1).state() == State.CANCELLED) log().warn(
				"Cancelled; the next run goes on where this one stopped.");
		}
	}
}
