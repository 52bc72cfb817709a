package io.github.volumesam.study;

import static io.github.volumesam.SyntheticVolumes.ball;
import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Volume;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Studies with the real, embedded model on a bright ball, whose truth is known. */
class StudyTest {

	private static final Volume IMAGE = volume(48, 48, 30, ball(24, 24, 15, 9));
	private static final Volume TRUTH = volume(48, 48, 30, (x, y, z) -> ball(24, 24, 15, 9).at(x, y, z) > 128 ? 1 : 0);

	private static final StudyPlan PLAN = StudyPlan.parse("", "box,mask", "box");

	private static List<StudyRow> run(final Volume image, final List<StudyRow> known, final Progress progress) {
		return new Study(image, TRUTH).run(PLAN, known, 0, rows -> {}, progress);
	}

	/** The row as if it had been measured before, with a Dice by which it can be told. */
	private static StudyRow marked(final StudyRow row) {
		return new StudyRow(row.model(), row.prompt(), row.strategy(), row.objects(), 0.125, row.surfaceDice(), row
			.endSliceError(), row.medianEndSliceError(), row.largeEndSliceError(), row.half(), row.good(), row.seconds(), row
				.inputs());
	}

	@Test
	void everyCombinationGetsARowInTheOrderOfThePlan() {
		final List<Integer> reported = new ArrayList<>();
		final List<StudyRow> rows = new Study(IMAGE, TRUTH).run(StudyPlan.parse("", "box,mask", "box,box+mask"), List.of(),
			0, so -> reported.add(so.size()), Progress.NONE);
		assertEquals(List.of("box box", "box box+mask", "mask box", "mask box+mask"), rows.stream().map(row -> row
			.prompt() + " " + row.strategy()).toList());
		assertEquals(List.of(1, 2, 3, 4), reported);
		for (final StudyRow row : rows)
			assertTrue(row.objects() == 1 && row.dice() > 0.9 && row.good() == 1 && row.endSliceError() <= 2, row.toString());
	}

	@Test
	void knownRowsAreNotComputedAgain() {
		final List<StudyRow> rows = run(IMAGE, List.of(), Progress.NONE);
		final List<StudyRow> again = run(IMAGE, List.of(marked(rows.get(1))), Progress.NONE);
		assertEquals(0.125, again.get(1).dice());
		assertEquals(rows.get(0).dice(), again.get(0).dice());
	}

	@Test
	void rowsOfAnotherImageAreComputedAgain() {
		final List<StudyRow> rows = run(IMAGE, List.of(), Progress.NONE);
		final Volume brighter = volume(48, 48, 30, (x, y, z) -> ball(24, 24, 15, 9).at(x, y, z) + 1);
		assertTrue(run(brighter, List.of(marked(rows.get(0))), Progress.NONE).get(0).dice() > 0.9);
	}

	@Test
	void cancelledStudyKeepsTheRowsThatAreFinished() {
		final List<StudyRow> finished = new ArrayList<>();
		final Progress afterFirst = new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {
				// Only whether to stop matters here.
			}

			@Override
			public boolean isCancelled() {
				return !finished.isEmpty();
			}
		};
		final List<StudyRow> rows = new Study(IMAGE, TRUTH).run(PLAN, List.of(), 0, finished::addAll, afterFirst);
		assertEquals(1, rows.size());
		assertEquals(PromptMode.BOX, rows.get(0).prompt());
	}

	@Test
	void theTableIsReadBackAsItWasWritten() {
		final StudyRow row = new StudyRow("a \"b\", c.onnx", PromptMode.BOX_10, Strategy.BOX_MASK, 3, 0.5, 0.25, 1.5, 1, 4,
			0.75, 0.125, 2.5, "0123456789abcdef");
		assertEquals(List.of(row, marked(row)), StudyTable.parse(StudyTable.csv(List.of(row, marked(row)))));
	}

	@Test
	void anotherTableOfThatNameIsNotOverwritten() {
		final String message = assertThrows(IllegalArgumentException.class, () -> StudyTable.parse("Label,Dice\n1,0.5\n"))
			.getMessage();
		assertTrue(message.contains("not the table of a study"), message);
	}

	@Test
	void imagesOfDifferentSizesAreRefused() {
		final Volume shorter = volume(48, 48, 29, (x, y, z) -> 1);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new Study(IMAGE, shorter)).getMessage().contains(
			"differ in size"));
	}

	@Test
	void aTruthOfSpecksIsRefused() {
		final Volume speck = volume(48, 48, 30, (x, y, z) -> x < 4 && y < 4 && z < 4 ? 1 : 0);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> new Study(IMAGE, speck)).getMessage().contains(
			"no object of at least 100 voxels"));
	}

	@Test
	void listsAreReadAndUnknownNamesRefused() {
		final StudyPlan plan = StudyPlan.parse("embedded; a,b.onnx", "box, 3boxes", "points");
		assertEquals(List.of("embedded", "a,b.onnx"), plan.models());
		assertEquals(List.of(PromptMode.BOX, PromptMode.BOXES_3), plan.prompts());
		assertEquals(4, plan.size());
		assertThrows(IllegalArgumentException.class, () -> StudyPlan.parse("", "boxes", ""));
		assertThrows(IllegalArgumentException.class, () -> StudyPlan.parse("", "", "video"));
	}
}
