package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Axis;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelObjectTest {

	private static Mask rectangle(final int x, final int y, final int width, final int height) {
		return Mask.of(x, y, width, height, (i, j) -> true);
	}

	private static LabelObject object(final Map<Integer, Mask> masks, final Map<Integer, Double> scores) {
		return new LabelObject(1, new TreeMap<>(masks), scores);
	}

	@Test
	void refusesLabelsThatNoImageHolds() {
		for (final long label : new long[] { -1, 0, (1 << 24) + 1, 1L << 32 }) {
			final String message = assertThrows(IllegalArgumentException.class, () -> LabelObject.checkLabel(label))
				.getMessage();
			assertTrue(message.contains(Long.toString(label)) && message.contains("16777216"), message);
		}
		assertThrows(IllegalArgumentException.class, () -> new LabelObject(0, new TreeMap<>(), Map.of()));
	}

	@Test
	void takesTheSmallestAndTheLargestLabel() {
		assertDoesNotThrow(() -> LabelObject.checkLabel(1));
		assertDoesNotThrow(() -> LabelObject.checkLabel(1 << 24));
	}

	@Test
	void dropsEmptyMasksWithTheirScores() {
		final LabelObject object = object(Map.of(3, rectangle(0, 0, 2, 2), 4, Mask.EMPTY), Map.of(3, 0.8, 4, 0.5));
		assertEquals(Set.of(3), object.masks().keySet());
		assertEquals(Map.of(3, 0.8), object.scores());
		assertEquals(4, object.voxels());
		assertSame(Mask.EMPTY, object.mask(4));
		assertTrue(Double.isNaN(object.score(4)));
	}

	@Test
	void isEmptyWithoutAMask() {
		assertTrue(object(Map.of(2, Mask.EMPTY), Map.of()).isEmpty());
		assertFalse(object(Map.of(2, rectangle(0, 0, 1, 1)), Map.of()).isEmpty());
	}

	@Test
	void xzSlicesTurnIntoRowsOfXySlices() {
		// On XZ slice y = 7: x from 2 to 4, z from 10 to 11.
		final LabelObject turned = object(Map.of(7, rectangle(2, 10, 3, 2)), Map.of(7, 0.9)).reoriented(Axis.XZ);
		assertEquals(Map.of(10, rectangle(2, 7, 3, 1), 11, rectangle(2, 7, 3, 1)), turned.masks());
		assertEquals(Map.of(10, 0.9, 11, 0.9), turned.scores());
	}

	@Test
	void yzSlicesTurnIntoColumnsOfXySlices() {
		// On YZ slice x = 7: y from 2 to 4, z from 10 to 11.
		final LabelObject turned = object(Map.of(7, rectangle(2, 10, 3, 2)), Map.of(7, 0.9)).reoriented(Axis.YZ);
		assertEquals(Map.of(10, rectangle(7, 2, 1, 3), 11, rectangle(7, 2, 1, 3)), turned.masks());
	}

	@Test
	void scoresAreWeightedByPixels() {
		// XY slice 0 cuts three pixels of y = 5 and one of y = 6.
		final LabelObject object = object(Map.of(5, rectangle(0, 0, 3, 1), 6, rectangle(0, 0, 1, 1)), //
			Map.of(5, 0.8, 6, 0.4));
		assertEquals((3 * 0.8 + 0.4) / 4, object.reoriented(Axis.XZ).score(0), 1e-12);
	}

	@Test
	void unknownScoresStayUnknown() {
		assertTrue(object(Map.of(5, rectangle(0, 0, 3, 1)), Map.of()).reoriented(Axis.YZ).scores().isEmpty());
	}

	@Test
	void xyAndEmptyObjectsStayAsTheyAre() {
		final LabelObject object = object(Map.of(5, rectangle(0, 0, 3, 1)), Map.of());
		assertSame(object, object.reoriented(Axis.XY));
		assertTrue(object(Map.of(), Map.of()).reoriented(Axis.XZ).isEmpty());
	}

	@Test
	void refusesPixelsAtNegativePositions() {
		final LabelObject above = object(Map.of(5, rectangle(0, -1, 3, 2)), Map.of());
		assertThrows(IllegalArgumentException.class, () -> above.reoriented(Axis.XZ));
	}

	@ParameterizedTest
	@EnumSource(Axis.class)
	void reorientingKeepsEveryVoxel(final Axis axis) {
		final Random random = new Random(4);
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		final Set<List<Integer>> expected = new HashSet<>();
		for (final int n : new int[] { 60, 61, 63, 64, 66 })
			masks.put(n, Mask.of(50, 3, 30, 9, (u, v) -> random.nextInt(3) == 0));
		masks.forEach((n, mask) -> mask.forEach((u, v) -> {
			final Integer[] position = new Integer[3];
			position[axis.u()] = u;
			position[axis.v()] = v;
			position[axis.normal()] = n;
			expected.add(List.of(position));
		}));
		final Set<List<Integer>> voxels = new HashSet<>();
		object(masks, Map.of()).reoriented(axis).masks().forEach((z, mask) -> //
		mask.forEach((x, y) -> voxels.add(List.of(x, y, z))));
		assertEquals(expected, voxels);
	}
}
