package io.github.volumesam.ij;

import static ij.macro.MacroExtension.ARG_NUMBER;
import static ij.macro.MacroExtension.ARG_STRING;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.Interpreter;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;

import io.github.volumesam.session.Failure;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.concurrent.CancellationException;

/**
 * Functions for ImageJ macros, {@code Ext.vsam…}, after
 * {@code run("Volume SAM Macro Extensions")}; {@code src/docs/macro-functions.md}
 * describes them.
 * <p>
 * A macro has one table of such functions, and every plugin that registers its own
 * replaces it. So that a macro can register ours again, after another plugin's, and go
 * on, prompts and results belong to the running macro and not to the registration.
 */
public final class MacroExtensions implements PlugIn {

	/** What the macros that are running have said. */
	private static final Map<Interpreter, Functioning> RUNNING = new WeakHashMap<>();

	@Override
	public void run(final String argument) {
		final Interpreter macro = Interpreter.getInstance();
		if (macro == null) IJ.error("Volume SAM Macro Extensions", "This adds functions to a macro, so it is of use only " +
			"in one. Write run(\"Volume SAM Macro Extensions\"); before the first Ext.vsam function.");
		else synchronized (RUNNING) {
			Functions.registerExtensions(RUNNING.computeIfAbsent(macro, key -> new Functioning()));
		}
	}

	/** The names of the functions. */
	static Set<String> names() {
		return new Functioning().functions.keySet();
	}

	/** A function, given its arguments: text or numbers. */
	@FunctionalInterface
	private interface Function {

		/** What the macro gets, or null. */
		String call(Arguments arguments);
	}

	/** Arguments in their order. */
	private record Arguments(Object... values) {

		String text(final int i) {
			return (String) values[i];
		}

		double number(final int i) {
			return (Double) values[i];
		}

		int whole(final int i, final String name) {
			if (number(i) != Math.rint(number(i)) || Math.abs(number(i)) > Integer.MAX_VALUE)
				throw new IllegalArgumentException("The " + name + " is " + number(i) + "; a whole number is needed.");
			return (int) number(i);
		}
	}

	/** The functions of one running macro. */
	private static final class Functioning implements MacroExtension {

		private final Map<String, ExtensionDescriptor> descriptors = new TreeMap<>();
		private final Map<String, Function> functions = new TreeMap<>();
		private final NamedSettings settings = new NamedSettings();
		private VolumeSegmenter segmenter;
		private SegmentedImage found;

		Functioning() {
			define("vsamSet", this::set, ARG_STRING, ARG_STRING);
			define("vsamAddBox", this::addBox, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER);
			define("vsamAddPoint", this::addPoint, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER, ARG_NUMBER);
			define("vsamAddSelection", this::addSelection, ARG_NUMBER);
			define("vsamPropagate", this::propagate, ARG_STRING);
			define("vsamScore", arguments -> Double.toString(found().score(arguments.whole(0, "label"), arguments.whole(1,
				"slice"))), ARG_NUMBER, ARG_NUMBER);
			define("vsamConfidence", arguments -> Double.toString(found().confidence(arguments.whole(0, "label"), arguments.whole(1,
				"slice"))), ARG_NUMBER, ARG_NUMBER);
			define("vsamClear", this::clear);
		}

		private void define(final String name, final Function function, final int... types) {
			descriptors.put(name, ExtensionDescriptor.newDescriptor(name, this, types));
			functions.put(name, function);
		}

		@Override
		public ExtensionDescriptor[] getExtensionFunctions() {
			return descriptors.values().toArray(new ExtensionDescriptor[0]);
		}

		@Override
		public String handleExtension(final String name, final Object[] arguments) {
			try {
				return functions.get(name).call(new Arguments(arguments));
			}
			catch (final RuntimeException e) {
				if (!Failure.isExpected(e)) throw e;
				// Stops the macro, and says in which line.
				Interpreter.getInstance().abort(name + ": " + Failure.message(e));
				return null;
			}
		}

		private String set(final Arguments arguments) {
			if (segmenter != null) segmenter.set(arguments.text(0), arguments.text(1));
			settings.set(arguments.text(0), arguments.text(1));
			return null;
		}

		private String addBox(final Arguments a) {
			segmenter().addBox(a.whole(0, "slice"), a.number(1), a.number(2), a.number(3), a.number(4), a.whole(5, "label"));
			return null;
		}

		private String addPoint(final Arguments a) {
			segmenter().addPoint(a.whole(0, "slice"), a.number(1), a.number(2), a.number(3) != 0, a.whole(4, "label"));
			return null;
		}

		private String addSelection(final Arguments arguments) {
			final VolumeSegmenter current = segmenter();
			final ImagePlus image = current.image();
			if (image.getRoi() == null) throw new IllegalArgumentException("'" + image.getTitle() +
				"' has no selection. Make one on a slice that shows the object.");
			current.addRoi(image.getRoi(), Shown.of(image).slice(), arguments.whole(0, "label"));
			return null;
		}

		private String propagate(final Arguments arguments) {
			if (segmenter == null) throw new IllegalArgumentException("There is no prompt. Say where the objects are with " +
				"Ext.vsamAddBox, Ext.vsamAddPoint or Ext.vsamAddSelection first.");
			found = null;
			// A macro may end without a word, so the model is not kept.
			try (VolumeSegmenter current = segmenter()) {
				found = current.segment();
			}
			if (found.result().cancelledWithNothing()) throw new CancellationException(
				"Cancelled before anything was found.");
			found.labels().setTitle(arguments.text(0));
			Shown.open(found.labels());
			return null;
		}

		private String clear(final Arguments arguments) {
			segmenter = null;
			found = null;
			return null;
		}

		/** The image is the one that is active at the first prompt. */
		private VolumeSegmenter segmenter() {
			if (segmenter == null) {
				final ImagePlus active = WindowManager.getCurrentImage();
				if (active == null) throw new IllegalArgumentException("There is no image. Open one first.");
				segmenter = new VolumeSegmenter(active, settings);
			}
			final ImagePlus image = segmenter.image();
			if (WindowManager.getImage(image.getID()) == null) throw new IllegalArgumentException("The image '" + image
				.getTitle() + "' of the prompts has been closed. Call Ext.vsamClear(); before the prompts for another image.");
			return segmenter;
		}

		private SegmentedImage found() {
			if (found == null) throw new IllegalArgumentException("Nothing has been segmented. Call Ext.vsamPropagate first.");
			return found;
		}
	}
}
