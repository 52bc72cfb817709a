package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class MeasurementsTest {

	private static final Calibration CALIBRATION = new Calibration(0.5, 0.25, 2, "µm");

	private static Measurements of(final Map<Integer, Mask> masks) {
		return Measurements.of(new LabelObject(7, new TreeMap<>(masks), Map.of()), CALIBRATION);
	}

	private static Mask rectangle(final int x, final int y, final int width, final int height) {
		return Mask.of(x, y, width, height, (i, j) -> true);
	}

	@Test
	void aSingleVoxelLiesAtItsCentre() {
		final Measurements m = of(Map.of(4, rectangle(4, 3, 1, 1)));
		assertEquals(new Measurements(7, 1, 0.25, m.surface(), 0.5, 0.25, 2, 2.25, 0.875, 9, 4, 4, 1), m);
	}

	@Test
	void twoSlicesOfDifferentSizeAreWeightedByTheirPixels() {
		// 4 x 2 pixels at (0, 0) on slice 0, one pixel at (9, 5) on slice 3.
		final Measurements m = of(Map.of(0, rectangle(0, 0, 4, 2), 3, rectangle(9, 5, 1, 1)));
		assertEquals(9, m.voxels());
		assertEquals(9 * 0.25, m.volume());
		assertEquals(10 * 0.5, m.width());
		assertEquals(6 * 0.25, m.height());
		assertEquals(4 * 2, m.depth());
		assertEquals((8 * 2 + 9.5) / 9 * 0.5, m.centroidX(), 1e-12);
		assertEquals((8 * 1 + 5.5) / 9 * 0.25, m.centroidY(), 1e-12);
		assertEquals((8 * 0.5 + 3.5) / 9 * 2, m.centroidZ(), 1e-12);
		assertEquals(0, m.firstSlice());
		assertEquals(3, m.lastSlice());
		assertEquals(2, m.slices());
	}

	@Test
	void anEmptyObjectHasNoPlace() {
		assertEquals(new Measurements(7, 0, 0, 0, 0, 0, 0, Double.NaN, Double.NaN, Double.NaN, -1, -1, 0), of(Map.of()));
	}
}
