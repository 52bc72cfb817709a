package io.github.volumesam.ij;

import ij.IJ;
import ij.ImageListener;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import ij.gui.Toolbar;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;
import ij.plugin.tool.PlugInTool;

import io.github.volumesam.ij.PromptedImage.Place;
import io.github.volumesam.install.ModelStore;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.session.Failure;

import java.awt.Component;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.awt.MenuItem;
import java.awt.PopupMenu;
import java.awt.Rectangle;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A tool in ImageJ's toolbar. A box dragged or a point clicked says what an object is
 * on its slice, and what the model makes of it appears at once as an outline; Enter
 * follows the object through all slices to a label image.
 * <p>
 * With Shift a prompt adds to what has been said of the object on the slice, with Alt a
 * click marks what does not belong to it. N goes on to the next object, Esc takes all
 * prompts away. What was done is recorded as macro functions.
 * <p>
 * The model works on a thread of its own; everything else happens on the event thread.
 */
public final class VolumeSamTool extends PlugInTool implements ImageListener {

	static final String NAME = "Volume SAM Tool";

	private static final String KEYS = "Enter: all slices   N: next object   Shift: more   Alt: not this   Esc: clear";
	/** Pixels of the screen; less is a click with an unsteady hand. */
	private static final int SMALLEST_DRAG = 4;

	private static VolumeSamTool installed;

	private final Map<ImagePlus, PromptedImage> images = new HashMap<>();
	private NamedSettings settings = new NamedSettings();
	private final NewestFirst worker = new NewestFirst();
	private MouseEvent pressed;
	private volatile boolean propagating;

	@Override
	public void run(final String argument) {
		if (installed == null) {
			installed = this;
			ImagePlus.addImageListener(this);
			KeyboardFocusManager.getCurrentKeyboardFocusManager().addKeyEventDispatcher(this::keyPressed);
			offerDefaultModel();
			// Java and ONNX Runtime take longest over the first model, which nobody should wait for at the first click.
			work(this, () -> SamModel.open(settings.get("model")).close());
		}
		// Chosen again from the menu, it keeps its prompts.
		Toolbar.addPlugInTool(installed);
	}

	/** As dialogs do; what was done with it is recorded with its model. */
	private void offerDefaultModel() {
		try {
			settings.set("model", new ModelStore().defaultModel());
		}
		catch (final IOException e) {
			IJ.error(NAME, Failure.message(e));
		}
	}

	@Override
	public String getToolName() {
		return NAME;
	}

	@Override
	public String getToolIcon() {
		return "C037R11ddCd30O4477C0a0V7722";
	}

	// -- Mouse --

	@Override
	public void mousePressed(final ImagePlus image, final MouseEvent event) {
		pressed = event;
		event.consume();
	}

	@Override
	public void mouseDragged(final ImagePlus image, final MouseEvent event) {
		event.consume();
		if (isDrag(event) && !pressed.isAltDown()) image.setRoi(box(image, event));
	}

	@Override
	public void mouseReleased(final ImagePlus image, final MouseEvent event) {
		event.consume();
		if (pressed == null) return;
		try {
			if (!isDrag(event)) click(image, event);
			else if (pressed.isAltDown()) IJ.showStatus("Alt: click on what does not belong to the object.");
			else drag(image, event);
		}
		catch (final IllegalArgumentException e) {
			IJ.error(NAME, e.getMessage());
		}
		finally {
			pressed = null;
		}
	}

	private boolean isDrag(final MouseEvent event) {
		return pressed != null && (Math.abs(event.getX() - pressed.getX()) >= SMALLEST_DRAG || Math.abs(event.getY() -
			pressed.getY()) >= SMALLEST_DRAG);
	}

	/** The pixels between where the mouse was pressed and where it is, at least one. */
	private Rectangle box(final ImagePlus image, final MouseEvent event) {
		final ImageCanvas canvas = image.getCanvas();
		final Rectangle box = new Rectangle(canvas.offScreenX(pressed.getX()), canvas.offScreenY(pressed.getY()), 0, 0);
		box.add(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
		box.setSize(Math.max(1, box.width), Math.max(1, box.height));
		return box.intersection(new Rectangle(image.getWidth(), image.getHeight()));
	}

	private void drag(final ImagePlus image, final MouseEvent event) {
		final Rectangle box = box(image, event);
		image.deleteRoi();
		if (box.isEmpty()) return;
		final PromptedImage prompted = prompted(image);
		final Place place = place(prompted);
		prompted.addBox(place, box, pressed.isShiftDown());
		look(prompted, place);
	}

	private void click(final ImagePlus image, final MouseEvent event) {
		image.deleteRoi();
		final PromptedImage prompted = prompted(image);
		final Place place = place(prompted);
		final boolean positive = !pressed.isAltDown();
		if (!positive && !prompted.hasPrompt(place)) {
			IJ.showStatus("Say first what belongs to the object on this slice: drag a box or click on it.");
			return;
		}
		final ImageCanvas canvas = image.getCanvas();
		prompted.addPoint(place, canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()), positive, !positive ||
			pressed.isShiftDown());
		look(prompted, place);
	}

	private PromptedImage prompted(final ImagePlus image) {
		final PromptedImage known = images.get(image);
		if (known != null && !(known.isEmpty() && isElsewhere(known))) return known;
		final PromptedImage prompted = new PromptedImage(image, settings);
		if (known != null) close(known);
		// One model at a time.
		images.values().forEach(this::close);
		images.put(image, prompted);
		return prompted;
	}

	private static boolean isElsewhere(final PromptedImage prompted) {
		final Shown shown = Shown.of(prompted.image());
		return prompted.segmenter().frame() != shown.frame() || prompted.image().getBitDepth() != 24 && prompted.segmenter()
			.channel() != shown.channel();
	}

	private static Place place(final PromptedImage prompted) {
		final Shown shown = Shown.of(prompted.image());
		if (prompted.segmenter().frame() != shown.frame()) throw new IllegalArgumentException(
			"The prompts are on frame " + prompted.segmenter().frame() + " of '" + prompted.image().getTitle() +
				"'. Go back to it, or press Esc to take them away.");
		return new Place(prompted.label(), shown.slice());
	}

	/** Closes the model when nothing works with it. */
	private void close(final PromptedImage prompted) {
		worker.submit(prompted, prompted.segmenter()::close);
	}

	// -- What the model does --

	/** Asks the model what a prompt finds on its slice. */
	private void look(final PromptedImage prompted, final Place place) {
		final List<Object> request = List.of(prompted, place);
		IJ.showStatus("Looking at slice " + place.z() + "...");
		work(request, () -> {
			final Mask mask = prompted.segmenter().preview(place.label(), place.z());
			if (worker.isOutdated(request)) return;
			EventQueue.invokeLater(() -> {
				prompted.found(place, mask);
				IJ.showStatus(mask.isEmpty() ? "Nothing found there; try a tighter box." : "Object " + place.label() + ": " +
					mask.area() + " pixels. " + KEYS);
			});
		});
	}

	private void propagate(final PromptedImage prompted) {
		if (propagating) return;
		propagating = true;
		work(prompted.segmenter(), () -> {
			try {
				final SegmentedImage found = prompted.segmenter().segment();
				if (found.result().cancelledWithNothing()) IJ.showStatus("Cancelled before anything was found.");
				else EventQueue.invokeLater(() -> show(prompted, found));
			}
			finally {
				propagating = false;
			}
		});
	}

	private static void show(final PromptedImage prompted, final SegmentedImage found) {
		// Before the Recorder notes that the label image is in front now.
		if (Recorder.record && !Recorder.scriptMode()) Recorder.recordString(MacroLines.of(prompted.segmenter(), found
			.labels().getTitle()));
		Shown.open(found.labels());
		found.result().notices().forEach(notice -> IJ.log("Volume SAM: " + notice));
	}

	/** Does work and says what went wrong. */
	private void work(final Object request, final Runnable work) {
		worker.submit(request, () -> {
			try {
				work.run();
			}
			catch (final CancellationException e) {
				IJ.showStatus("Cancelled before anything was found.");
			}
			catch (final RuntimeException e) {
				if (!Failure.isExpected(e)) throw e;
				IJ.error(NAME, Failure.message(e));
			}
		});
	}

	// -- Keys and menu --

	private boolean keyPressed(final KeyEvent event) {
		if (event.getID() != KeyEvent.KEY_PRESSED || Toolbar.getPlugInTool() != this) return false;
		final PromptedImage prompted = images.get(image(event.getComponent()));
		if (prompted == null || prompted.isEmpty() || event.isControlDown() || event.isMetaDown()) return false;
		switch (event.getKeyCode()) {
			case KeyEvent.VK_ENTER -> propagate(prompted);
			case KeyEvent.VK_N -> next(prompted);
			case KeyEvent.VK_ESCAPE -> {
				// Then it stops that, and the prompts stay.
				if (propagating) return false;
				prompted.clear();
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private static ImagePlus image(final Component focused) {
		if (focused instanceof ImageCanvas canvas) return canvas.getImage();
		if (focused instanceof ImageWindow window) return window.getImagePlus();
		return focused instanceof ij.ImageJ || focused instanceof Toolbar ? WindowManager.getCurrentImage() : null;
	}

	private static void next(final PromptedImage prompted) {
		prompted.setLabel(prompted.places().stream().mapToInt(Place::label).max().orElse(0) + 1);
		IJ.showStatus("The next prompts are for object " + prompted.label() + ".");
	}

	@Override
	public void showPopupMenu(final MouseEvent event, final Toolbar toolbar) {
		final PopupMenu menu = new PopupMenu();
		fill(menu);
		toolbar.add(menu);
		menu.show(event.getComponent(), event.getX(), event.getY());
	}

	void fill(final PopupMenu menu) {
		final PromptedImage prompted = images.get(WindowManager.getCurrentImage());
		add(menu, "All slices (Enter)", prompted, this::propagate);
		add(menu, "Next object (N)", prompted, VolumeSamTool::next);
		add(menu, "Prompts to ROI Manager", prompted, VolumeSamTool::toManager);
		add(menu, "Clear (Esc)", prompted, PromptedImage::clear);
	}

	private static void add(final PopupMenu menu, final String text, final PromptedImage prompted,
		final Consumer<PromptedImage> action)
	{
		final MenuItem item = new MenuItem(text);
		item.setEnabled(prompted != null && !prompted.isEmpty());
		item.addActionListener(event -> action.accept(prompted));
		menu.add(item);
	}

	private static void toManager(final PromptedImage prompted) {
		final RoiManager manager = RoiManager.getRoiManager();
		prompted.segmenter().rois().forEach(manager::addRoi);
	}

	@Override
	public void showOptionsDialog() {
		final PromptedImage current = images.get(WindowManager.getCurrentImage());
		final NamedSettings chosen = (current == null ? settings : current.segmenter().settings()).copy();
		final ToolOptions options = new ToolOptions(chosen, current == null ? 1 : current.label());
		if (!options.ask()) return;
		if (current != null) current.setLabel(options.label());
		for (final PromptedImage before : List.copyOf(images.values())) {
			final PromptedImage now = before.with(before == current ? chosen : chosen.at(before.segmenter().settings()));
			images.put(now.image(), now);
			close(before);
			now.places().forEach(place -> look(now, place));
		}
		// Where to look is for this image alone.
		settings = chosen.at(new NamedSettings());
	}

	// -- Images --

	@Override
	public void imageOpened(final ImagePlus image) {}

	@Override
	public void imageUpdated(final ImagePlus image) {}

	@Override
	public void imageClosed(final ImagePlus image) {
		final PromptedImage prompted = images.remove(image);
		if (prompted != null) close(prompted);
	}
}
