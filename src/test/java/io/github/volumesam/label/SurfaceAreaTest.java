package io.github.volumesam.label;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class SurfaceAreaTest {

	private static final Calibration FLAT = new Calibration(0.5, 0.25, 2, "µm");

	private static LabelObject box(final int width, final int height, final int depth) {
		final Map<Integer, Mask> masks = new TreeMap<>();
		for (int z = 3; z < 3 + depth; z++)
			masks.put(z, Mask.of(5, 7, width, height, (x, y) -> true));
		return new LabelObject(1, new TreeMap<>(masks), Map.of());
	}

	/** A ball of radius {@code r} units, its centre between voxels, in voxels of 1 x 1 x {@code depth}. */
	private static LabelObject ball(final double r, final double depth) {
		final int middle = (int) r + 2;
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		for (int z = 0; z < 2 * middle; z++) {
			final double dz = (z + 0.5 - middle) * depth;
			masks.put(z, Mask.of(0, 0, 2 * middle, 2 * middle, (x, y) -> {
				final double dx = x + 0.5 - middle, dy = y + 0.5 - middle;
				return dx * dx + dy * dy + dz * dz < r * r;
			}));
		}
		return new LabelObject(1, masks, Map.of());
	}

	/** A line enters a box at each of its voxels whose neighbour on the line lies outside; there is nothing to estimate. */
	private static double exact(final int width, final int height, final int depth, final Calibration calibration) {
		double area = 0;
		for (final DirectionWeights d : DirectionWeights.of(calibration)) {
			final int entries = width * height * depth - Math.max(0, width - Math.abs(d.dx())) * Math.max(0, height - Math
				.abs(d.dy())) * Math.max(0, depth - Math.abs(d.dz()));
			area += 4 * d.weight() * entries * calibration.voxelVolume() / d.length();
		}
		return area;
	}

	@Test
	void aBoxIsCrossedAsOftenAsItsSidesSay() {
		assertEquals(exact(4, 6, 3, Calibration.PIXELS), SurfaceArea.of(box(4, 6, 3), Calibration.PIXELS), 1e-9);
		assertEquals(exact(4, 6, 3, FLAT), SurfaceArea.of(box(4, 6, 3), FLAT), 1e-9);
		assertEquals(exact(1, 1, 1, FLAT), SurfaceArea.of(box(1, 1, 1), FLAT), 1e-9);
	}

	@Test
	void largeFlatFacesCountSevenPercentTooLittle() {
		final double faces = 2 * (200 * 200 + 200 * 200 + 200 * 200);
		assertEquals(0.927 * faces, SurfaceArea.of(box(200, 200, 200), Calibration.PIXELS), 0.005 * faces);
	}

	@Test
	void ballsAreRightWithinAPercent() {
		for (final double r : new double[] { 10, 20, 40 })
			assertEquals(4 * Math.PI * r * r, SurfaceArea.of(ball(r, 1), Calibration.PIXELS), 0.01 * 4 * Math.PI * r * r);
	}

	@Test
	void voxelsMayBeDeeperThanWide() {
		assertEquals(4 * Math.PI * 400, SurfaceArea.of(ball(20, 4), new Calibration(1, 1, 4, "µm")), 0.01 * 4 * Math.PI *
			400);
	}

	@Test
	void theUnitOfLengthCountsSquared() {
		final double pixels = SurfaceArea.of(ball(10, 1), Calibration.PIXELS);
		assertEquals(9 * pixels, SurfaceArea.of(ball(10, 1), new Calibration(3, 3, 3, "mm")), 1e-6);
	}

	@Test
	void aHoleHasASurfaceToo() {
		final LabelObject outer = box(9, 9, 9), inner = box(3, 3, 3);
		final TreeMap<Integer, Mask> masks = new TreeMap<>(outer.masks());
		inner.masks().forEach((z, mask) -> masks.put(z + 3, outer.mask(z + 3).minus(mask.shift(3, 3))));
		assertEquals(SurfaceArea.of(outer, Calibration.PIXELS) + SurfaceArea.of(inner, Calibration.PIXELS), SurfaceArea.of(
			new LabelObject(1, masks, Map.of()), Calibration.PIXELS), 1e-9);
	}

	@Test
	void anEmptyObjectHasNone() {
		assertEquals(0, SurfaceArea.of(new LabelObject(1, new TreeMap<>(), Map.of()), Calibration.PIXELS));
	}

	@Test
	void weightsOfCubicVoxelsAreThePublishedOnes() {
		final List<DirectionWeights> weights = DirectionWeights.of(Calibration.PIXELS);
		assertEquals(13, weights.size());
		for (final DirectionWeights d : weights) {
			// Legland, Kiêu & Devaux 2007, each for one of two opposite directions.
			final double published = switch (Math.abs(d.dx()) + Math.abs(d.dy()) + d.dz()) {
				case 1 -> 0.04577789120476;
				case 2 -> 0.03698062787608;
				default -> 0.03519563978232;
			};
			assertEquals(2 * published, d.weight(), 1e-10);
		}
	}

	@Test
	void weightsAddUpToOneForAnyVoxel() {
		for (final Calibration c : new Calibration[] { Calibration.PIXELS, FLAT, new Calibration(1, 1, 50, "nm") })
			assertEquals(1, DirectionWeights.of(c).stream().mapToDouble(DirectionWeights::weight).sum(), 1e-9);
	}
}
