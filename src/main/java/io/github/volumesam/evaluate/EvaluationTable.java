package io.github.volumesam.evaluate;

import io.github.volumesam.Csv;

import java.util.function.ToDoubleFunction;

/**
 * An evaluation as comma-separated values: a header, one row per object of the
 * truth, a row of means. Slices are counted from 1 as in ImageJ; what a missed
 * object does not have is NaN.
 */
final class EvaluationTable {

	private EvaluationTable() {}

	static String csv(final Evaluation evaluation) {
		final StringBuilder csv = new StringBuilder("Label,Dice,IoU,SurfaceDice,Hausdorff95,LowerEnd,UpperEnd," +
			"EndSliceError,FirstSlice,LastSlice,TrueFirstSlice,TrueLastSlice,Voxels,TrueVoxels,Tolerance,Unit\n");
		for (final ObjectScore s : evaluation.objects())
			csv.append(Csv.row(s.label(), s.dice(), s.iou(), s.surfaceDice(), s.hausdorff95(), //
				s.lowerEnd(), s.upperEnd(), s.endSliceError(), //
				slice(s.firstSlice()), slice(s.lastSlice()), slice(s.trueFirstSlice()), slice(s.trueLastSlice()), //
				s.predictedVoxels(), s.trueVoxels(), evaluation.tolerance(), evaluation.unit()));
		return csv.append(Csv.row("mean", evaluation.meanDice(), evaluation.meanIou(), evaluation.meanSurfaceDice(),
			evaluation.meanHausdorff95(), mean(evaluation, ObjectScore::lowerEnd), mean(evaluation, ObjectScore::upperEnd),
			evaluation.meanEndSliceError(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, mean(evaluation,
				ObjectScore::predictedVoxels), mean(evaluation, ObjectScore::trueVoxels), evaluation.tolerance(), evaluation
					.unit())).toString();
	}

	private static double mean(final Evaluation evaluation, final ToDoubleFunction<ObjectScore> value) {
		return evaluation.objects().stream().mapToDouble(value).average().orElseThrow();
	}

	private static double slice(final int index) {
		return index < 0 ? Double.NaN : index + 1;
	}
}
