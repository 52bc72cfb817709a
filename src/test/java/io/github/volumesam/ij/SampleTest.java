package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.label.LabelImage;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;

class SampleTest {

	@Test
	void imageAndTruthFitEachOther() throws IOException {
		final Volume image = ImagePlusVolume.of(Sample.image(), 0, 1), truth = ImagePlusVolume.of(Sample.truth(), 0, 1);
		for (final Volume volume : List.of(image, truth)) {
			assertEquals(100, volume.width());
			assertEquals(92, volume.height());
			assertEquals(57, volume.depth());
			assertEquals(new Calibration(1, 1, 1, "mm"), volume.calibration());
		}
	}

	@Test
	void everyNamedStructureIsThereAndClearOfTheEnds() throws IOException {
		final List<LabelObject> objects = new LabelImage(ImagePlusVolume.of(Sample.truth(), 0, 1)).objects();
		assertEquals(Sample.NAMES.size(), objects.size());
		for (final LabelObject object : objects) {
			assertTrue(object.voxels() > 7000, "label " + object.label());
			assertTrue(object.masks().firstKey() > 0 && object.masks().lastKey() < 56, "label " + object.label());
		}
	}

	@Test
	void licenceAndOriginComeWithIt() {
		assertNotNull(Sample.class.getResource("/io/github/volumesam/sample/LICENSE.txt"));
		assertNotNull(Sample.class.getResource("/io/github/volumesam/sample/README.md"));
	}
}
