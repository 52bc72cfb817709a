package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.Volume;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewTest {

	private static final IntensityMapping AS_IT_IS = new IntensityMapping(0, 255, false);
	/** Tiles are 360 pixels long and 4 apart. */
	private static final int TILE = 360, PITCH = 364;

	private static BufferedImage preview(final int depth, final LabelObject... objects) {
		final Volume volume = SyntheticVolumes.volume(40, 40, depth, (x, y, z) -> 100);
		return Preview.of(volume, AS_IT_IS, new LabelVolume(40, 40, depth, List.of(objects), OverlapPolicy.HIGHEST_SCORE));
	}

	private static LabelObject block(final int label, final int slices) {
		final TreeMap<Integer, Mask> masks = new TreeMap<>();
		for (int z = 0; z < slices; z++)
			masks.put(z, Mask.of(new Box(10, 10, 20, 20)));
		return new LabelObject(label, masks, Map.of());
	}

	@Test
	void showsTheImageAndTheOutlineInTheColourOfTheLabel() {
		final BufferedImage image = preview(1, block(3, 1));
		assertEquals(TILE, image.getWidth());
		assertEquals(TILE, image.getHeight());
		// 36 pixels from 2 to 38 are shown, ten times enlarged; the object begins at 10.
		assertEquals(Glasbey.rgb(3), image.getRGB(80, 180) & 0xffffff);
		assertEquals(0x646464, image.getRGB(180, 180) & 0xffffff);
		assertEquals(0x646464, image.getRGB(70, 180) & 0xffffff);
	}

	@Test
	void drawsTheTruthInWhiteBelowWhatWasFoundAndShowsItsSlices() {
		final Volume volume = SyntheticVolumes.volume(40, 40, 2, (x, y, z) -> 100);
		final LabelVolume found = new LabelVolume(40, 40, 2, List.of(block(3, 1)), OverlapPolicy.HIGHEST_SCORE);
		final LabelVolume truth = new LabelVolume(40, 40, 2, List.of(block(3, 2)), OverlapPolicy.HIGHEST_SCORE);
		final BufferedImage image = Preview.against(truth, volume, AS_IT_IS, found);
		assertEquals(2 * PITCH - 4, image.getWidth());
		assertEquals(Glasbey.rgb(3), image.getRGB(80, 180) & 0xffffff);
		assertEquals(0xffffff, image.getRGB(PITCH + 80, 180) & 0xffffff);
		assertEquals(0x646464, image.getRGB(PITCH + 81, 180) & 0xffffff);
	}

	@Test
	void showsAtMostTwelveSlices() {
		final BufferedImage image = preview(100, block(1, 100));
		assertEquals(4 * PITCH - 4, image.getWidth());
		assertEquals(3 * PITCH - 4, image.getHeight());
	}

	@Test
	void writesTheNumberOfTheSlice() {
		final BufferedImage image = preview(9, block(1, 1));
		boolean white = false;
		for (int y = 0; y < 30; y++)
			for (int x = 0; x < 30; x++)
				white |= (image.getRGB(x, y) & 0xffffff) == 0xffffff;
		assertTrue(white);
	}

	@Test
	void showsTheVolumeWhenNothingWasFound() {
		final BufferedImage image = preview(2);
		assertEquals(2 * PITCH - 4, image.getWidth());
		assertEquals(0x646464, image.getRGB(180, 180) & 0xffffff);
	}

	@Test
	void isReadBackAsPng(@TempDir final Path folder) throws IOException {
		final Path path = folder.resolve("preview.png");
		final BufferedImage image = preview(1, block(3, 1));
		Preview.write(image, path);
		final BufferedImage read = ImageIO.read(path.toFile());
		assertEquals(image.getRGB(80, 180), read.getRGB(80, 180));
		assertNotEquals(read.getRGB(80, 180), read.getRGB(180, 180));
	}
}
