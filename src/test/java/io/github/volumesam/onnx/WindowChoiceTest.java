package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.model.ModelDescriptor.WindowHint;
import io.github.volumesam.model.ModelDescriptor.WindowKind;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.volume.Window;

import java.util.List;

import org.junit.jupiter.api.Test;

/** Which part of a slice is shown. */
class WindowChoiceTest {

	private static final WindowHint HINT = new WindowHint(WindowKind.OBJECT, 1.8, 8);

	private static WindowChoice slices(final int width, final int height) {
		return new WindowChoice(HINT, 1024, 1, width, height);
	}

	@Test
	void aWindowAroundABoxIsACentredSquareLargerByTheFactor() {
		assertEquals(new Window(-30, -25, 90, 90), slices(512, 512).around(new Box(-10, 10, 50, 20)));
	}

	@Test
	void aWindowAroundATinyBoxHasTheSmallestSide() {
		assertEquals(new Window(97, 47, 8, 8), slices(512, 512).around(new Box(100, 50, 2, 2)));
	}

	@Test
	void aLadderGoesFromTheWholeSliceDownToTheClick() {
		final List<Window> ladder = slices(200, 100).ladder(List.of(new Point(60, 40, true)));
		assertEquals(List.of(new Window(0, -50, 200, 200), new Window(10, -10, 100, 100), new Window(35, 15, 50, 50),
			new Window(47.5, 27.5, 25, 25)), ladder);
	}

	@Test
	void aLadderNeverCutsItsPoints() {
		final List<Window> ladder = slices(200, 100).ladder(List.of(new Point(40, 40, true), new Point(80, 40, false)));
		assertEquals(List.of(new Window(0, -50, 200, 200), new Window(10, -10, 100, 100)), ladder);
	}

	@Test
	void aSmallObjectGetsATileOfTheModelsSize() {
		// Tiles start at 0, 512, 1024, ...; both 512 and 1024 hold the box and its halo, the second is nearer.
		assertEquals(new Window(1024, 512, 1024, 1024), slices(4096, 4096).tile(1500, 900, 1600, 1000));
	}

	@Test
	void ofTwoTilesEquallyNearTheFirstIsTaken() {
		assertEquals(new Window(0, 0, 1024, 1024), slices(4096, 4096).tile(718, 400, 818, 500));
	}

	@Test
	void anObjectThatDoesNotFitATileWithItsHaloGetsALargerOne() {
		assertEquals(2048, slices(8192, 8192).tile(3000, 3000, 3800, 3100).width());
		assertEquals(new Window(0, 0, 8192, 8192), slices(8192, 8192).tile(100, 100, 8000, 8000));
	}

	@Test
	void theHaloEndsAtTheEdgeOfTheSlice() {
		assertEquals(new Window(0, 0, 1024, 1024), slices(4096, 4096).tile(0, 0, 890, 890));
		assertEquals(new Window(3072, 3072, 1024, 1024), slices(4096, 4096).tile(3206, 3206, 4096, 4096));
	}

	@Test
	void theLastTileEndsAtTheEdgeOfTheSlice() {
		assertEquals(new Window(976, 476, 1024, 1024), slices(2000, 1500).tile(1900, 1400, 1990, 1490));
	}

	@Test
	void aNarrowSliceIsOnlyTiledAlongItsLength() {
		assertEquals(new Window(1024, 0, 1024, 600), slices(4096, 600).tile(1500, 10, 1600, 20));
	}

	@Test
	void everyBoxUpToAQuarterOfATileFitsTheSmallestTiles() {
		for (int x = 0; x + 256 <= 5000; x += 37)
			assertEquals(1024, slices(5000, 5000).tile(x, 40, x + 256, 296).width(), "box at " + x);
	}

	@Test
	void autoDependsOnTheModelAndTheSizeOfTheSlice() {
		final WindowHint slice = new WindowHint(WindowKind.SLICE, 1.8, 8);
		assertEquals(WindowMode.OBJECT, WindowMode.AUTO.resolve(HINT, 192, 5000, 50));
		assertEquals(WindowMode.SLICE, WindowMode.AUTO.resolve(slice, 1024, 2048, 100));
		assertEquals(WindowMode.TILES, WindowMode.AUTO.resolve(slice, 1024, 100, 2049));
		assertEquals(WindowMode.SLICE, WindowMode.SLICE.resolve(HINT, 192, 5000, 50));
	}

	@Test
	void modesAreWrittenInLowerCase() {
		for (final WindowMode mode : WindowMode.values())
			assertEquals(mode, WindowMode.parse(mode.toString()));
		assertEquals("tiles", WindowMode.TILES.toString());
		assertTrue(assertThrows(IllegalArgumentException.class, () -> WindowMode.parse("patch")).getMessage().contains(
			"auto, slice, tiles or object"));
	}
}
