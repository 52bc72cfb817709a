package io.github.volumesam.volume;

import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IntensityRuleTest {

	/** Values 0, 1, … 1000 in one row. */
	private static final Volume RAMP = volume(1001, 1, 1, (x, y, z) -> x);

	@Test
	void percentilesCutHalfAPercentOffEachEnd() {
		assertEquals(new IntensityMapping(5, 995, false), IntensityRule.DEFAULT.mappingOf(RAMP));
	}

	@Test
	void minMaxTakesTheWholeRange() {
		assertEquals(new IntensityMapping(0, 1000, false), new IntensityRule.MinMax().mappingOf(RAMP));
	}

	@Test
	void windowIsCentredOnItsLevel() {
		assertEquals(new IntensityMapping(-160, 240, false), IntensityRule.window(40, 400).mappingOf(RAMP));
	}

	@Test
	void medSamLooksAtPositiveVoxelsAndKeepsZeros() {
		final Volume mostlyAir = volume(2001, 1, 1, (x, y, z) -> Math.max(0, x - 1000));
		final IntensityMapping mapping = new IntensityRule.MedSam().mappingOf(mostlyAir);
		assertEquals(5.995, mapping.low(), 1e-9);
		assertTrue(mapping.zeroStaysZero());
	}

	@Test
	void nanAndInfinityDoNotCount() {
		final Volume holes = volume(1001, 1, 3, (x, y, z) -> z == 0 ? Double.NaN : z == 1 ? Double.POSITIVE_INFINITY : x);
		assertEquals(new IntensityMapping(5, 995, false), IntensityRule.DEFAULT.mappingOf(holes));
		assertEquals(new IntensityMapping(0, 1000, false), new IntensityRule.MinMax().mappingOf(holes));
	}

	@Test
	void nanMapsToBlackAndInfinityToWhite() {
		final float[] values = { Float.NaN, Float.NEGATIVE_INFINITY, 0, 50, 100, Float.POSITIVE_INFINITY };
		new IntensityMapping(0, 100, false).apply(values, values.length);
		assertArrayEquals(new float[] { 0, 0, 0, 127.5f, 255, 255 }, values);
	}

	@Test
	void constantVolumeMapsToBlackWithoutFailing() {
		final Volume constant = volume(4, 4, 4, (x, y, z) -> 7);
		final float[] slice = constant.slice(0);
		IntensityRule.DEFAULT.mappingOf(constant).apply(slice, slice.length);
		assertArrayEquals(new float[16], slice);
	}

	@Test
	void volumeOfNanAloneMapsToBlack() {
		final Volume nan = volume(2, 2, 2, (x, y, z) -> Double.NaN);
		final float[] slice = nan.slice(1);
		IntensityRule.DEFAULT.mappingOf(nan).apply(slice, slice.length);
		assertArrayEquals(new float[4], slice);
	}

	@Test
	void fewBrightSpecksOnBlackKeepTheirRange() {
		final Volume specks = volume(1000, 1, 1, (x, y, z) -> x == 500 ? 80 : 0);
		assertEquals(new IntensityMapping(0, 80, false), IntensityRule.DEFAULT.mappingOf(specks));
	}

	@Test
	void largeVolumesAreSampledOverTheirWholeDepth() {
		final Volume large = volume(256, 256, 100, (x, y, z) -> z * 10);
		final IntensityMapping mapping = IntensityRule.DEFAULT.mappingOf(large);
		assertEquals(0, mapping.low(), 10);
		assertEquals(990, mapping.high(), 10);
	}

	@Test
	void everyRuleIsReadAsItIsWritten() {
		final IntensityRule display = new IntensityRule.Range(10, 20);
		assertEquals(IntensityRule.DEFAULT, IntensityRule.parse("percentile", display));
		assertEquals(new IntensityRule.MinMax(), IntensityRule.parse("MinMax", display));
		assertEquals(display, IntensityRule.parse("display", display));
		assertEquals(new IntensityRule.MedSam(), IntensityRule.parse("medsam", display));
		final IntensityRule window = IntensityRule.parse("window:40,400", display);
		assertEquals(IntensityRule.window(40, 400), window);
		assertEquals("window:40,400", window.toString());
	}

	@Test
	void unknownRuleIsRefusedWithTheChoices() {
		final Exception e = assertThrows(IllegalArgumentException.class, () -> IntensityRule.parse("auto",
			IntensityRule.DEFAULT));
		assertTrue(e.getMessage().contains("window:LEVEL,WIDTH"), e.getMessage());
		assertThrows(IllegalArgumentException.class, () -> IntensityRule.parse("window:40", IntensityRule.DEFAULT));
		assertThrows(IllegalArgumentException.class, () -> IntensityRule.parse("window:40,wide", IntensityRule.DEFAULT));
		assertThrows(IllegalArgumentException.class, () -> IntensityRule.parse("window:40,0", IntensityRule.DEFAULT));
	}
}
