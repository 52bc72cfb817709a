package io.github.volumesam.bench;

import ai.onnxruntime.OrtException;

import ij.IJ;
import ij.ImagePlus;

import io.github.volumesam.command.PlainImageJ;
import io.github.volumesam.command.Screen;
import io.github.volumesam.ij.Sample;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.Window;

import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.util.Arrays;

/**
 * A person who opens the bundled MR image in ImageJ, chooses the tool and drags boxes
 * at once: prints the milliseconds from the moment when the button is released until
 * the outline is in the overlay; for the first box with those since the tool was
 * chosen, for boxes on other slices each with those of a bare encode and decode.
 */
final class FirstClickRun {

	private static final int FIRST_SLICE = 24, SLICES = 10;
	/** The left thalamus, on its largest slice. */
	private static final Rectangle BOX = new Rectangle(26, 47, 24, 30);

	private final Robot robot = new Robot();
	private final ImagePlus image;

	private FirstClickRun() throws Exception {
		image = Sample.image();
		image.show();
		// Without a window manager Java does not know where a window is until it has put it somewhere.
		image.getWindow().setLocation(20, 20);
		IJ.run(image, "Set... ", "zoom=400");
		Screen.focus(image);
		robot.setAutoWaitForIdle(true);
		image.setSlice(FIRST_SLICE);
	}

	public static void main(final String[] args) throws Exception {
		PlainImageJ.start();
		final FirstClickRun person = new FirstClickRun();
		final long chosen = System.nanoTime();
		IJ.run("Volume SAM Tool");
		System.out.println(person.drag() + " " + milliseconds(chosen));
		final Window window = new Window(BOX.x - 10, BOX.y - 7, 44, 44);
		try (BareNetwork encoder = Models.EMBEDDED.bareEncoder();
				BareNetwork decoder = Models.EMBEDDED.bareDecoder(new Box(BOX.x, BOX.y, BOX.width, BOX.height), window))
		{
			for (int i = 1; i <= SLICES; i++) {
				person.image.setSlice(FIRST_SLICE + i);
				System.out.println(person.drag() + " " + bare(encoder, decoder));
			}
		}
		System.exit(0);
	}

	private static double bare(final BareNetwork encoder, final BareNetwork decoder) throws OrtException {
		final long start = System.nanoTime();
		encoder.run();
		decoder.run();
		return milliseconds(start);
	}

	private static double milliseconds(final long start) {
		return (System.nanoTime() - start) / 1e6;
	}

	/** Drags the box on the slice that is shown, and waits for its outline. */
	private double drag() throws InterruptedException {
		moveTo(BOX.x, BOX.y);
		robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
		moveTo(BOX.x + BOX.width / 2, BOX.y + BOX.height / 2);
		moveTo(BOX.x + BOX.width, BOX.y + BOX.height);
		// Not to wait for the answer before the clock is read.
		robot.setAutoWaitForIdle(false);
		final long start = System.nanoTime();
		robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
		while (!isOutlined(image.getCurrentSlice()))
			Thread.sleep(1);
		final double time = milliseconds(start);
		robot.setAutoWaitForIdle(true);
		return time;
	}

	private void moveTo(final int x, final int y) {
		final Point corner = image.getCanvas().getLocationOnScreen();
		robot.mouseMove(corner.x + image.getCanvas().screenX(x) + 1, corner.y + image.getCanvas().screenY(y) + 1);
	}

	private boolean isOutlined(final int slice) {
		return image.getOverlay() != null && Arrays.stream(image.getOverlay().toArray()).anyMatch(roi -> "outline".equals(roi.getProperty(
			"volumesam.drawn")) && roi.getPosition() == slice);
	}
}
