package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.label.LabelVolume;
import io.github.volumesam.label.OverlapPolicy;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelImagesTest {

	@TempDir
	private Path folder;

	/** A 4 x 3 x 2 volume with one object on its second slice, in the second column. */
	private static LabelVolume labels(final int label) {
		final LabelObject object = new LabelObject(label, new TreeMap<>(Map.of(1, Mask.of(new Box(1, 0, 1, 3)))), Map.of(1,
			0.9));
		return new LabelVolume(4, 3, 2, List.of(object), OverlapPolicy.HIGHEST_SCORE);
	}

	private static ImagePlus source() {
		final ImagePlus source = Images.shorts(4, 3, 2, (x, y, n) -> x);
		final Calibration calibration = source.getCalibration();
		calibration.pixelWidth = 0.3;
		calibration.pixelHeight = 0.4;
		calibration.pixelDepth = 1.5;
		calibration.xOrigin = 2;
		calibration.setUnit("mm");
		calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { -1024, 1 }, "HU");
		source.getStack().setSliceLabel("first", 1);
		source.getStack().setSliceLabel("second\n0008,0060 Modality: CT", 2);
		return source;
	}

	private ImagePlus savedAndOpened(final ImagePlus image) throws IOException {
		final Path path = folder.resolve("labels.tif");
		TiffFiles.save(image, path);
		return ImageFiles.open(path);
	}

	@Test
	void labelsSurviveTheFile() throws IOException {
		final ImagePlus image = savedAndOpened(LabelImages.virtual(labels(65_535), source()));
		assertEquals(16, image.getBitDepth());
		assertArrayEquals(new short[12], (short[]) image.getStack().getPixels(1));
		assertEquals(65_535, image.getStack().getProcessor(2).get(1, 2));
		assertEquals(0, image.getStack().getProcessor(2).get(2, 2));
	}

	@Test
	void calibrationSurvivesTheFileWithoutTheDensityFunction() throws IOException {
		final Calibration calibration = savedAndOpened(LabelImages.virtual(labels(1), source())).getCalibration();
		// TIFF keeps pixels per unit to the sixth digit.
		assertEquals(0.3, calibration.pixelWidth, 1e-6);
		assertEquals(0.4, calibration.pixelHeight, 1e-6);
		assertEquals(1.5, calibration.pixelDepth, 1e-9);
		assertEquals(2, calibration.xOrigin);
		assertEquals("mm", calibration.getUnit());
		assertFalse(calibration.calibrated());
	}

	@Test
	void coloursAndDisplayRangeSurviveTheFile() throws IOException {
		for (final int label : new int[] { 3, 300, 70_000 }) {
			final ImagePlus image = savedAndOpened(LabelImages.virtual(labels(label), source()));
			final LUT lut = image.getProcessor().getLut();
			for (int i = 0; i < 256; i++)
				assertEquals(Glasbey.rgb(i), lut.getRGB(i) & 0xffffff, "colour " + i);
			assertEquals(0, image.getDisplayRangeMin());
			assertEquals(Math.max(label, 255), image.getDisplayRangeMax());
		}
	}

	@Test
	void labelsBeyondSixteenBitsBecomeFloats() throws IOException {
		final ImagePlus image = savedAndOpened(LabelImages.virtual(labels(LabelObject.MAX_LABEL), source()));
		assertEquals(32, image.getBitDepth());
		assertEquals(LabelObject.MAX_LABEL, image.getStack().getProcessor(2).getf(1, 0));
		assertEquals(32, LabelImages.inMemory(labels(65_536), source()).getBitDepth());
	}

	@Test
	void sliceLabelsAreKeptWithoutDicomHeaders() throws IOException {
		final ImagePlus image = savedAndOpened(LabelImages.virtual(labels(1), source()));
		assertEquals("first", image.getStack().getSliceLabel(1));
		assertEquals("second", image.getStack().getSliceLabel(2));
	}

	@Test
	void inMemoryAndVirtualAreTheSame() {
		final ImagePlus a = LabelImages.inMemory(labels(9), source()), b = LabelImages.virtual(labels(9), source());
		assertTrue(b.getStack().isVirtual());
		assertEquals("test-labels", a.getTitle());
		assertEquals(a.getTitle(), b.getTitle());
		for (int n = 1; n <= 2; n++)
			assertArrayEquals((short[]) a.getStack().getPixels(n), (short[]) b.getStack().getPixels(n));
	}

	@Test
	void aSingleSliceCanBeSaved() throws IOException {
		final LabelObject object = new LabelObject(2, new TreeMap<>(Map.of(0, Mask.of(new Box(0, 0, 1, 1)))), Map.of());
		final LabelVolume labels = new LabelVolume(1, 1, 1, List.of(object), OverlapPolicy.HIGHEST_SCORE);
		final ImagePlus image = savedAndOpened(LabelImages.virtual(labels, Images.empty(1, 1, 1)));
		assertEquals(2, image.getProcessor().get(0, 0));
		assertEquals(1, image.getStackSize());
	}
}
