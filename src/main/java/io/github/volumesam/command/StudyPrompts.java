package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.ImageSelection;
import io.github.volumesam.ij.StudyPlot;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.study.Study;
import io.github.volumesam.study.StudyFile;
import io.github.volumesam.study.StudyPlan;
import io.github.volumesam.study.StudyRow;
import io.github.volumesam.study.StudyTable;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Which kind of prompt works best on images like this one: an image whose truth is
 * known is segmented from every kind, and the results are compared with the truth.
 */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Study")
public final class StudyPrompts extends VolumeSamCommand {

	@Parameter(label = "Image", required = false, persist = false,
		description = "The image; channel and frame are those it shows.")
	private ImagePlus image;

	@Parameter(label = "Truth", required = false, persist = false,
		description = "The true label image, of the same size.")
	private ImagePlus truth;

	@Parameter(label = "Prompts (empty: all)", required = false, persist = false,
		description = "1point, 3points, 5points, box, box5%, box10%, box20%, box+points, mask, 3boxes, 5boxes; commas between.")
	private String prompts = "";

	@Parameter(label = "Strategies (empty: box)", required = false, persist = false,
		description = "What is handed from slice to slice: box, box+mask, points, mask+points; commas between.")
	private String strategies = "";

	@Parameter(label = "Models (empty: embedded)", required = false, persist = false,
		description = "embedded, IDs of installed models, MODEL.json or ENCODER.onnx,DECODER.onnx; semicolons between.")
	private String models = "";

	@Parameter(label = "Save table as (empty: do not save)", style = "save", required = false, persist = false,
		description = "A .csv file; if it is there, the study goes on where it stopped.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable study;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus plot;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		required("image", image, "truth", truth);
		final StudyPlan plan = StudyPlan.parse(models, prompts, strategies);
		try (ImageLock lock = new ImageLock(image, truth); Outputs outputs = outputs(output, image, truth)) {
			final Volume volume = new ImageSelection(0, 0, 0, 0).volumeOf(image);
			final Study trial = new Study(volume, LabelInput.of(truth));
			final List<StudyRow> rows;
			if (outputs == null) rows = trial.run(plan, List.of(), SamModel::open, finished -> {}, progress);
			else {
				final StudyFile table = new StudyFile(outputs, path(output).getFileName().toString());
				rows = trial.run(plan, table.known(), SamModel::open, table::save, progress);
			}
			if (rows.isEmpty()) {
				cancel("Cancelled before anything was tried.");
				return;
			}
			study = CsvTable.of(StudyTable.csv(rows));
			plot = StudyPlot.of(ImagePlusVolume.title(image) + "-study", rows);
			if (rows.size() < plan.size()) log().warn("Cancelled after " + rows.size() + " of " + plan.size() +
				" combinations.");
		}
	}
}
