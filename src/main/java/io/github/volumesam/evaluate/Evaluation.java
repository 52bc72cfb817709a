package io.github.volumesam.evaluate;

import io.github.volumesam.Progress;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * A label image compared with the truth, object by object; objects belong together
 * if they have the same label.
 *
 * @param objects one score for every object of the truth, by rising label
 * @param falsePositives labels that the truth does not have, rising; they are in no
 *          mean
 * @param tolerance distance up to which surfaces agree, in {@code unit}
 * @param unit unit of length of the tolerance and of the Hausdorff distances
 */
public record Evaluation(List<ObjectScore> objects, List<Integer> falsePositives, double tolerance, String unit) {

	/**
	 * @throws IllegalArgumentException if there is no object to compare with
	 */
	public Evaluation {
		if (objects.isEmpty()) throw new IllegalArgumentException(
			"The truth holds no labelled object, so there is nothing to compare with. " +
				"Are the two label images in the right order?");
		objects = List.copyOf(objects);
		falsePositives = List.copyOf(falsePositives);
	}

	/**
	 * Compares two label images at the default tolerance.
	 *
	 * @throws IllegalArgumentException if they differ in size, one has a value that
	 *           is no label, or the truth is empty
	 */
	public static Evaluation of(final Volume predicted, final Volume truth) {
		return of(predicted, truth, Progress.NONE);
	}

	/**
	 * The same.
	 *
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public static Evaluation of(final Volume predicted, final Volume truth, final Progress progress) {
		return of(predicted, truth, defaultTolerance(truth.calibration()), progress);
	}

	/**
	 * Compares two label images. Each is read once, slice by slice; only masks are
	 * held. Distances are in the calibration of the truth.
	 *
	 * @param tolerance distance up to which surfaces agree, in units of the truth
	 * @throws IllegalArgumentException if they differ in size, one has a value that
	 *           is no label, or the truth is empty
	 */
	public static Evaluation of(final Volume predicted, final Volume truth, final double tolerance) {
		return of(predicted, truth, tolerance, Progress.NONE);
	}

	private static Evaluation of(final Volume predicted, final Volume truth, final double tolerance,
		final Progress progress)
	{
		if (!predicted.isSameSizeAs(truth)) throw new IllegalArgumentException("The label images differ in size: '" +
			predicted.name() + "' has " + predicted.sizeText() + " voxels, the truth '" + truth.name() + "' has " + truth
				.sizeText() + ". Both must show the same volume.");
		return of(new LabelImage(predicted).objects(), new LabelImage(truth).objects(), truth.calibration(), tolerance,
			progress);
	}

	/**
	 * Compares objects of the same volume. Those without a voxel count as not there.
	 *
	 * @param tolerance distance up to which surfaces agree, in calibrated units
	 * @throws IllegalArgumentException if a label occurs twice on one side, or the
	 *           truth is empty
	 */
	public static Evaluation of(final List<LabelObject> predicted, final List<LabelObject> truth,
		final Calibration calibration, final double tolerance)
	{
		return of(predicted, truth, calibration, tolerance, Progress.NONE);
	}

	private static Evaluation of(final List<LabelObject> predicted, final List<LabelObject> truth,
		final Calibration calibration, final double tolerance, final Progress progress)
	{
		if (!(tolerance >= 0)) throw new IllegalArgumentException("The tolerance is " + tolerance +
			"; it must be 0 or more.");
		final SortedMap<Integer, LabelObject> found = byLabel(predicted);
		final SortedMap<Integer, LabelObject> wanted = byLabel(truth);
		final List<ObjectScore> scores = new ArrayList<>();
		wanted.forEach((label, object) -> {
			progress.checkCancelled();
			progress.report(scores.size(), wanted.size(), "Comparing label " + label);
			scores.add(ObjectScore.of(found.getOrDefault(label, missing(label)), object, calibration, tolerance));
		});
		final List<Integer> extra = found.keySet().stream().filter(label -> !wanted.containsKey(label)).toList();
		return new Evaluation(scores, extra, tolerance, calibration.unit());
	}

	/**
	 * Two pixels: twice the larger in-plane voxel size. Thick slices do not loosen it;
	 * whole slices too many or too few are what the end-slice error is for.
	 */
	public static double defaultTolerance(final Calibration calibration) {
		return 2 * Math.max(calibration.voxelWidth(), calibration.voxelHeight());
	}

	private static SortedMap<Integer, LabelObject> byLabel(final List<LabelObject> objects) {
		final SortedMap<Integer, LabelObject> map = new TreeMap<>();
		for (final LabelObject object : objects)
			if (!object.isEmpty() && map.put(object.label(), object) != null) throw new IllegalArgumentException(
				"Label " + object.label() + " occurs twice; every object needs a label of its own.");
		return map;
	}

	private static LabelObject missing(final int label) {
		return new LabelObject(label, new TreeMap<>(), Map.of());
	}

	/** Number of true objects of which nothing was found. */
	public int missed() {
		return (int) objects.stream().filter(ObjectScore::missed).count();
	}

	/** Missed objects count as 0. */
	public double meanDice() {
		return mean(ObjectScore::dice);
	}

	/** Missed objects count as 0. */
	public double meanIou() {
		return mean(ObjectScore::iou);
	}

	/** Missed objects count as 0. */
	public double meanSurfaceDice() {
		return mean(ObjectScore::surfaceDice);
	}

	/**
	 * In {@code unit}, over the objects that were found; {@link #missed()} says how
	 * many it leaves out. NaN if none was found.
	 */
	public double meanHausdorff95() {
		return objects.stream().filter(score -> !score.missed()).mapToDouble(ObjectScore::hausdorff95).average().orElse(
			Double.NaN);
	}

	/** In slices, missed objects included. */
	public double meanEndSliceError() {
		return mean(ObjectScore::endSliceError);
	}

	/** In slices, missed objects included; the mean of the middle two of an even number. */
	public double medianEndSliceError() {
		final int[] sorted = objects.stream().mapToInt(ObjectScore::endSliceError).sorted().toArray();
		final int n = sorted.length;
		return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2.0;
	}

	/**
	 * The end-slice error, in slices, that {@code part} (0…1) of the objects do not
	 * exceed, missed objects included.
	 */
	public int endSliceErrorPercentile(final double part) {
		final int[] sorted = objects.stream().mapToInt(ObjectScore::endSliceError).sorted().toArray();
		return sorted[(int) Math.max(0, Math.ceil(part * sorted.length) - 1)];
	}

	/** Share of the objects, missed ones included, with at least this Dice. */
	public double shareWithDice(final double threshold) {
		return (double) objects.stream().filter(score -> score.dice() >= threshold).count() / objects.size();
	}

	private double mean(final ToDoubleFunction<ObjectScore> value) {
		return objects.stream().mapToDouble(value).average().orElseThrow();
	}

	/**
	 * Comma-separated values: a header, one row per object, a row of means. Numbers
	 * have a decimal point everywhere; slices are counted from 1 as in ImageJ; what a
	 * missed object does not have is NaN.
	 */
	public String toCsv() {
		return EvaluationTable.csv(this);
	}
}
