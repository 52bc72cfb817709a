package io.github.volumesam.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.Calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class SurfaceDistancesTest {

	private static LabelObject object(final int depth, final int width, final int height) {
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		for (int z = 0; z < depth; z++)
			masks.put(z, Mask.of(0, 0, width, height, (x, y) -> true));
		return new LabelObject(1, masks, Map.of());
	}

	private static LabelObject blob(final Random random) {
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		final int z0 = random.nextInt(3), x0 = 58 + random.nextInt(4), y0 = random.nextInt(3);
		for (int z = z0; z < z0 + 4; z++)
			masks.put(z, Mask.of(x0, y0, 8, 6, (x, y) -> random.nextInt(5) != 0));
		return new LabelObject(1, masks, Map.of());
	}

	@Test
	void theSurfaceOfACubeIsAllButItsInside() {
		final Mask full = Mask.of(0, 0, 4, 4, (x, y) -> true);
		final Mask ring = full.minus(Mask.of(1, 1, 2, 2, (x, y) -> true));
		assertEquals(Map.of(0, full, 1, ring, 2, full), SurfaceDistances.surface(object(3, 4, 4)));
	}

	@Test
	void aVoxelWithOnlyACornerNeighbourOutsideIsInside() {
		final TreeMap<Integer, Mask> masks = new TreeMap<>(object(3, 3, 3).masks());
		masks.put(0, masks.get(0).minus(Mask.of(0, 0, 1, 1, (x, y) -> true)));
		assertEquals(8, SurfaceDistances.surface(new LabelObject(1, masks, Map.of())).get(1).area());
	}

	@Test
	void agreesWithBruteForce() {
		final Random random = new Random(9);
		final Calibration calibration = new Calibration(0.4, 0.7, 1.9, "mm");
		for (int i = 0; i < 30; i++) {
			final LabelObject a = blob(random), b = blob(random);
			final double[] ab = bruteForce(a, b, calibration), ba = bruteForce(b, a, calibration);
			final SurfaceDistances distances = new SurfaceDistances(a, b, calibration);
			// Between any two distances that can occur, so that rounding does not matter.
			for (final double tolerance : new double[] { 0.1, 0.45, 0.75, 1.95 }) {
				final double expected = (double) (within(ab, tolerance) + within(ba, tolerance)) / (ab.length + ba.length);
				assertEquals(expected, distances.dice(tolerance), 1e-12);
			}
			assertEquals(Math.max(percentile95(ab), percentile95(ba)), distances.hausdorff95(), 1e-6);
		}
	}

	private static long within(final double[] distances, final double tolerance) {
		return Arrays.stream(distances).filter(d -> d <= tolerance).count();
	}

	private static double percentile95(final double[] distances) {
		Arrays.sort(distances);
		final double rank = 0.95 * (distances.length - 1);
		final double low = distances[(int) Math.floor(rank)], high = distances[(int) Math.ceil(rank)];
		return low * (1 - rank % 1) + high * (rank % 1);
	}

	private static double[] bruteForce(final LabelObject from, final LabelObject to, final Calibration c) {
		final List<int[]> a = surface(from), b = surface(to);
		return a.stream().mapToDouble(p -> b.stream().mapToDouble(q -> {
			final double dx = (p[0] - q[0]) * c.voxelWidth(), dy = (p[1] - q[1]) * c.voxelHeight();
			final double dz = (p[2] - q[2]) * c.voxelDepth();
			return Math.sqrt(dx * dx + dy * dy + dz * dz);
		}).min().orElseThrow()).toArray();
	}

	private static List<int[]> surface(final LabelObject object) {
		final int[][] faces = { { -1, 0, 0 }, { 1, 0, 0 }, { 0, -1, 0 }, { 0, 1, 0 }, { 0, 0, -1 }, { 0, 0, 1 } };
		final List<int[]> surface = new ArrayList<>();
		object.masks().forEach((z, mask) -> mask.forEach((x, y) -> {
			if (Arrays.stream(faces).anyMatch(f -> !object.mask(z + f[2]).contains(x + f[0], y + f[1])))
				surface.add(new int[] { x, y, z });
		}));
		return surface;
	}
}
