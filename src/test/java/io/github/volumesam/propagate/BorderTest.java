package io.github.volumesam.propagate;

import static io.github.volumesam.SyntheticVolumes.volume;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.SyntheticVolumes.Intensity;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Objects at the edges of the image. */
class BorderTest {

	private static ObjectResult follow(final Intensity intensity, final int z, final Box box) {
		final Volume volume = volume(40, 40, 40, intensity);
		final WindowReader reader = new WindowReader(volume, new IntensityMapping(0, 255, false));
		final KeySlices keys = KeySlices.of(1, new TreeMap<>(Map.of(z, Prompt.box(box))), 40);
		return new Propagator(new ThresholdPredictor(volume), reader, PropagationSettings.DEFAULT).run(List.of(keys),
			Progress.NONE).objects().get(0);
	}

	@Test
	void objectInTheCornerIsFollowed() {
		final ObjectResult corner = follow((x, y, z) -> x < 8 && y < 8 && z >= 10 && z < 30 ? 200 : 40, 20, new Box(0, 0, 8,
			8));
		assertEquals(10, corner.slices().firstKey());
		assertEquals(29, corner.slices().lastKey());
	}

	@Test
	void objectThatSlantsOutOfTheImageEndsAtItsEdge() {
		final ObjectResult leaving = follow((x, y, z) -> Math.abs(x - 8 - z) <= 4 && Math.abs(y - 20) <= 4 ? 200 : 40, 20,
			new Box(24, 16, 9, 9));
		assertTrue(leaving.slices().lastKey() >= 30, leaving.slices().keySet().toString());
		leaving.slices().values().forEach(slice -> assertTrue(slice.mask().maxX() < 40));
	}

	@Test
	void boxPartlyOutsideTheImageIsClipped() {
		final ObjectResult clipped = follow((x, y, z) -> x < 8 && y < 8 ? 200 : 40, 20, new Box(-10, -10, 18, 18));
		assertEquals(64, clipped.slices().get(20).mask().area());
	}
}
