package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.Preview;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.ij.StudyPlot;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.study.Study;
import io.github.volumesam.study.StudyFile;
import io.github.volumesam.study.StudyPlan;
import io.github.volumesam.study.StudyRow;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code volume-sam study}: which kind of prompt works best on images like this one. */
@Command(name = "study", mixinStandardHelpOptions = true, sortOptions = false, description = {
	"Tries kinds of prompts on an image whose truth is known, and says how good each is.", "",
	"Writes into DIR, named after the image: -study.csv (a row per combination) and -study.png (plots).",
	"An interrupted study goes on where it stopped when it is started again with the same DIR.", "" }, footer = { "",
		"Examples:", "  volume-sam study brain.tif brain-truth.tif --out study",
		"  volume-sam study brain.tif brain-truth.tif --out study --prompts box,box10%%,3boxes --strategies box,box+mask",
		"  volume-sam study ct.tif truth.tif --out study --models 'embedded;mobile_sam.json'" })
final class StudyCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Parameters(index = "0", paramLabel = "IMAGE", description = "The image.")
	private Path image;

	@Parameters(index = "1", paramLabel = "TRUTH.tif", description = "Its true label image, of the same size.")
	private Path truth;

	@Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
	private Path out;

	@Option(names = "--prompts", paramLabel = "LIST", defaultValue = "",
		description = "Kinds of prompts: 1point, 3points, 5points, box, box5%%, box10%%, box20%% (edges moved at random), " +
			"box+points, mask, 3boxes, 5boxes (boxes on several slices); default: all.")
	private String prompts;

	@Option(names = "--strategies", paramLabel = "LIST", defaultValue = "",
		description = "What is handed from slice to slice: box (default), box+mask, points, mask+points.")
	private String strategies;

	@Option(names = "--models", paramLabel = "LIST", defaultValue = "",
		description = "Models as for 'segment', separated by semicolons; default: embedded.")
	private String models;

	@Option(names = "--channel", paramLabel = "C", defaultValue = "0",
		description = "Channel (from 1); default: the first, or the brightness of an RGB image.")
	private int channel;

	@Option(names = "--frame", paramLabel = "T", defaultValue = "1", description = "Frame (from 1).")
	private int frame;

	@Option(names = "--threads", paramLabel = "N", defaultValue = "0", description = "Threads for the model.")
	private int threads;

	@Override
	public Integer call() throws IOException {
		final StudyPlan plan = StudyPlan.parse(models, prompts, strategies);
		final ImagePlus source = ImageFiles.open(image);
		final Study study = new Study(ImagePlusVolume.of(source, channel, frame), ImagePlusVolume.of(ImageFiles.open(truth),
			0, 1));
		final String name = SegmentJob.fileName(source) + "-study";
		final List<StudyRow> rows;
		try (Outputs outputs = new Outputs(out)) {
			final StudyFile table = new StudyFile(outputs, name + ".csv");
			try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), parent.interrupt())) {
				rows = study.run(plan, table.known(), threads, table::save, progress);
			}
			if (!rows.isEmpty()) Preview.write(StudyPlot.of(name, rows).getBufferedImage(), outputs.add(name + ".png"));
			outputs.commit();
		}
		print(study, rows, spec.commandLine().getOut());
		if (rows.size() == plan.size()) return 0;
		spec.commandLine().getErr().println("volume-sam: interrupted after " + rows.size() + " of " + plan.size() +
			" combinations; start it again to go on.");
		return SegmentReport.INTERRUPTED;
	}

	private void print(final Study study, final List<StudyRow> rows, final PrintWriter out) {
		final TextTable table = new TextTable("model", "prompt", "strategy", "Dice", "surface Dice", "end error", "median",
			"90 %", "Dice>=0.5", "Dice>=0.8", "s/object");
		for (final StudyRow row : rows)
			table.row(row.model(), row.prompt(), row.strategy(), EvaluateCommand.number(row.dice()), EvaluateCommand.number(row
				.surfaceDice()), EvaluateCommand.number(row.endSliceError()), EvaluateCommand.number(row.medianEndSliceError()),
				EvaluateCommand.number(row.largeEndSliceError()), EvaluateCommand.number(row.half()), EvaluateCommand.number(row
					.good()), EvaluateCommand.number(row.seconds()));
		table.print(out);
		out.println(study.objects() + " objects. End errors in slices, both ends together. Results in " + this.out);
	}
}
