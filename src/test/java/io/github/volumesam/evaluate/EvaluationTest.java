package io.github.volumesam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class EvaluationTest {

	private static final Calibration CALIBRATION = new Calibration(0.5, 0.25, 2, "mm");

	/** Labels of a volume of 4 x 1 pixels a slice. */
	private static Volume labels(final String name, final int... labels) {
		final float[] values = new float[labels.length];
		for (int i = 0; i < labels.length; i++)
			values[i] = labels[i];
		return new Volume(name, ArrayImgs.floats(values, 4, 1, labels.length / 4), CALIBRATION);
	}

	private static final Volume TRUTH = labels("truth", //
		1, 1, 0, 2, //
		1, 1, 0, 2, //
		9, 0, 0, 0);
	/** Half of 1 and a slice too few, all of 2 and a slice too many, 9 missed, 5 and 6 made up. */
	private static final Volume PREDICTED = labels("found", //
		1, 0, 6, 2, //
		0, 0, 0, 2, //
		5, 0, 0, 2);

	@Test
	void comparesObjectsOfTheSameLabel() {
		final Evaluation evaluation = Evaluation.of(PREDICTED, TRUTH, 0.5);
		assertEquals(List.of(1, 2, 9), evaluation.objects().stream().map(ObjectScore::label).toList());
		assertEquals(2.0 / 5, evaluation.objects().get(0).dice(), 1e-12);
		assertEquals(4.0 / 5, evaluation.objects().get(1).dice(), 1e-12);
		assertEquals(0, evaluation.objects().get(2).dice());
	}

	@Test
	void listsLabelsThatTheTruthDoesNotHave() {
		assertEquals(List.of(5, 6), Evaluation.of(PREDICTED, TRUTH).falsePositives());
	}

	@Test
	void missedObjectsCountInEveryMeanButTheHausdorffDistance() {
		final Evaluation evaluation = Evaluation.of(PREDICTED, TRUTH, 0.5);
		assertEquals(1, evaluation.missed());
		assertEquals((0.4 + 0.8 + 0) / 3, evaluation.meanDice(), 1e-12);
		assertEquals((1 / 4.0 + 2 / 3.0 + 0) / 3, evaluation.meanIou(), 1e-12);
		// Object 1: its one voxel and two of the true four agree. Object 2: two of three and both.
		assertEquals((3 / 5.0 + 4 / 5.0 + 0) / 3, evaluation.meanSurfaceDice(), 1e-12);
		// Object 1: 0, 0.5, 2, sqrt(4.25), rank 2.85. Object 2: 0, 0, 2, rank 1.9.
		assertEquals((2 + 0.85 * (Math.sqrt(4.25) - 2) + 1.8) / 2, evaluation.meanHausdorff95(), 1e-6);
		// Object 1 is a slice short, object 2 a slice too long, object 9 has one slice.
		assertEquals(1, evaluation.meanEndSliceError());
	}

	@Test
	void theHausdorffDistanceIsNotANumberIfAllWereMissed() {
		assertTrue(Double.isNaN(Evaluation.of(labels("found", 0, 0, 0, 7), labels("truth", 1, 0, 0, 0)).meanHausdorff95()));
	}

	@Test
	void theMedianOfAnEvenNumberIsTheMeanOfTheMiddleTwo() {
		assertEquals(1.5, medianOf(7, 1, 2, 0));
		assertEquals(2, medianOf(7, 2, 0));
	}

	private static double medianOf(final int... errors) {
		final TreeMap<Integer, ObjectScore> scores = new TreeMap<>();
		for (final int error : errors)
			scores.put(scores.size(), new ObjectScore(1 + scores.size(), 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, error));
		return new Evaluation(List.copyOf(scores.values()), List.of(), 1, "mm").medianEndSliceError();
	}

	@Test
	void theDefaultToleranceIsTwoPixels() {
		assertEquals(1.0, Evaluation.defaultTolerance(CALIBRATION));
		assertEquals(1.0, Evaluation.of(PREDICTED, TRUTH).tolerance());
	}

	@Test
	void saysWhichSizesDiffer() {
		final String message = assertThrows(IllegalArgumentException.class, () -> Evaluation.of(labels("found", 1, 0, 0, 0),
			TRUTH)).getMessage();
		assertTrue(message.contains("'found' has 4 x 1 x 1") && message.contains("'truth' has 4 x 1 x 3"), message);
	}

	@Test
	void refusesATruthWithoutObjects() {
		final String message = assertThrows(IllegalArgumentException.class, () -> Evaluation.of(TRUTH, labels("truth",
			new int[12]))).getMessage();
		assertTrue(message.contains("no labelled object"), message);
	}

	@Test
	void refusesATolerance() {
		for (final double tolerance : new double[] { -1, Double.NaN })
			assertThrows(IllegalArgumentException.class, () -> Evaluation.of(PREDICTED, TRUTH, tolerance));
	}

	@Test
	void refusesALabelThatOccursTwice() {
		final LabelObject object = new LabelObject(4, new TreeMap<>(Map.of(0, Mask.of(0, 0, 1, 1, (x, y) -> true))), Map
			.of());
		assertThrows(IllegalArgumentException.class, () -> Evaluation.of(List.of(object, object), List.of(object),
			CALIBRATION, 1));
	}

	@Test
	void objectsWithoutAVoxelAreNotThere() {
		final LabelObject object = new LabelObject(4, new TreeMap<>(Map.of(0, Mask.of(0, 0, 1, 1, (x, y) -> true))), Map
			.of());
		final LabelObject empty = new LabelObject(5, new TreeMap<>(), Map.of());
		final Evaluation evaluation = Evaluation.of(List.of(empty, object), List.of(object, empty), CALIBRATION, 1);
		assertEquals(1, evaluation.objects().size());
		assertTrue(evaluation.falsePositives().isEmpty());
	}

	@Test
	void theTableIsTheSameInEveryLocale() {
		final Volume predicted = labels("found", 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2);
		final Volume truth = labels("truth", 0, 0, 0, 2, 0, 0, 0, 2, 9, 0, 0, 0);
		final Locale locale = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertEquals("""
				Label,Dice,IoU,SurfaceDice,Hausdorff95,LowerEnd,UpperEnd,EndSliceError,FirstSlice,LastSlice,\
				TrueFirstSlice,TrueLastSlice,Voxels,TrueVoxels,Tolerance,Unit
				2,0.800000,0.666667,0.800000,1.80000,0,1,1,1,3,1,2,3,2,0.500000,mm
				9,0,0,0,NaN,0,-1,1,NaN,NaN,3,3,0,1,0.500000,mm
				mean,0.400000,0.333333,0.400000,1.80000,0,0,1,NaN,NaN,NaN,NaN,1.50000,1.50000,0.500000,mm
				""", Evaluation.of(predicted, truth, 0.5).toCsv());
		}
		finally {
			Locale.setDefault(locale);
		}
	}

	@Test
	void aUnitWithACommaIsQuoted() {
		final ObjectScore score = new ObjectScore(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
		assertTrue(new Evaluation(List.of(score), List.of(), 1, "a,\"b\"").toCsv().endsWith(",1,\"a,\"\"b\"\"\"\n"));
	}
}
