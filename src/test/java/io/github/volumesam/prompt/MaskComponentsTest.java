package io.github.volumesam.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MaskComponentsTest {

	/** A mask drawn with # for inside. */
	private static Mask drawn(final int x0, final int y0, final String... rows) {
		return Mask.of(x0, y0, rows[0].length(), rows.length, (x, y) -> rows[y - y0].charAt(x - x0) == '#');
	}

	private static Mask random(final Random random, final double density) {
		return Mask.of(-70, -5, 140, 20, (x, y) -> random.nextDouble() < density);
	}

	@Test
	void pixelsThatShareACornerAreOneComponent() {
		final Mask mask = drawn(63, 0, "#.", ".#");
		assertEquals(List.of(mask), MaskComponents.of(mask));
		final Mask other = drawn(63, 0, ".#", "#.");
		assertEquals(List.of(other), MaskComponents.of(other));
	}

	@Test
	void componentsComeLargestFirstThenFromTheTop() {
		final Mask mask = drawn(0, 0, //
			"#.....", //
			"....##", //
			"#...##");
		assertEquals(List.of(drawn(4, 1, "##", "##"), drawn(0, 0, "#"), drawn(0, 2, "#")), MaskComponents.of(mask));
	}

	@Test
	void branchesThatMeetBelowAreOneComponent() {
		assertEquals(1, MaskComponents.of(drawn(0, 0, //
			"#.#.#", //
			"#.#.#", //
			"#.###", //
			"###..")).size());
	}

	@Test
	void pixelsInRowsWithAGapAreSeparate() {
		assertEquals(2, MaskComponents.of(drawn(0, 0, "##", "..", "##")).size());
	}

	@Test
	void anEmptyMaskHasNoComponentAndNoHole() {
		assertTrue(MaskComponents.of(Mask.EMPTY).isEmpty());
		assertTrue(MaskComponents.fillHoles(Mask.EMPTY).isEmpty());
	}

	@Test
	void aSinglePixelIsItsOwnComponentWithoutHole() {
		final Mask pixel = drawn(64, -3, "#");
		assertEquals(List.of(pixel), MaskComponents.of(pixel));
		assertSame(pixel, MaskComponents.fillHoles(pixel));
	}

	@Test
	void componentsAgreeWithFloodFill() {
		final Random random = new Random(5);
		for (final double density : new double[] { 0.1, 0.3, 0.4, 0.5, 0.7 })
			for (int i = 0; i < 10; i++) {
				final Mask mask = random(random, density);
				assertEquals(floodComponents(mask), MaskComponents.of(mask));
			}
	}

	@Test
	void aRingIsFilled() {
		assertEquals(drawn(62, -1, "####", "####", "####"), MaskComponents.fillHoles(drawn(62, -1, //
			"####", //
			"#..#", //
			"####")));
	}

	@Test
	void aRingClosedByCornersOnlyIsFilled() {
		assertEquals(drawn(0, 0, ".#.", "###", ".#."), MaskComponents.fillHoles(drawn(0, 0, ".#.", "#.#", ".#.")));
	}

	@Test
	void aBayIsNoHole() {
		final Mask bay = drawn(0, 0, //
			"####", //
			"#...", //
			"####");
		assertEquals(bay, MaskComponents.fillHoles(bay));
	}

	@Test
	void anIslandInAHoleIsSwallowed() {
		assertEquals(Mask.of(0, 0, 5, 5, (x, y) -> true), MaskComponents.fillHoles(drawn(0, 0, //
			"#####", //
			"#...#", //
			"#.#.#", //
			"#...#", //
			"#####")));
	}

	@Test
	void holesAgreeWithFloodFillFromOutside() {
		final Random random = new Random(6);
		for (final double density : new double[] { 0.3, 0.5, 0.6, 0.7, 0.9 })
			for (int i = 0; i < 10; i++) {
				final Mask mask = random(random, density);
				assertEquals(floodFilled(mask), MaskComponents.fillHoles(mask));
			}
	}

	@Test
	void aMillionPixelsTakeNoRecursionAndLittleTime() {
		final Mask comb = Mask.of(0, 0, 1400, 1400, (x, y) -> y == 1399 || x % 2 == 0);
		assertTimeout(Duration.ofSeconds(5), () -> {
			assertEquals(1, MaskComponents.of(comb).size());
			assertEquals(comb, MaskComponents.fillHoles(comb));
		});
	}

	private static List<Mask> floodComponents(final Mask mask) {
		final List<Mask> components = new ArrayList<>();
		final Mask[] left = { mask };
		mask.forEach((x, y) -> {
			if (!left[0].contains(x, y)) return;
			final Mask component = flooded(mask, x, y, mask, true);
			components.add(component);
			left[0] = left[0].minus(component);
		});
		components.sort(Comparator.comparingInt(Mask::area).reversed());
		return components;
	}

	private static Mask floodFilled(final Mask mask) {
		final Mask area = Mask.of(mask.box().grow(1));
		return area.minus(flooded(area.minus(mask), area.minX(), area.minY(), area, false));
	}

	/** What is reached from a pixel in steps to 8 or 4 neighbours, pixel by pixel. */
	private static Mask flooded(final Mask allowed, final int startX, final int startY, final Mask area,
		final boolean diagonal)
	{
		final int x0 = area.minX(), y0 = area.minY(), width = area.maxX() - x0 + 1;
		final boolean[] seen = new boolean[width * (area.maxY() - y0 + 1)];
		final ArrayDeque<int[]> queue = new ArrayDeque<>();
		queue.add(new int[] { startX, startY });
		seen[(startY - y0) * width + startX - x0] = true;
		while (!queue.isEmpty()) {
			final int[] p = queue.remove();
			for (int dy = -1; dy <= 1; dy++)
				for (int dx = -1; dx <= 1; dx++) {
					final int x = p[0] + dx, y = p[1] + dy;
					if (!diagonal && dx * dy != 0 || !allowed.contains(x, y) || seen[(y - y0) * width + x - x0]) continue;
					seen[(y - y0) * width + x - x0] = true;
					queue.add(new int[] { x, y });
				}
		}
		return allowed.where((x, y) -> seen[(y - y0) * width + x - x0]);
	}
}
