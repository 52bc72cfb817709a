package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.gui.TextRoi;

import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RoiPromptsTest {

	private static final ImagePlus STACK = Images.empty(100, 80, 30);

	@BeforeAll
	static void keepImageJQuiet() {
		GroupColors.provide();
	}

	private static Roi at(final int z, final String name, final Roi roi) {
		roi.setPosition(z);
		roi.setName(name);
		return roi;
	}

	private static Roi box(final int z, final String name) {
		return at(z, name, new Roi(10, 20, 30, 40));
	}

	private static List<KeySlices> read(final Roi... rois) {
		return RoiPrompts.of(List.of(rois), STACK, 1, Set.of());
	}

	private static Prompt only(final Roi roi) {
		final List<KeySlices> objects = read(roi);
		assertEquals(1, objects.size());
		assertEquals(1, objects.get(0).prompts().size());
		return objects.get(0).prompts().values().iterator().next();
	}

	@Test
	void aRectangleIsABox() {
		assertEquals(Prompt.box(new Box(10, 20, 30, 40)), only(box(5, "a")));
		assertEquals(4, read(box(5, "a")).get(0).prompts().firstKey());
	}

	@Test
	void aBoxOverTheEdgeIsClipped() {
		assertEquals(Prompt.box(new Box(90, 0, 10, 5)), only(at(1, "a", new Roi(90, -5, 30, 10))));
	}

	@Test
	void pointsLieInTheMiddleOfTheirPixels() {
		final PointRoi points = new PointRoi(3, 4);
		points.addPoint(5, 6);
		assertEquals(Prompt.points(List.of(new Point(3.5, 4.5, true), new Point(5.5, 6.5, true))), only(at(2, "cell",
			points)));
	}

	@Test
	void aNameThatEndsInMinusOrNegMarksPointsOffTheObject() {
		final List<KeySlices> objects = read(at(2, "cell", new PointRoi(3, 4)), at(2, "cell-", new PointRoi(9, 9)), at(2,
			"cell neg", new PointRoi(8, 8)));
		assertEquals(1, objects.size());
		assertEquals(List.of(new Point(3.5, 4.5, true), new Point(9.5, 9.5, false), new Point(8.5, 8.5, false)), objects
			.get(0).prompts().get(1).points());
	}

	@Test
	void pointsOfASecondCounterLieOffTheObject() {
		final PointRoi points = new PointRoi();
		points.addPoint(null, 3, 4);
		points.setCounter(1);
		points.addPoint(null, 9, 9);
		assertEquals(List.of(new Point(3.5, 4.5, true), new Point(9.5, 9.5, false)), only(at(2, "cell", points)).points());
	}

	@Test
	void onlyPointsOffTheObjectAreNotEnough() {
		assertThrows(IllegalArgumentException.class, () -> read(at(2, "cell-", new PointRoi(9, 9))));
	}

	@Test
	void everyPointOfAMultipointMayHaveItsOwnSlice() {
		final PointRoi points = new PointRoi(3, 4);
		points.addUserPoint(STACK, 7, 8);
		final PointRoi spread = new PointRoi();
		STACK.setSlice(3);
		spread.addPoint(STACK, 1, 1);
		STACK.setSlice(9);
		spread.addPoint(STACK, 2, 2);
		STACK.setSlice(1);
		spread.setName("cell");
		assertEquals(Set.of(2, 8), read(spread).get(0).prompts().keySet());
	}

	@Test
	void otherAreasAreMasks() {
		final Roi triangle = new PolygonRoi(new float[] { 0, 20, 0 }, new float[] { 0, 0, 20 }, Roi.POLYGON);
		final Mask mask = only(at(1, "t", triangle)).mask().orElseThrow();
		assertTrue(mask.contains(2, 2));
		assertFalse(mask.contains(18, 18));
		final Mask oval = only(at(1, "o", new OvalRoi(10, 10, 11, 11))).mask().orElseThrow();
		assertTrue(oval.contains(15, 15));
		assertFalse(oval.contains(10, 10));
		assertEquals(new Box(10, 10, 11, 11), oval.box());
	}

	@Test
	void holesOfAMaskStayHoles() {
		final Roi ring = new ShapeRoi(new Roi(10, 10, 9, 9)).not(new ShapeRoi(new Roi(13, 13, 3, 3)));
		final Mask mask = only(at(1, "ring", ring)).mask().orElseThrow();
		assertEquals(72, mask.area());
		assertFalse(mask.contains(14, 14));
	}

	@Test
	void roisOfOneGroupAreOneObjectWithThatLabel() {
		final Roi a = box(3, "x"), b = box(9, "y");
		a.setGroup(7);
		b.setGroup(7);
		final List<KeySlices> objects = read(a, b);
		assertEquals(1, objects.size());
		assertEquals(7, objects.get(0).label());
		assertEquals(Set.of(2, 8), objects.get(0).prompts().keySet());
	}

	@Test
	void roisOfOneNameAreOneObjectWhateverTheSliceAtItsEnd() {
		final List<KeySlices> objects = read(box(3, "nucleus"), box(9, "nucleus-z9"), box(14, "nucleus 14"), box(20,
			"nucleus_0020"), box(4, "other"));
		assertEquals(2, objects.size());
		assertEquals(Set.of(2, 8, 13, 19), objects.get(0).prompts().keySet());
	}

	@Test
	void aNumberThatIsNotTheSliceTellsObjectsApart() {
		assertEquals(2, read(box(3, "cell 1"), box(9, "cell 2")).size());
	}

	@Test
	void theManagersOwnNamesAreNotObjects() {
		final List<KeySlices> objects = read(box(3, "0003-0040-0025"), box(4, "0004-0040-0025"));
		assertEquals(List.of(1, 2), objects.stream().map(KeySlices::label).toList());
	}

	@Test
	void unnumberedObjectsPassOverLabelsThatAreTaken() {
		final Roi grouped = box(3, "g");
		grouped.setGroup(2);
		final List<KeySlices> objects = RoiPrompts.of(List.of(box(1, "a"), grouped, box(2, "b")), STACK, 1, Set.of(1));
		assertEquals(List.of(3, 2, 4), objects.stream().map(KeySlices::label).toList());
	}

	@Test
	void boxAndPointsOfOneObjectOnOneSliceAreOnePrompt() {
		final List<KeySlices> objects = read(box(3, "cell"), at(3, "cell-", new PointRoi(12, 22)));
		assertEquals(new Prompt(Optional.of(new Box(10, 20, 30, 40)), List.of(new Point(12.5, 22.5, false)), Optional
			.empty()), objects.get(0).prompts().get(2));
	}

	@Test
	void twoBoxesForOneObjectOnOneSliceAreRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> read(box(3, "cell"), box(3, "cell-z3")));
		assertTrue(e.getMessage().contains("'cell' and 'cell-z3'"), e.getMessage());
	}

	@Test
	void aRoiWithoutASliceIsNamed() {
		final Roi roi = new Roi(1, 1, 5, 5);
		roi.setName("lost");
		final Exception e = assertThrows(IllegalArgumentException.class, () -> read(roi));
		assertTrue(e.getMessage().contains("'lost'"), e.getMessage());
		assertEquals(0, RoiPrompts.of(List.of(roi), Images.empty(20, 20, 1), 1, Set.of()).get(0).prompts().firstKey());
	}

	@Test
	void theManagersOwnNameTellsTheSlice() {
		// Images of more than 9,999 pixels or slices have longer ones.
		for (final String name : List.of("0012-0003-0003", "00012-12003-00003", "000012-000003-120003")) {
			final Roi roi = new Roi(1, 1, 5, 5);
			roi.setName(name);
			assertEquals(11, read(roi).get(0).prompts().firstKey(), name);
		}
	}

	@Test
	void aSliceBehindTheLastIsRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> read(box(31, "far")));
		assertEquals("ROI 'far' is on slice 31, but the image has 30 slices.", e.getMessage());
	}

	@Test
	void roisOutsideTheImageAreRefused() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> read(at(1, "off", new Roi(100, 0, 5, 5))));
		assertEquals("ROI 'off' lies outside the image, which is 100 x 80 pixels.", e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> read(at(1, "off", new OvalRoi(200, 0, 5, 5))));
		assertThrows(IllegalArgumentException.class, () -> read(at(1, "off", new PointRoi(100, 0))));
	}

	@Test
	void linesAndTextAreNoPrompts() {
		assertThrows(IllegalArgumentException.class, () -> read(at(1, "line", new Line(0, 0, 5, 5))));
		assertThrows(IllegalArgumentException.class, () -> read(at(1, "text", new TextRoi(0, 0, 30, 10, "hi", null))));
	}

	@Test
	void aSingleNumberInAHyperstackIsASliceOfAllFramesAsImageJDrawsIt() {
		final ImagePlus hyperstack = Images.bytes(50, 50, 2 * 5 * 3, (x, y, n) -> 0);
		hyperstack.setDimensions(2, 5, 3);
		final Roi roi = new Roi(1, 1, 5, 5);
		roi.setPosition(4);
		for (int frame = 1; frame <= 3; frame++)
			assertEquals(Set.of(3), RoiPrompts.of(List.of(roi), hyperstack, frame, Set.of()).get(0).prompts().keySet());
	}

	@Test
	void positionsInAHyperstackCountSlicesNotPlanes() {
		final ImagePlus hyperstack = Images.bytes(50, 50, 2 * 5 * 3, (x, y, n) -> 0);
		hyperstack.setDimensions(2, 5, 3);
		final Roi roi = new Roi(1, 1, 5, 5), plane = new Roi(1, 1, 5, 5), otherFrame = new Roi(1, 1, 5, 5);
		roi.setName("a");
		roi.setPosition(1, 4, 2);
		plane.setName("b");
		// Frame 2, slice 3, channel 1: 10 + 4 + 1.
		plane.setPosition(15);
		otherFrame.setName("c");
		otherFrame.setPosition(1, 4, 3);
		final List<KeySlices> objects = RoiPrompts.of(List.of(roi, plane, otherFrame), hyperstack, 2, Set.of());
		assertEquals(2, objects.size());
		assertEquals(3, objects.get(0).prompts().firstKey());
		assertEquals(2, objects.get(1).prompts().firstKey());
	}
}
