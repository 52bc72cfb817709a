package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import io.github.volumesam.session.InputFile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Formats that ImageJ leaves to Bio-Formats. Classes of the same names stand in for
 * it in package {@code loci}; with {@code mvn -Pfiji} it is the real one. Both read
 * {@code .fake} files, whose names say what is in them.
 */
class BioFormatsTest {

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void writeFile() throws IOException {
		file = Files.writeString(folder.resolve("two&series=2&sizeX=30&sizeY=20&sizeZ=5&sizeC=2.fake"), "fake");
	}

	private Path numbered(final int number) {
		return folder.resolve(file.getFileName() + "#" + number);
	}

	private static String refusal(final Path path) {
		return assertThrows(IOException.class, () -> ImageFiles.open(path)).getMessage();
	}

	private static void assertSays(final String words, final String message) {
		assertTrue(message.contains(words), message);
	}

	@Test
	void opensAHyperstackThatImageJCannotOpen() throws IOException {
		final ImagePlus image = ImageFiles.open(file);
		assertArrayEquals(new int[] { 30, 20, 2, 5, 1 }, image.getDimensions());
		assertFalse(image.getStack().isVirtual());
	}

	@Test
	void opensTheImageOfThatNumber() throws IOException {
		assertArrayEquals(new int[] { 30, 20, 2, 5, 1 }, ImageFiles.open(numbered(2)).getDimensions());
		assertTrue(ImageFiles.exists(numbered(2)));
		assertFalse(ImageFiles.exists(folder.resolve("other.fake#2")));
	}

	@Test
	void saysWhichImagesThereAre() {
		final String message = refusal(numbered(3));
		assertSays("There is no image 3", message);
		assertSays("images 1 to 2", message);
	}

	@Test
	void readsLargeImagesPlaneByPlane() throws IOException {
		final Optional<BioFormats> bioFormats = BioFormats.in(getClass().getClassLoader());
		assertTrue(ImageFiles.open(file, 30 * 20 * 10 - 1, bioFormats).getStack().isVirtual());
		assertFalse(ImageFiles.open(file, 30 * 20 * 10, bioFormats).getStack().isVirtual());
	}

	@Test
	void saysWhenBioFormatsCannotReadItEither() throws IOException {
		assertSays("Bio-Formats cannot open", refusal(Files.writeString(folder.resolve("notes.txt"), "Nothing.")));
	}

	@Test
	void leavesTiffsWithOrdersOfTheirOwnToBioFormats() throws IOException {
		assertSays("Bio-Formats cannot open", refusal(Files.writeString(folder.resolve("cells.lsm"), "II*damaged")));
		assertSays("Bio-Formats cannot open", refusal(Files.writeString(folder.resolve("cells.ome.tif"), "II*damaged")));
	}

	@Test
	void namesBioFormatsWhereItIsNotInstalled() {
		final Optional<BioFormats> none = BioFormats.in(ClassLoader.getPlatformClassLoader());
		for (final Path path : new Path[] { file, numbered(2) }) {
			final String message = assertThrows(IOException.class, () -> ImageFiles.open(path, 0, none)).getMessage();
			assertSays("Bio-Formats", message);
			assertSays("part of Fiji", message);
		}
	}

	@Test
	void theRecordKeepsTheNumber() throws IOException {
		final InputFile input = ImageFiles.input("image", numbered(2));
		assertEquals(numbered(2).toString(), input.path());
		assertEquals(4, input.bytes());
	}
}
