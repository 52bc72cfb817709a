package io.github.volumesam.evaluate;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * An evaluation as comma-separated values: a header, one row per object of the
 * truth, a row of means. Numbers have a decimal point everywhere; slices are
 * counted from 1 as in ImageJ; what a missed object does not have is NaN.
 */
final class EvaluationTable {

	private EvaluationTable() {}

	static String csv(final Evaluation evaluation) {
		final StringBuilder csv = new StringBuilder("Label,Dice,IoU,SurfaceDice,Hausdorff95,LowerEnd,UpperEnd," +
			"EndSliceError,FirstSlice,LastSlice,TrueFirstSlice,TrueLastSlice,Voxels,TrueVoxels,Tolerance,Unit\n");
		final String tail = number(evaluation.tolerance()) + "," + quoted(evaluation.unit()) + "\n";
		for (final ObjectScore s : evaluation.objects())
			csv.append(s.label()).append(numbers( //
				s.dice(), s.iou(), s.surfaceDice(), s.hausdorff95(), //
				s.lowerEnd(), s.upperEnd(), s.endSliceError(), //
				slice(s.firstSlice()), slice(s.lastSlice()), slice(s.trueFirstSlice()), slice(s.trueLastSlice()), //
				s.predictedVoxels(), s.trueVoxels())).append(tail);
		return csv.append("mean").append(numbers( //
			evaluation.meanDice(), evaluation.meanIou(), evaluation.meanSurfaceDice(), evaluation.meanHausdorff95(), //
			mean(evaluation, ObjectScore::lowerEnd), mean(evaluation, ObjectScore::upperEnd), //
			evaluation.meanEndSliceError(), //
			Double.NaN, Double.NaN, Double.NaN, Double.NaN, //
			mean(evaluation, ObjectScore::predictedVoxels), mean(evaluation, ObjectScore::trueVoxels))).append(tail)
			.toString();
	}

	private static double mean(final Evaluation evaluation, final ToDoubleFunction<ObjectScore> value) {
		return evaluation.objects().stream().mapToDouble(value).average().orElseThrow();
	}

	private static double slice(final int index) {
		return index < 0 ? Double.NaN : index + 1;
	}

	private static String numbers(final double... values) {
		final StringBuilder cells = new StringBuilder(",");
		for (final double value : values)
			cells.append(number(value)).append(',');
		return cells.toString();
	}

	private static String number(final double value) {
		return value == Math.rint(value) && Math.abs(value) < 1e15 ? String.format(Locale.ROOT, "%.0f", value) //
			: String.format(Locale.ROOT, "%.6g", value);
	}

	private static String quoted(final String text) {
		return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}
}
