package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.evaluate.ObjectScore;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.Preview;
import io.github.volumesam.ij.Sample;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * {@code volume-sam demo}: the embedded model on the bundled sample, from one tight
 * box per object, compared with the truth.
 */
@Command(name = "demo", mixinStandardHelpOptions = true, description = {
	"Segments six structures of a bundled brain MR in 3D, each from one box, and compares them with the truth." })
final class DemoCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Option(names = "--out", paramLabel = "DIR", defaultValue = "volume-sam-demo",
		description = "Folder for the results (default: ${DEFAULT-VALUE}).")
	private Path out;

	@Override
	public Integer call() throws IOException {
		final ImagePlus source = Sample.image();
		final Volume volume = ImagePlusVolume.of(source, 0, 1), truth = ImagePlusVolume.of(Sample.truth(), 0, 1);
		final List<LabelObject> trueObjects = new LabelImage(truth).objects();
		final List<KeySlices> objects = trueObjects.stream().map(object -> boxOnMiddleSlice(object, volume.depth()))
			.toList();
		final SegmentJob job = new SegmentJob(SegmentJob.fileName(source), source, 0, 1, volume, List.of());
		final PrintWriter output = spec.commandLine().getOut();
		try (Outputs outputs = new Outputs(out); SamModel model = SamModel.open(ModelFiles.EMBEDDED)) {
			output.println(model.descriptor().displayName() + " on " + volume.width() + " x " + volume.height() + " x " +
				volume.depth() + " voxels of brain MR; one box an object, on its middle slice.");
			final int exitCode = new SegmentReport(job, parent.interrupt(), spec.commandLine()).run(objects, model,
				SegmentationSettings.DEFAULT, outputs);
			if (exitCode == SegmentReport.INTERRUPTED) return exitCode;
			final Volume labels = ImagePlusVolume.of(ImageFiles.open(out.resolve(job.name() + "-labels.tif")), 0, 1);
			output.println();
			print(Evaluation.of(labels, truth), output);
			final String comparison = job.name() + "-comparison.png";
			Preview.write(Preview.against(shown(trueObjects, volume), volume, SegmentationSettings.DEFAULT.intensity()
				.mappingOf(volume), shown(new LabelImage(labels).objects(), volume)), outputs.add(comparison));
			outputs.commit();
			output.println("Preview: " + out.resolve(job.name() + "-preview.png").toAbsolutePath());
			output.println("With the truth in white: " + out.resolve(comparison).toAbsolutePath());
			return exitCode;
		}
	}

	private static LabelVolume shown(final List<LabelObject> objects, final Volume volume) {
		return new LabelVolume(volume.width(), volume.height(), volume.depth(), objects, OverlapPolicy.HIGHEST_SCORE);
	}

	/** What a user would do: scroll to the middle of the object and draw a tight box. */
	private static KeySlices boxOnMiddleSlice(final LabelObject object, final int depth) {
		final int middle = (object.masks().firstKey() + object.masks().lastKey()) / 2;
		return KeySlices.of(object.label(), new TreeMap<>(Map.of(middle, Prompt.box(object.mask(middle).box()))), depth);
	}

	private static void print(final Evaluation evaluation, final PrintWriter out) {
		final TextTable table = new TextTable("label", "structure", "Dice", "IoU", "lower end", "upper end");
		final List<ObjectScore> scores = new ArrayList<>(evaluation.objects());
		for (final ObjectScore score : scores)
			table.row(score.label(), Sample.NAMES.get(score.label() - 1), EvaluateCommand.number(score.dice()),
				EvaluateCommand.number(score.iou()), EvaluateCommand.signed(score.lowerEnd()), EvaluateCommand.signed(score
					.upperEnd()));
		table.row("", "mean", EvaluateCommand.number(evaluation.meanDice()), EvaluateCommand.number(evaluation.meanIou()),
			"", "");
		table.print(out);
		out.println("Ends: slices too many (+) or too few (-); mean error " + EvaluateCommand.number(evaluation
			.meanEndSliceError()) + " slices an object.");
	}
}
