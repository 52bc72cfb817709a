package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.label.Intensities;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Size and place of every label in calibrated units, and the intensities inside it. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Measure Labels")
public final class MeasureLabels extends VolumeSamCommand {

	@Parameter(required = false, persist = false, description = "The label image.")
	private ImagePlus labels;

	@Parameter(label = "Intensity image (title or file; empty: none)", required = false, persist = false,
		description = "An image of the same size whose voxel values are measured inside the labels.")
	private String image = "";

	@Parameter(label = "Save table as (empty: do not save)", style = "save", required = false, persist = false,
		description = "A .csv file.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable measurements;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		final Volume volume = LabelInput.of("labels", labels);
		final Volume values = image.isBlank() ? null : LabelInput.shown(OpenImages.find("image", image));
		if (values != null && (values.width() != volume.width() || values.height() != volume.height() || values
			.depth() != volume.depth())) throw new IllegalArgumentException("The label image is " + size(volume) +
				" voxels, but the intensity image '" + image + "' is " + size(values) + ".");
		try (Outputs outputs = outputs(output)) {
			progress.report(0, 2, "Reading labels");
			final List<LabelObject> objects = new LabelImage(volume).objects();
			if (objects.isEmpty()) throw new IllegalArgumentException("'" + labels.getTitle() +
				"' holds no label; all its voxels are 0.");
			progress.checkCancelled();
			progress.report(1, 2, "Measuring " + objects.size() + " labels");
			final String csv = SegmentationTables.labels(objects.stream().map(object -> Measurements.of(object, volume
				.calibration())).toList(), values == null ? List.of() : Intensities.of(objects, values), volume.calibration()
					.unit());
			write(outputs, output, path -> Files.writeString(path, csv));
			measurements = CsvTable.of(csv);
		}
	}

	private static String size(final Volume volume) {
		return volume.width() + " x " + volume.height() + " x " + volume.depth();
	}
}
