package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** How well a label image agrees with the truth, label by label. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Evaluate")
public final class EvaluateLabels extends VolumeSamCommand {

	@Parameter(label = "Labels", required = false, persist = false, description = "The label image to judge.")
	private ImagePlus labels;

	@Parameter(label = "Truth", required = false, persist = false,
		description = "The true label image, of the same size; distances are in its calibration.")
	private ImagePlus truth;

	@Parameter(label = "Save table as (empty: do not save)", style = "save", required = false, persist = false,
		description = "A .csv file.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable scores;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		required("labels", labels, "truth", truth);
		try (ImageLock lock = new ImageLock(labels, truth); Outputs outputs = outputs(output, labels, truth)) {
			final Volume found = LabelInput.of(labels), expected = LabelInput.of(truth);
			progress.report(0, 1, "Reading label images");
			final Evaluation evaluation = Evaluation.of(found, expected, progress);
			write(outputs, output, path -> Files.writeString(path, evaluation.toCsv()));
			scores = CsvTable.of(evaluation.toCsv());
			if (!evaluation.falsePositives().isEmpty()) log().info("Not in the truth: labels " + evaluation.falsePositives()
				.toString().replaceAll("[\\[\\]]", "") + ".");
		}
	}
}
