package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.onnx.Fixtures;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Volume;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/**
 * An object in a volume, with a model that sees three slices at a time. It finds what is brighter than half of the
 * brightest voxel of the three, inside the box, so that what each window sees follows from arithmetic.
 */
class SlideSamTest {

	private static final int SIDE = 128, DEPTH = 12;
	private static final Mask BLOCK = Mask.of(40, 40, 40, 40, (x, y) -> true);
	private static final Mask DIM = Mask.of(40, 40, 10, 10, (x, y) -> true);

	/**
	 * A bright block with a dim corner on slices 3 to 9. A flash on slice 6 leaves the corner below half of the brightest
	 * in the windows around slices 5, 6 and 7.
	 */
	private static final Volume VOLUME = SyntheticVolumes.volume(SIDE, SIDE, DEPTH, (x, y, z) -> {
		if (z == 6 && x >= 100 && x < 104 && y >= 100 && y < 104) return 255;
		if (z < 3 || z > 9 || !BLOCK.contains(x, y)) return 0;
		return DIM.contains(x, y) ? 110 : 200;
	});

	private static List<Mask> found(final Volume volume, final int key, final Box box) {
		try (SamModel model = Fixtures.open("e2slices+d19")) {
			final SegmentationSettings settings = RequestedSettings.parse("embedded", "", "auto", "").with(Axis.XY, model
				.descriptor(), null);
			final KeySlices object = KeySlices.of(1, new TreeMap<>(Map.of(key, Prompt.box(box))), volume.depth());
			final SegmentedObject result = Segmentation.run(volume, List.of(object), model, settings, Progress.NONE).objects()
				.get(0);
			return IntStream.range(0, volume.depth()).mapToObj(z -> result.visible().mask(z)).toList();
		}
	}

	@Test
	void anObjectIsFollowedByTheVotesOfOverlappingWindows() {
		final List<Mask> masks = found(VOLUME, 8, new Box(36, 36, 48, 48));
		for (int z = 0; z < DEPTH; z++) {
			// Slices 5 and 7 have the corner from the windows around slices 4 and 8; all three windows of slice 6 lack it.
			final Mask expected = z < 3 || z > 9 ? Mask.EMPTY : z == 6 ? BLOCK.minus(DIM) : BLOCK;
			assertEquals(expected, masks.get(z), "slice " + (z + 1));
		}
	}

	@Test
	void anObjectReachesTheEndsOfAStackOfTwoSlices() {
		final Volume thin = SyntheticVolumes.volume(SIDE, SIDE, 2, (x, y, z) -> BLOCK.contains(x, y) ? 200 : 0);
		assertEquals(List.of(BLOCK, BLOCK), found(thin, 0, new Box(36, 36, 48, 48)));
	}
}
