package io.github.volumesam.command;

import static io.github.volumesam.command.Screen.picture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import io.github.volumesam.ij.Sample;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Arrays;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A person at plain ImageJ who has drawn boxes around several structures of the bundled MR image. */
@Tag("screen")
class RoiManagerTest {

	/** On which the boxes lie. */
	private static final int SLICE = 28;

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
	}

	@AfterEach
	void close() {
		PlainImageJ.clean();
	}

	/** A box around what has this label on the slice, called after it. */
	private static Roi box(final ImagePlus truth, final int label) {
		final Rectangle bounds = new Rectangle(-1, -1);
		for (int y = 0; y < truth.getHeight(); y++)
			for (int x = 0; x < truth.getWidth(); x++)
				if (truth.getStack().getProcessor(SLICE).get(x, y) == label) bounds.add(new Rectangle(x, y, 1, 1));
		final Roi box = new Roi(bounds);
		box.setName(Sample.NAMES.get(label - 1));
		box.setPosition(SLICE);
		return box;
	}

	@Test
	void boxesComeBackAsLabelsAndOutlines() throws Exception {
		final ImagePlus image = Screen.show(Sample.image()), truth = Sample.truth();
		image.setSlice(SLICE);
		final RoiManager manager = RoiManager.getRoiManager();
		for (int label = 3; label <= 6; label++)
			manager.addRoi(box(truth, label));
		picture(manager, "roi-manager-before.png");
		assertNull(PlainImageJ.run("run('Volume SAM Segment ROIs', 'model=embedded');"));
		final ImagePlus labels = WindowManager.getImage("mr-brain-labels");
		IJ.run(labels, "Set... ", "zoom=300");
		picture(labels.getWindow(), "label-image.png");

		assertNull(PlainImageJ.run("roiManager('reset');\nrun('Volume SAM Labels to ROIs', 'labels=mr-brain-labels');"));
		picture(manager, "roi-manager-after.png");
		manager.runCommand(image, "Show All without labels");
		IJ.run(image, "Set... ", "zoom=300");
		picture(image.getWindow(), "outlines.png");
		final ResultsTable objects = ResultsTable.getResultsTable("mr-brain-objects");
		assertEquals(4, objects.size());
		assertEquals(Arrays.stream(objects.getColumn("Slices")).sum(), manager.getCount());
		// ImageJ's manager makes names anew that look like its own; these it has to leave as they are.
		assertTrue(Arrays.stream(manager.getRoisAsArray()).allMatch(roi -> roi.getName().equals(String.format(
			"object%d-z%04d", roi.getGroup(), roi.getPosition()))));
	}
}
