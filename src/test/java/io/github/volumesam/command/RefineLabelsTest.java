package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.LabelEnds;
import io.github.volumesam.label.Glasbey;

import java.nio.file.Path;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

/** The command without a screen, with the embedded model, on labels as other tools might leave them. */
class RefineLabelsTest extends CommandTest {

	/** The balls without a rim of two pixels, as a tool that sees too little draws them; 32-bit and without calibration. */
	private static ImagePlus thin() {
		final ImagePlus labels = Images.floats(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH, (x, y, n) -> {
			final int label = Balls.label(x, y, n);
			return Balls.label(x - 2, y, n) == label && Balls.label(x + 2, y, n) == label && Balls.label(x, y - 2,
				n) == label && Balls.label(x, y + 2, n) == label ? label : 0;
		});
		labels.setTitle("thin.tif");
		return labels;
	}

	/** The true labels on some slices only. */
	private static ImagePlus on(final Integer... slices) {
		final ImagePlus labels = Images.shorts(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH, (x, y, n) -> Set.of(slices).contains(
			n) ? Balls.label(x, y, n) : 0);
		labels.setTitle("sparse.tif");
		return labels;
	}

	private Module refine(final ImagePlus labels, final String mode) throws Exception {
		return run(context, RefineLabels.class, "image", Balls.image(), "labels", labels, "mode", mode);
	}

	private static ImagePlus refined(final Module module) {
		return (ImagePlus) module.getOutput("refined");
	}

	@Test
	void thinMasksGrowToTheEdgesOfTheirObjects() throws Exception {
		final ImagePlus thin = thin();
		final Module module = refine(thin, "refine");
		assertTrue(Runs.dice(refined(module)) > Runs.dice(thin) + 0.05, Runs.dice(thin) + " to " + Runs.dice(refined(
			module)));
		final ResultsTable table = Runs.table(module, "objects");
		assertEquals(2, table.size());
		assertTrue(table.getValue("Redrawn", 0) > 3);
		assertEquals(0, table.getValue("Added", 0));
	}

	@Test
	void theNewLabelImageHasTheImagesCalibrationAndTheLabelsName() throws Exception {
		final ImagePlus thin = thin(), labels = refined(refine(thin, "fill"));
		assertEquals("thin-refined", labels.getTitle());
		assertEquals(2, labels.getCalibration().pixelDepth);
		assertEquals(16, labels.getBitDepth());
		assertEquals(Glasbey.rgb(1) & 0xffffff, labels.getProcessor().getColorModel().getRGB(1) & 0xffffff);
		assertEquals(32, thin.getBitDepth());
	}

	@Test
	void extendedObjectsSayWhyTheyEndAlsoInTheFile() throws Exception {
		final Path file = folder.resolve("extended.tif");
		final ImagePlus labels = refined(run(context, RefineLabels.class, "image", Balls.image(), "labels", on(4, 5), "mode",
			"extend", "output", file.toString()));
		assertTrue(Runs.dice(labels) > 0.8, "Dice: " + Runs.dice(labels));
		assertEquals(Set.of(1, 2), LabelEnds.read(ImageFiles.open(file)).keySet());
		Runs.assertSameLabels(labels, ImageFiles.open(file));
	}

	@Test
	void gapsAreFilled() throws Exception {
		final ImagePlus labels = refined(refine(on(3, 5), "fill"));
		assertEquals(1, labels.getStack().getProcessor(4).get(24, 24));
		assertEquals(0, labels.getStack().getProcessor(6).get(24, 24));
	}

	@Test
	void theGivenImagesStayAsTheyAre() throws Exception {
		final ImagePlus image = Balls.image(), labels = on(3, 5);
		run(context, RefineLabels.class, "image", image, "labels", labels, "mode", "fill");
		for (int n = 1; n <= Balls.DEPTH; n++) {
			assertArrayEquals((byte[]) Balls.image().getStack().getPixels(n), (byte[]) image.getStack().getPixels(n));
			assertArrayEquals((short[]) on(3, 5).getStack().getPixels(n), (short[]) labels.getStack().getPixels(n));
		}
	}

	@Test
	void leavesBothImagesUnlocked() throws Exception {
		final ImagePlus image = Balls.image(), labels = on(5);
		run(context, RefineLabels.class, "image", image, "labels", labels, "mode", "fill");
		assertFalse(image.isLocked() || labels.isLocked());
	}

	@Test
	void refusesWhatCannotBeRefined() {
		final ImagePlus image = Balls.image();
		assertRefused(context, RefineLabels.class, "labels=FILE", "image", image);
		assertRefused(context, RefineLabels.class, "Choose two images", "image", image, "labels", image);
		assertRefused(context, RefineLabels.class, "use refine, extend or fill", "image", image, "labels", on(5), "mode",
			"grow");
		assertRefused(context, RefineLabels.class, "Image > Properties", "image", image, "labels", Images.empty(Balls.WIDTH,
			Balls.HEIGHT, 1));
		assertRefused(context, RefineLabels.class, "holds no label", "image", image, "labels", Images.empty(Balls.WIDTH,
			Balls.HEIGHT, Balls.DEPTH));
	}
}
