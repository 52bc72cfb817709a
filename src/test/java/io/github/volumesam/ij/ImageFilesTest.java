package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.io.FileSaver;

import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What ImageJ itself reads; for other formats see {@link BioFormatsTest}. */
class ImageFilesTest {


	@TempDir
	private Path folder;

	private static ImagePlus open(final Path path) throws IOException {
		return ImageFiles.open(path, 1 << 20, Optional.empty());
	}

	private Path saved(final ImagePlus image, final String name) throws IOException {
		final Path path = folder.resolve(name);
		TiffFiles.save(image, path);
		return path;
	}

	private static ImagePlus hyperstack() {
		final ImagePlus image = Images.shorts(5, 4, 2 * 3 * 2, (x, y, n) -> 100 * n + 10 * y + x);
		image.setDimensions(2, 3, 2);
		image.setOpenAsHyperStack(true);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelDepth = 3;
		image.getCalibration().setUnit("mm");
		return image;
	}

	private static void assertRefused(final String words, final Path path) {
		final Exception e = assertThrows(IOException.class, () -> open(path));
		assertTrue(e.getMessage().contains(words) && e.getMessage().contains(path.getFileName().toString()), e
			.getMessage());
	}

	@Test
	void opensAHyperstack() throws IOException {
		final ImagePlus image = open(saved(hyperstack(), "h.tif"));
		assertArrayEquals(new int[] { 5, 4, 2, 3, 2 }, image.getDimensions());
		assertEquals(0.5, image.getCalibration().pixelWidth);
		assertFalse(image.getStack().isVirtual());
	}

	@Test
	void opensALargeStackVirtuallyWithTheSameContent() throws IOException {
		final ImagePlus original = hyperstack();
		original.setProp("key", "{\n  \"\u00b5\": \"=; value\"\n}\n");
		final Path path = saved(original, "h.tif");
		final ImagePlus image = ImageFiles.open(path, 100, Optional.empty());
		assertTrue(image.getStack().isVirtual());
		assertEquals(original.getProp("key"), image.getProp("key"));
		final Volume lazy = ImagePlusVolume.of(image, 2, 2), eager = ImagePlusVolume.of(open(path), 2, 2);
		assertEquals(eager.calibration(), lazy.calibration());
		assertEquals(eager.name(), lazy.name());
		for (int z = 0; z < 3; z++)
			assertArrayEquals(eager.slice(z), lazy.slice(z));
	}

	@Test
	void opensAZippedTiff() throws IOException {
		final Path path = folder.resolve("h.zip");
		new FileSaver(hyperstack()).saveAsZip(path.toString());
		final ImagePlus image = open(path);
		assertEquals("h", ImagePlusVolume.title(image));
		assertEquals(12, image.getStackSize());
		assertEquals(1211, image.getStack().getProcessor(12).get(1, 1));
	}

	@Test
	void opensAFolderOfDicomSlicesInHounsfieldUnits() throws IOException {
		final Path series = Files.createDirectory(folder.resolve("series"));
		for (int i = 0; i < 3; i++) {
			final short[] pixels = new short[12];
			Arrays.fill(pixels, (short) (1024 + 10 * i));
			DicomWriter.write(series.resolve("slice" + i + ".dcm"), 4, 3, i + 1, 2.5 * i, pixels);
		}
		final Volume volume = ImagePlusVolume.of(open(series), 0, 1);
		assertEquals("series", volume.name());
		assertEquals(3, volume.depth());
		assertEquals(new Calibration(0.5, 0.5, 2.5, "mm"), volume.calibration());
		assertEquals(0, volume.slice(0)[0]);
		assertEquals(20, volume.slice(2)[11]);
	}

	@Test
	void opensWhatImageJOpens() throws IOException {
		final Path path = folder.resolve("flat.png");
		new FileSaver(Images.bytes(3, 2, 1, (x, y, n) -> 10 * y + x)).saveAsPng(path.toString());
		assertEquals(12, open(path).getProcessor().get(2, 1));
	}

	@Test
	void missingAndEmptyFilesAreNamed() throws IOException {
		assertRefused("There is no file", folder.resolve("nowhere.tif"));
		assertRefused("is empty", Files.createFile(folder.resolve("empty.tif")));
		assertRefused("holds no images", Files.createDirectory(folder.resolve("nothing")));
	}

	@Test
	void aFileThatIsCutOffIsRefused() throws IOException {
		final byte[] bytes = Files.readAllBytes(saved(Images.empty(50, 40, 10), "h.tif"));
		assertRefused("damaged", Files.write(folder.resolve("cut.tif"), Arrays.copyOf(bytes, 19_000)));
		assertRefused("damaged", Files.write(folder.resolve("header.tif"), Arrays.copyOf(bytes, 20)));
	}

	@Test
	void noiseIsRefused() throws IOException {
		final byte[] noise = new byte[2000];
		new Random(1).nextBytes(noise);
		assertRefused("not an image", Files.write(folder.resolve("noise.tif"), noise));
		final byte[] start = { 'I', 'I', 42, 0, 8, 0, 0, 0 };
		System.arraycopy(start, 0, noise, 0, start.length);
		assertRefused("damaged", Files.write(folder.resolve("tiff.tif"), noise));
		noise[0] = 'P';
		noise[1] = 'K';
		assertRefused("There is no TIFF", Files.write(folder.resolve("noise.zip"), noise));
	}

	@Test
	void textAndRoisAreRefused() throws IOException {
		assertRefused("not an image", Files.writeString(folder.resolve("notes.txt"), "Nothing to see here, move along."));
		final Path rois = folder.resolve("RoiSet.zip");
		RoiSets.write(rois, List.of(new Roi(1, 1, 2, 2)));
		assertRefused("set of ROIs", rois);
	}

	@Test
	void rawDataAreRefusedSinceImageJWouldAskForTheirSize() throws IOException {
		assertRefused("not an image", Files.write(folder.resolve("scan.raw"), new byte[500]));
	}

	@Test
	void aNameMayHoldTheSignForANumber() throws IOException {
		assertEquals(12, open(saved(hyperstack(), "h.tif#2")).getStackSize());
	}

	@Test
	void bigTiffIsNamed() throws IOException {
		final byte[] bytes = new byte[64];
		bytes[0] = 'I';
		bytes[1] = 'I';
		bytes[2] = 43;
		assertRefused("BigTIFF", Files.write(folder.resolve("big.tif"), bytes));
	}

	@Test
	void aZipWithoutATiffIsRefused() throws IOException {
		final Path path = folder.resolve("papers.zip");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
			zip.putNextEntry(new ZipEntry("paper.pdf"));
			zip.closeEntry();
		}
		assertRefused("There is no TIFF", path);
	}

	@Test
	void whatCannotBeWrittenIsReported() {
		final Path path = folder.resolve("no/such/folder/a.tif");
		assertThrows(IOException.class, () -> TiffFiles.save(Images.empty(2, 2, 2), path));
		assertThrows(IOException.class, () -> TiffFiles.save(Images.empty(2, 2, 1), path));
	}
}
