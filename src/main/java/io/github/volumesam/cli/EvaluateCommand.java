package io.github.volumesam.cli;

import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.evaluate.ObjectScore;
import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code volume-sam evaluate}: how well a label image agrees with the truth. */
@Command(name = "evaluate", mixinStandardHelpOptions = true,
	description = "Compares a label image with the truth, label by label, in calibrated units.", footer = { "",
		"Example:", "  volume-sam evaluate results/brain-labels.tif truth.tif --out scores.csv" })
final class EvaluateCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Parameters(index = "0", paramLabel = "LABELS.tif", description = "The label image to judge.")
	private Path labels;

	@Parameters(index = "1", paramLabel = "TRUTH.tif", description = "The true label image, of the same size.")
	private Path truth;

	@Option(names = "--out", paramLabel = "FILE.csv", description = "Also write all figures to this file.")
	private Path out;

	@Override
	public Integer call() throws IOException {
		final Volume found = ImagePlusVolume.of(ImageFiles.open(labels), 0, 1);
		final Volume expected = ImagePlusVolume.of(ImageFiles.open(truth), 0, 1);
		if (!similar(found.calibration(), expected.calibration())) spec.commandLine().getErr().println(
			"volume-sam: the two images differ in voxel size or unit; that of '" + truth + "' is used.");
		final Evaluation evaluation = Evaluation.of(found, expected);
		if (out != null) {
			final Path file = out.toAbsolutePath();
			try (Outputs outputs = new Outputs(file.getParent())) {
				Files.writeString(outputs.add(file.getFileName().toString()), evaluation.toCsv());
				outputs.commit();
			}
		}
		print(evaluation, spec.commandLine().getOut());
		return 0;
	}

	/** TIFF keeps voxel sizes to six digits only. */
	private static boolean similar(final Calibration a, final Calibration b) {
		return close(a.voxelWidth(), b.voxelWidth()) && close(a.voxelHeight(), b.voxelHeight()) && close(a.voxelDepth(), b
			.voxelDepth()) && a.unit().equals(b.unit());
	}

	private static boolean close(final double a, final double b) {
		return Math.abs(a - b) <= 1e-4 * Math.max(a, b);
	}

	private static void print(final Evaluation evaluation, final PrintWriter out) {
		final TextTable table = new TextTable("label", "Dice", "IoU", "surface Dice", "HD95/" + evaluation.unit(),
			"lower end", "upper end");
		for (final ObjectScore score : evaluation.objects())
			table.row(score.label(), number(score.dice()), number(score.iou()), number(score.surfaceDice()), number(score
				.hausdorff95()), signed(score.lowerEnd()), signed(score.upperEnd()));
		table.row("mean", number(evaluation.meanDice()), number(evaluation.meanIou()), number(evaluation.meanSurfaceDice()),
			number(evaluation.meanHausdorff95()), "", "");
		table.print(out);
		out.println("Ends: slices too many (+) or too few (-); mean error " + number(evaluation.meanEndSliceError()) +
			" slices an object. Surface Dice within " + number(evaluation.tolerance()) + " " + evaluation.unit() + ".");
		if (evaluation.missed() > 0) out.println("Missed: " + evaluation.missed() + " of " + evaluation.objects().size() +
			" objects.");
		if (!evaluation.falsePositives().isEmpty()) out.println("Not in the truth: labels " + evaluation.falsePositives()
			.toString().replaceAll("[\\[\\]]", "") + ".");
	}

	static String number(final double value) {
		return Double.isNaN(value) ? "NaN" : String.format(Locale.ROOT, "%.3f", value);
	}

	static String signed(final int slices) {
		return slices > 0 ? "+" + slices : Integer.toString(slices);
	}
}
