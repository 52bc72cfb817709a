package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.LabelEnds;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.session.ObjectEnds;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The commands for label images, without a screen. */
class LabelCommandsTest extends CommandTest {

	/** Label 3 is 4 x 2 voxels on slices 2 and 3, 1 in its corner is another label. */
	private static ImagePlus brick() {
		return Balls.calibrated(Images.shorts(12, 10, 4, (x, y, n) -> n != 2 && n != 3 || x < 5 || x >= 9 || y < 3 || y >= 5
			? 0 : x == 5 && y == 3 && n == 2 ? 7 : 3), "brick.tif");
	}

	@Test
	void roisHavePositionGroupAndHoles() throws Exception {
		final ImagePlus ring = Images.shorts(12, 10, 3, (x, y, n) -> n == 2 && x > 1 && x < 7 && y > 1 && y < 7 && !(x == 4 &&
			y == 4) ? 5 : 0);
		final Path file = folder.resolve("rois.zip");
		run(context, LabelsToRois.class, "labels", ring, "output", file.toFile());
		final List<Roi> rois = RoiSets.read(file);
		assertEquals(1, rois.size());
		assertEquals(2, rois.get(0).getPosition());
		assertEquals(5, rois.get(0).getGroup());
		assertEquals(24, rois.get(0).getContainedPoints().length);
	}

	@Test
	void roisNeedAFileWithoutAScreen() {
		assertRefused(context, LabelsToRois.class, "output=FILE.zip", "labels", brick());
	}

	@Test
	void measuresInCalibratedUnits() throws Exception {
		final var table = Runs.table(run(context, MeasureLabels.class, "labels", brick()), "measurements");
		assertEquals(2, table.size());
		assertEquals(3, table.getValue("Object", 0));
		assertEquals(15, table.getValue("Voxels", 0));
		assertEquals(15 * 0.5, table.getValue("Volume", 0));
		assertEquals(2, table.getValue("FirstSlice", 0));
		assertEquals(-1, table.getColumnIndex("Mean"));
		assertEquals(-1, table.getColumnIndex("LowerEnd"));
	}

	@Test
	void measuresTheSurface() throws Exception {
		// The first ball has radii of 6.5, 6.5 and 7 µm.
		assertEquals(4 * Math.PI * 6.67 * 6.67, Runs.table(run(context, MeasureLabels.class, "labels", Balls.truth()),
			"measurements").getValue("Surface", 0), 25);
	}

	@Test
	void measuresWhyObjectsEndWhereTheLabelImageKnows() throws Exception {
		final ImagePlus labels = brick();
		LabelEnds.write(labels, Map.of(3, new ObjectEnds("end of the volume", "cancelled")));
		final var table = Runs.table(run(context, MeasureLabels.class, "labels", labels), "measurements");
		assertEquals("end of the volume", table.getStringValue("LowerEnd", 0));
		assertEquals("cancelled", table.getStringValue("UpperEnd", 0));
		assertEquals("", table.getStringValue("UpperEnd", 1));
	}

	@Test
	void aTextThatNamesNoImageIsNotTakenForAnEmptyOne() {
		final String message = assertThrows(IllegalArgumentException.class, () -> run(context, MeasureLabels.class, "labels",
			"nowhere")).getMessage();
		assertTrue(message.contains("no open image of that title"), message);
	}

	@Test
	void measuresIntensitiesOfAnotherImage() throws Exception {
		final Path image = folder.resolve("image.tif");
		TiffFiles.save(Images.floats(12, 10, 4, (x, y, n) -> n == 2 ? 10 : 30), image);
		final Path csv = folder.resolve("table.csv");
		final var table = Runs.table(run(context, MeasureLabels.class, "labels", brick(), "image", image.toString(),
			"output", csv.toFile()), "measurements");
		// 7 voxels of 10 and 8 of 30.
		assertEquals((7 * 10 + 8 * 30) / 15.0, table.getValue("Mean", 0), 1e-4);
		assertEquals(10, table.getValue("Min", 0));
		assertEquals(30, table.getValue("Max", 0));
		assertEquals(0, table.getValue("StdDev", 1));
		assertTrue(Files.readString(csv).startsWith("Object,Voxels,Volume"));
	}

	@Test
	void refusesAnIntensityImageOfAnotherSize() throws Exception {
		final Path image = folder.resolve("image.tif");
		TiffFiles.save(Images.empty(5, 5, 4), image);
		assertRefused(context, MeasureLabels.class, "12 x 10 x 4", "labels", brick(), "image", image.toString());
		assertRefused(context, MeasureLabels.class, "no such file", "labels", brick(), "image", "nothing");
	}

	@Test
	void refusesWhatIsNoLabelImage() {
		assertRefused(context, MeasureLabels.class, "RGB", "labels", new ImagePlus("rgb", new ColorProcessor(4, 4)));
		assertRefused(context, MeasureLabels.class, "no label image", "labels", Images.floats(4, 4, 2, (x, y, n) -> 0.5));
		assertRefused(context, LabelsToRois.class, "holds no label", "labels", Images.empty(4, 4, 2), "output", folder
			.resolve("a.zip").toFile());
		assertRefused(context, MeasureLabels.class, "There is no image");
	}

	@Test
	void scoresOfAPerfectResultAreOne() throws Exception {
		final Path truth = folder.resolve("truth.tif");
		TiffFiles.save(brick(), truth);
		final var table = Runs.table(run(context, EvaluateLabels.class, "labels", brick(), "truth", truth.toString()),
			"scores");
		// Two labels and their mean.
		assertEquals(3, table.size());
		assertEquals(1, table.getValue("Dice", 0));
		assertEquals("mean", table.getStringValue("Label", 2));
	}

	@Test
	void refusesToCompareWhatCannotBeCompared() {
		final ImagePlus labels = brick();
		assertRefused(context, EvaluateLabels.class, "Choose two images", "labels", labels, "truth", labels);
		assertRefused(context, EvaluateLabels.class, "differ in size", "labels", labels, "truth", Images.empty(5, 5, 4));
		assertRefused(context, EvaluateLabels.class, "truth=FILE", "labels", labels);
	}
}
