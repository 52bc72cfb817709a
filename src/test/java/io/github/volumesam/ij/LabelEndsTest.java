package io.github.volumesam.ij;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;

import io.github.volumesam.session.ObjectEnds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelEndsTest {

	private static final Map<Integer, ObjectEnds> ENDS = Map.of(1, new ObjectEnds("end of the volume", "a, \"b\""), 70_000,
		new ObjectEnds("", "µ"));

	@TempDir
	private Path folder;

	private static ImagePlus labels() {
		final ImagePlus labels = Images.empty(4, 4, 3);
		LabelEnds.write(labels, ENDS);
		return labels;
	}

	@Test
	void aTiffKeepsThem() throws IOException {
		final Path file = folder.resolve("labels.tif");
		TiffFiles.save(labels(), file);
		assertEquals(ENDS, LabelEnds.read(ImageFiles.open(file)));
	}

	@Test
	void aCopyKeepsThem() {
		assertEquals(ENDS, LabelEnds.read(labels().duplicate()));
	}

	@Test
	void otherImagesHaveNone() {
		assertEquals(Map.of(), LabelEnds.read(Images.empty(4, 4, 3)));
	}
}
