package io.github.volumesam.ij;

import ij.gui.PointRoi;
import ij.gui.Roi;

import java.util.Locale;
import java.util.Map;

/** What was done with the toolbar tool as the lines of a macro that does it again. */
final class MacroLines {

	private final StringBuilder lines = new StringBuilder();

	private MacroLines() {}

	/**
	 * @param segmenter with boxes and points that were added one by one
	 * @param title of the label image
	 */
	static String of(final VolumeSegmenter segmenter, final String title) {
		final MacroLines macro = new MacroLines();
		macro.line("selectImage", quoted(segmenter.image().getTitle()));
		macro.line("run", quoted("Volume SAM Macro Extensions"));
		macro.line("Ext.vsamClear");
		final Map<String, String> settings = segmenter.settings().changed();
		// Where there is only one, nothing needs to be said.
		if (ImagePlusVolume.channels(segmenter.image()) == 1) settings.remove("channel");
		if (segmenter.image().getNFrames() == 1) settings.remove("frame");
		settings.forEach((name, value) -> macro.line("Ext.vsamSet", quoted(name), quoted(value)));
		segmenter.rois().forEach(macro::prompt);
		macro.line("Ext.vsamPropagate", quoted(title));
		return macro.lines.toString();
	}

	private void prompt(final Roi roi) {
		final String z = Integer.toString(LabelRois.slice(roi));
		final String label = roi.getProperty(RoiPrompts.LABEL_PROPERTY);
		final var bounds = roi.getFloatBounds();
		if (roi instanceof PointRoi) line("Ext.vsamAddPoint", z, number(bounds.x), number(bounds.y), Boolean.toString(
			!RoiPrompts.isNegative(roi.getName())), label);
		else line("Ext.vsamAddBox", z, number(bounds.x), number(bounds.y), number(bounds.width), number(bounds.height),
			label);
	}

	private void line(final String function, final String... arguments) {
		lines.append(function).append('(').append(String.join(", ", arguments)).append(");\n");
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
	}

	private static String quoted(final String text) {
		return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}
}
