package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.LabelEnds;
import io.github.volumesam.label.Intensities;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.Measurements;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationTables;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Size and place of every label in calibrated units, the intensities inside it and,
 * in a label image that Volume SAM has made, why it ends where it ends.
 */
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
		required("labels", labels);
		final ImagePlus intensity = image.isBlank() ? null : OpenImages.find("image", image);
		final ImagePlus[] sources = intensity == null ? new ImagePlus[] { labels } : new ImagePlus[] { labels, intensity };
		try (ImageLock lock = new ImageLock(sources); Outputs outputs = outputs(output, sources)) {
			final Volume volume = LabelInput.of(labels);
			final Volume values = intensity == null ? null : LabelInput.shown(intensity);
			if (values != null && !values.isSameSizeAs(volume)) throw new IllegalArgumentException("The label image is " +
				volume.sizeText() + " voxels, but the intensity image '" + image + "' is " + values.sizeText() + ".");
			progress.report(0, 1, "Reading labels");
			final List<LabelObject> objects = new LabelImage(volume).someObjects();
			final List<Measurements> measured = new ArrayList<>();
			for (final LabelObject object : objects) {
				progress.checkCancelled();
				progress.report(measured.size(), objects.size(), "Measuring label " + object.label());
				measured.add(Measurements.of(object, volume.calibration()));
			}
			final String csv = SegmentationTables.labels(measured, Map.of(), values == null ? List.of() : Intensities.of(
				objects, values), LabelEnds.read(labels), volume.calibration().unit());
			write(outputs, output, path -> Files.writeString(path, csv));
			measurements = CsvTable.of(csv);
		}
	}
}
