package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.labels;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import io.github.volumesam.ij.Images;
import io.github.volumesam.ij.TiffFiles;

import java.io.IOException;

import org.junit.jupiter.api.Test;

/** The same picture in images of every kind gives the same labels. */
class ImageKindsTest extends CommandTest {

	private static double value(final int x, final int y, final int n) {
		return Balls.label(x, y, n) > 0 ? 200 : 50;
	}

	/** Whole slices need no cuts across them, which saves time. */
	private ImagePlus segmented(final ImagePlus image) throws Exception {
		image.setRoi(new Roi(11, 11, 26, 26));
		return labels(run(context, SegmentRois.class, "image", Balls.calibrated(image, "balls"), "window", "slice"));
	}

	private static ImagePlus at(final ImagePlus image, final int slice) {
		image.setSlice(slice);
		return image;
	}

	private static ImagePlus rgb() {
		final ImageStack stack = new ImageStack(Balls.WIDTH, Balls.HEIGHT);
		final ImageStack grey = Balls.image().getStack();
		for (int n = 1; n <= Balls.DEPTH; n++)
			stack.addSlice(new ColorProcessor(Balls.WIDTH, Balls.HEIGHT));
		for (int n = 1; n <= Balls.DEPTH; n++)
			((ColorProcessor) stack.getProcessor(n)).setRGB((byte[]) grey.getPixels(n), (byte[]) grey.getPixels(n),
				(byte[]) grey.getPixels(n));
		return new ImagePlus("rgb", stack);
	}

	private static ImagePlus virtual() {
		final ImageStack inMemory = Balls.image().getStack();
		final VirtualStack stack = new VirtualStack(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH) {

			@Override
			public ImageProcessor getProcessor(final int n) {
				return inMemory.getProcessor(n).duplicate();
			}
		};
		stack.setBitDepth(8);
		return new ImagePlus("virtual", stack);
	}

	@Test
	void pixelTypesAndVirtualStacksMakeNoDifference() throws Exception {
		final ImagePlus expected = segmented(at(Balls.image(), 5));
		assertEquals(1, expected.getStack().getProcessor(5).get(24, 24));
		Runs.assertSameLabels(expected, segmented(at(Images.shorts(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH,
			ImageKindsTest::value), 5)));
		Runs.assertSameLabels(expected, segmented(at(Images.floats(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH,
			ImageKindsTest::value), 5)));
		Runs.assertSameLabels(expected, segmented(at(rgb(), 5)));
		Runs.assertSameLabels(expected, segmented(at(virtual(), 5)));
	}

	@Test
	void anImageWithoutAStackHasOneSlice() throws Exception {
		final ImagePlus labels = segmented(Images.bytes(Balls.WIDTH, Balls.HEIGHT, 1, (x, y, n) -> value(x, y, 5)));
		assertEquals(1, labels.getStackSize());
		assertEquals(1, labels.getProcessor().get(24, 24));
	}

	@Test
	void labelsOfAnyPixelTypeAreMeasuredAlike() throws Exception {
		final String expected = measured(Balls.truth());
		assertEquals(3, expected.lines().count());
		assertEquals(expected, measured(Images.bytes(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH, Balls::label)));
		assertEquals(expected, measured(Images.floats(Balls.WIDTH, Balls.HEIGHT, Balls.DEPTH, Balls::label)));
		final ImagePlus frames = Images.shorts(Balls.WIDTH, Balls.HEIGHT, 2 * Balls.DEPTH, (x, y, n) -> n > Balls.DEPTH
			? Balls.label(x, y, n - Balls.DEPTH) : 9);
		frames.setDimensions(1, Balls.DEPTH, 2);
		frames.setPositionWithoutUpdate(1, 1, 2);
		assertEquals(expected, measured(frames));
	}

	/** The table of the labels with the intensities of an RGB image. */
	private String measured(final ImagePlus labels) throws Exception {
		final ResultsTable table = Runs.table(run(context, MeasureLabels.class, "labels", Balls.calibrated(labels, "labels"),
			"image", saved(rgb())), "measurements");
		final StringBuilder csv = new StringBuilder(table.getColumnHeadings());
		for (int row = 0; row < table.size(); row++)
			csv.append('\n').append(table.getRowAsString(row));
		return csv.toString();
	}

	private String saved(final ImagePlus image) throws IOException {
		TiffFiles.save(image, folder.resolve("image.tif"));
		return folder.resolve("image.tif").toString();
	}
}
