package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.labels;
import static io.github.volumesam.command.Runs.run;
import static io.github.volumesam.command.Runs.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.LabelImages;
import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.LabelEnds;
import io.github.volumesam.ij.RoiSets;
import io.github.volumesam.onnx.ReferencePairs;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.label.Glasbey;
import io.github.volumesam.label.LabelImage;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.SessionRecord;

import java.awt.event.KeyEvent;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.app.event.StatusEvent;
import org.scijava.event.EventHandler;
import org.scijava.event.EventService;
import org.scijava.module.Module;

/** The command without a screen, with the embedded model. */
class SegmentRoisTest extends CommandTest {

	/** The balls, from a box around each. */
	private static Module found;

	private File rois;

	@BeforeAll
	static void segment(@TempDir final Path common) throws Exception {
		try (Context context = new Context()) {
			found = run(context, SegmentRois.class, "image", Balls.image(), "rois", Balls.boxesFile(common).toFile());
		}
	}

	@BeforeEach
	void writeRois() throws IOException {
		rois = Balls.boxesFile(folder).toFile();
	}

	/** Shows the model whole slices, which needs no cuts across them and saves time. */
	private Module quickly(final Object... inputs) throws Exception {
		final List<Object> all = new ArrayList<>(List.of(inputs));
		all.addAll(List.of("window", "slice"));
		return run(context, SegmentRois.class, all.toArray());
	}

	private void assertSegmentRefused(final String words, final Object... inputs) {
		assertRefused(context, SegmentRois.class, words, inputs);
	}

	// -- What it makes --

	@Test
	void boxesBecomeACalibratedLabelImage() {
		final ImagePlus labels = labels(found);
		assertEquals("balls-labels", labels.getTitle());
		assertEquals(0.5, labels.getCalibration().pixelWidth);
		assertEquals(2, labels.getCalibration().pixelDepth);
		assertEquals(Glasbey.rgb(1) & 0xffffff, labels.getProcessor().getColorModel().getRGB(1) & 0xffffff);
		assertTrue(Runs.dice(labels) > 0.8, "Dice: " + Runs.dice(labels));
	}

	@Test
	void labelImageShowsTheSliceOfTheImage() throws Exception {
		final ImagePlus image = Balls.image();
		image.setSlice(6);
		assertEquals(6, labels(quickly("image", image, "rois", rois)).getCurrentSlice());
	}

	@Test
	void tableHasARowForEveryObject() {
		final var table = Runs.table(found, "objects");
		assertEquals(2, table.size());
		assertEquals(2, table.getValue("Object", 1));
		assertEquals(table.getValue("Voxels", 1) * 0.5, table.getValue("Volume", 1), 1e-3);
		assertEquals("\u00b5m", table.getStringValue("Unit", 0));
	}

	@Test
	void namedFileHoldsTheSameLabels() throws Exception {
		final Path file = folder.resolve("new folder").resolve("labels.tif");
		final ImagePlus labels = labels(quickly("image", Balls.image(), "rois", rois, "output", file.toFile()));
		final ImagePlus saved = ImageFiles.open(file);
		assertEquals(Set.of(1, 2), LabelEnds.read(saved).keySet());
		Runs.assertSameLabels(labels, saved);
	}

	@Test
	void labelImageCarriesItsSessionAlsoInTheFile() throws Exception {
		final Path stack = folder.resolve("stack.tif"), file = folder.resolve("labels.tif");
		TiffFiles.save(Balls.image(), stack);
		final ImagePlus labels = labels(quickly("image", ImageFiles.open(stack), "rois", rois, "output", file.toFile()));
		final SessionRecord session = LabelImages.session(ImageFiles.open(file)).orElseThrow();
		assertEquals(LabelImages.session(labels).orElseThrow(), session);
		assertEquals(stack.toString(), session.image().path());
		assertEquals(List.of(1, 2), session.keySlices().stream().map(KeySlices::label).toList());
	}

	@Test
	void imageMayBeNamedByItsFile() throws Exception {
		final Path file = folder.resolve("stack.tif");
		TiffFiles.save(Balls.image(), file);
		assertEquals("stack-labels", labels(quickly("image", file.toString(), "rois", rois.getPath())).getTitle());
	}

	@Test
	void firstAndLastLimitTheObjects() throws Exception {
		final ImagePlus labels = labels(quickly("image", Balls.image(), "rois", rois, "first", 4, "last", 5));
		final LabelImage image = new LabelImage(ImagePlusVolume.of(labels, 0, 1));
		assertTrue(image.objects().stream().allMatch(o -> o.masks().firstKey() >= 3 && o.masks().lastKey() <= 4));
	}

	@Test
	void objectsKnownToBeOnARangeAreFoundOnAllOfIt() throws Exception {
		final var table = Runs.table(quickly("image", Balls.image(), "rois", rois, "mode", "range", "first", 3, "last", 6),
			"objects");
		assertEquals(4, table.getValue("Slices", 0));
		assertEquals(4, table.getValue("Slices", 1));
	}

	// -- Where the prompts come from --

	@Test
	void aListOfBoxesSaysOnWhichSlicesItsObjectsAre() throws Exception {
		final Path boxes = Files.writeString(folder.resolve("boxes.csv"),
			"label,slice,x,y,width,height\n1,3,14,14,20,20\n1,5,11,11,26,26\n2,4,59,11,22,22\n");
		final var table = Runs.table(quickly("image", Balls.image(), "rois", boxes.toString()), "objects");
		assertEquals(2, table.size());
		assertEquals(List.of(3.0, 5.0, 4.0), List.of(table.getValue("FirstSlice", 0), table.getValue("LastSlice", 0), table
			.getValue("FirstSlice", 1)));
		assertSegmentRefused("boxes.csv, line 1: there is no slice 99", "image", Balls.image(), "rois", Files.writeString(
			boxes, "99,1,1,5,5").toString());
	}

	@Test
	void selectionCountsOnTheSliceThatIsShown() throws Exception {
		final ImagePlus image = Balls.image();
		image.setSlice(5);
		image.setRoi(new Roi(11, 11, 26, 26));
		final ImagePlus labels = labels(quickly("image", image));
		assertEquals(1, labels.getStack().getProcessor(5).get(24, 24));
		assertEquals(0, labels.getStack().getProcessor(4).get(70, 22));
		assertEquals(0, image.getRoi().getPosition());
	}

	@Test
	void overlayCountsWithoutASelection() throws Exception {
		final ImagePlus image = Balls.image();
		final Overlay overlay = new Overlay();
		Balls.boxes().forEach(overlay::add);
		image.setOverlay(overlay);
		final ImagePlus labels = labels(quickly("image", image));
		assertEquals(1, labels.getStack().getProcessor(5).get(24, 24));
		assertEquals(2, labels.getStack().getProcessor(4).get(70, 22));
	}

	@Test
	void channelAndFrameAreThoseThatTheImageShows() throws Exception {
		final ImagePlus image = Images.bytes(Balls.WIDTH, Balls.HEIGHT, 4 * Balls.DEPTH, (x, y, n) -> {
			final int c = (n - 1) % 2 + 1, z = (n - 1) / 2 % Balls.DEPTH + 1, t = (n - 1) / (2 * Balls.DEPTH) + 1;
			return c == 2 && t == 2 && Balls.label(x, y, z) > 0 ? 200 : 50;
		});
		image.setDimensions(2, Balls.DEPTH, 2);
		image.setOpenAsHyperStack(true);
		image.setPositionWithoutUpdate(2, 5, 2);
		image.setRoi(new Roi(11, 11, 26, 26));
		final ImagePlus labels = labels(quickly("image", image));
		assertEquals(Balls.DEPTH, labels.getStackSize());
		assertEquals(1, labels.getStack().getProcessor(5).get(24, 24));
	}

	// -- What it refuses --

	@Test
	void refusesToRunWithoutAnImage() {
		assertSegmentRefused("There is no image");
	}

	@Test
	void saysWhereRoisAreLookedFor() {
		assertSegmentRefused("ROI Manager", "image", Balls.image());
	}

	@Test
	void aModelWithoutPromptsNeedsNoRois() throws Exception {
		try (Context context = new Context()) {
			final Module found = run(context, SegmentRois.class, "image", Balls.image(), "model", ReferencePairs.path(
				"samed.json").toString());
			assertEquals(Balls.image().getStackSize(), labels(found).getStackSize());
			assertTrue(table(found, "objects").columnExists("Class"));
		}
	}

	@Test
	void refusesRoisThatDoNotFitTheImage() throws IOException {
		final Path file = folder.resolve("far.zip");
		RoiSets.write(file, List.of(Balls.box(11, 11, 26, 12, 1)));
		assertSegmentRefused("slice 12", "image", Balls.image(), "rois", file.toFile());
		RoiSets.write(file, List.of(Balls.box(500, 500, 26, 5, 1)));
		assertSegmentRefused("outside the image", "image", Balls.image(), "rois", file.toFile());
		assertSegmentRefused("There is no file", "image", Balls.image(), "rois", folder.resolve("missing.zip").toFile());
	}

	@Test
	void refusesWrongValuesByName() {
		final ImagePlus image = Balls.image();
		assertSegmentRefused("use box, box+mask, points", "image", image, "rois", rois, "prompt", "circle");
		assertSegmentRefused("use follow, range, boxes", "image", image, "rois", rois, "mode", "far");
		assertSegmentRefused("use auto, slice, tiles", "image", image, "rois", rois, "window", "none");
		assertSegmentRefused("Unknown intensity rule", "image", image, "rois", rois, "intensity", "bright");
		assertSegmentRefused("first slice 10", "image", image, "rois", rois, "first", 10);
		assertSegmentRefused("last slice -1", "image", image, "rois", rois, "last", -1);
		assertSegmentRefused("lies behind", "image", image, "rois", rois, "first", 6, "last", 5);
		assertSegmentRefused("no channel 2", "image", image, "rois", rois, "channel", 2);
		assertSegmentRefused("no frame 3", "image", image, "rois", rois, "frame", 3);
		assertSegmentRefused("names no model", "image", image, "rois", rois, "model", "sam9");
	}

	@Test
	void aModelThatIsNotThereOffersTheEmbeddedOne() {
		assertSegmentRefused("model=embedded", "image", Balls.image(), "rois", rois, "model", "vit_b.json");
	}

	@Test
	void triesTheOutputFolderBeforeTheWork() throws IOException {
		final Path file = Files.writeString(folder.resolve("file"), "");
		assertSegmentRefused("results need a folder", "image", Balls.image(), "rois", rois, "output", file.resolve("a.tif")
			.toFile());
	}

	@Test
	void refusesAFolderThatCannotBeWritten() {
		// Not even an administrator writes there.
		assumeTrue(Files.isDirectory(Path.of("/proc")), "only Linux has /proc");
		assertSegmentRefused("Choose another folder", "image", Balls.image(), "rois", rois, "output", "/proc/labels.tif");
	}

	@Test
	void refusesToWriteOverAFolderOrTheImageItself() throws IOException {
		final Path stack = folder.resolve("stack.tif");
		TiffFiles.save(Balls.image(), stack);
		assertSegmentRefused("is a folder", "image", Balls.image(), "rois", rois, "output", folder.toString());
		assertSegmentRefused("is the file of the image 'stack.tif'", "image", stack.toString(), "rois", rois, "output",
			folder.resolve(".").resolve("stack.tif").toString());
		assertEquals(8, ImageFiles.open(stack).getBitDepth());
	}

	@Test
	void badValuesAreNotRememberedForTheNextRun() throws Exception {
		assertSegmentRefused("first slice 10", "image", Balls.image(), "rois", rois, "first", 10);
		Runs.assertSameLabels(labels(found), labels(run(context, SegmentRois.class, "image", Balls.image(), "rois", rois)));
	}

	// -- Locks and cancelling --

	@Test
	void refusesAnImageThatAnotherCommandUses() throws Exception {
		final ImagePlus image = Balls.image();
		CompletableFuture.runAsync(image::lockSilently).get();
		assertSegmentRefused("another command", "image", image, "rois", rois);
	}

	@Test
	void leavesTheImageUnlocked() throws Exception {
		final ImagePlus image = Balls.image();
		assertSegmentRefused("first slice 10", "image", image, "rois", rois, "first", 10);
		quickly("image", image, "rois", rois);
		assertFalse(image.isLocked());
	}

	@Test
	void cancelledAtOnceItMakesNothing() throws Exception {
		final Presser presser = new Presser(0);
		context.service(EventService.class).subscribe(presser);
		final Path file = folder.resolve("labels.tif");
		final Module module = run(context, SegmentRois.class, "image", Balls.image(), "rois", rois, "output", file
			.toFile());
		assertNull(module.getOutput("labels"));
		assertFalse(Files.exists(file));
	}

	/** Presses Esc when half is done. */
	public static final class Escape {

		@EventHandler
		void onEvent(final StatusEvent event) {
			if (2 * event.getProgressValue() >= event.getProgressMaximum()) IJ.setKeyDown(KeyEvent.VK_ESCAPE);
		}
	}

	@Test
	void theCancelButtonKeepsWhatIsFinished() throws Exception {
		assertKeepsWhatIsFinished(new Presser(0.5));
	}

	@Test
	void escKeepsWhatIsFinished() throws Exception {
		assertKeepsWhatIsFinished(new Escape());
	}

	private void assertKeepsWhatIsFinished(final Object canceller) throws Exception {
		context.service(EventService.class).subscribe(canceller);
		// A long object, so that progress is shown half-way.
		final ImagePlus tube = Images.bytes(64, 64, 24, (x, y, n) -> Math.hypot(x - 32, y - 32) < 12 ? 200 : 50);
		tube.setRoi(new Roi(20, 20, 24, 24));
		final ImagePlus labels = labels(quickly("image", tube));
		assertEquals(1, labels.getStack().getProcessor(1).get(32, 32));
		assertEquals(0, labels.getStack().getProcessor(24).get(32, 32));
	}
}
