package io.github.volumesam.ij;

import ij.IJ;
import ij.gui.GenericDialog;

import io.github.volumesam.label.LabelObject;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.Strategy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The dialog that a double click on the toolbar tool opens. */
final class ToolOptions {

	private static final int COLUMNS = 24;

	private final NamedSettings settings;
	private int label;

	/**
	 * @param settings what is offered, and changed if the user agrees
	 * @param label the object that prompts are for
	 */
	ToolOptions(final NamedSettings settings, final int label) {
		this.settings = settings;
		this.label = label;
	}

	/** Returns whether the user agreed and all values are possible; if not, nothing has changed. */
	boolean ask() {
		final GenericDialog dialog = new GenericDialog(VolumeSamTool.NAME);
		dialog.addStringField("Model", settings.get("model"), COLUMNS);
		dialog.addChoice("Prompt for the next slice", names(Strategy.values()), settings.get("prompt"));
		dialog.addChoice("How far", names(Mode.values()), settings.get("mode"));
		dialog.addChoice("Shown to the model", names(WindowMode.values()), settings.get("window"));
		dialog.addStringField("Intensities", settings.get("intensity"), COLUMNS);
		dialog.addStringField("First slice (0: any)", settings.get("first"));
		dialog.addStringField("Last slice (0: any)", settings.get("last"));
		dialog.addNumericField("Object of the next prompts", label, 0);
		dialog.addCheckbox("All three axes vote", Boolean.parseBoolean(settings.get("allaxes")));
		dialog.addMessage("Drag a box around an object, or click on it, and press Enter.\nShift: say more of it on this " +
			"slice   Alt: not this   N: next object   Esc: clear");
		dialog.showDialog();
		if (dialog.wasCanceled()) return false;
		final Map<String, String> answers = new LinkedHashMap<>();
		answers.put("model", dialog.getNextString());
		answers.put("prompt", dialog.getNextChoice());
		answers.put("mode", dialog.getNextChoice());
		answers.put("window", dialog.getNextChoice());
		answers.put("allaxes", Boolean.toString(dialog.getNextBoolean()));
		for (final String name : new String[] { "intensity", "first", "last" })
			answers.put(name, dialog.getNextString());
		try {
			final double number = dialog.getNextNumber();
			LabelObject.checkLabel((long) number);
			final NamedSettings changed = settings.copy();
			answers.forEach(changed::set);
			answers.forEach(settings::set);
			label = (int) number;
			return true;
		}
		catch (final IllegalArgumentException e) {
			IJ.error(VolumeSamTool.NAME, e.getMessage());
			return false;
		}
	}

	int label() {
		return label;
	}

	private static String[] names(final Enum<?>[] values) {
		return Arrays.stream(values).map(String::valueOf).toArray(String[]::new);
	}
}
