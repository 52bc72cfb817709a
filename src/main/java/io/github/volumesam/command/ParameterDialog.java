package io.github.volumesam.command;

import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.widget.FileWidget;

/**
 * ImageJ's dialog for the parameters of a command. As in Fiji, a command's only
 * image is the active one and not asked for. What was entered last is offered again.
 */
final class ParameterDialog {

	private static final List<String> FILE_STYLES = List.of(FileWidget.OPEN_STYLE, FileWidget.SAVE_STYLE);
	private static final int COLUMNS = 24;

	private final Module command;
	private final List<ModuleItem<?>> items;
	private final Map<String, String> last;
	private int imagesOffered;

	/**
	 * @param command with its defaults
	 */
	ParameterDialog(final Module command) {
		this.command = command;
		final List<ModuleItem<?>> inputs = MacroOptions.parameters(command.getInfo());
		final boolean oneImage = inputs.stream().filter(ParameterDialog::isImage).count() == 1;
		items = new ArrayList<>(inputs);
		if (oneImage) items.removeIf(ParameterDialog::isImage);
		last = LastUse.of(command.getInfo());
	}

	private static boolean isImage(final ModuleItem<?> item) {
		return item.getType() == ImagePlus.class;
	}

	/**
	 * Asks the user and tells the Recorder the answers under the names of the
	 * parameters.
	 *
	 * @return texts by parameter; null if the user has cancelled
	 */
	Map<String, String> ask() {
		final GenericDialog dialog = new GenericDialog(command.getInfo().getTitle());
		for (final ModuleItem<?> item : items)
			add(item, dialog);
		dialog.addHelp(help());
		dialog.showDialog();
		if (dialog.wasCanceled()) return null;
		final Map<String, String> answers = new LinkedHashMap<>();
		for (final ModuleItem<?> item : items)
			answers.put(item.getName(), answer(item, dialog).trim());
		LastUse.keep(command.getInfo(), answers);
		if (Recorder.record) record(answers);
		return answers;
	}

	/** What Fiji shows where the mouse rests on a field. */
	private String help() {
		final StringBuilder html = new StringBuilder("<html><body><dl>");
		for (final ModuleItem<?> item : items)
			html.append("<dt><b>").append(item.getLabel()).append("</b>: <tt>").append(item.getName()).append("</tt><dd>")
				.append(item.getDescription().replace("&", "&amp;").replace("<", "&lt;"));
		return html.append("</dl></body></html>").toString();
	}

	private void add(final ModuleItem<?> item, final GenericDialog dialog) {
		final Class<?> type = item.getType();
		final Object preset = command.getInput(item.getName());
		final String value = last.getOrDefault(item.getName(), preset == null ? "" : preset.toString());
		final String label = item.getLabel();
		if (isImage(item)) {
			final String[] titles = OpenImages.titles().toArray(new String[0]);
			dialog.addChoice(label, titles, titles.length == 0 ? "" : chosen(titles, value));
			imagesOffered++;
		}
		else if (item.getChoices() != null && !item.getChoices().isEmpty()) dialog.addChoice(label, item.getChoices()
			.stream().map(String::valueOf).toArray(String[]::new), value);
		else if (type == boolean.class) dialog.addCheckbox(label, Boolean.parseBoolean(value));
		else if (type == int.class) dialog.addNumericField(label, Integer.parseInt(value), 0);
		else if (FileWidget.DIRECTORY_STYLE.equals(item.getWidgetStyle())) dialog.addDirectoryField(label, value, COLUMNS);
		else if (FILE_STYLES.contains(item.getWidgetStyle())) dialog.addFileField(label, value, COLUMNS);
		else dialog.addStringField(label, value, COLUMNS);
	}

	/** The image chosen last time; else the active image, and for a second parameter another one. */
	private String chosen(final String[] titles, final String value) {
		final List<String> all = new ArrayList<>(List.of(titles));
		if (all.contains(value)) return value;
		final ImagePlus active = WindowManager.getCurrentImage();
		if (active != null) Collections.swap(all, 0, all.indexOf(active.getTitle()));
		return all.get(Math.min(imagesOffered, all.size() - 1));
	}

	private static String answer(final ModuleItem<?> item, final GenericDialog dialog) {
		final Class<?> type = item.getType();
		if (isImage(item) || item.getChoices() != null && !item.getChoices().isEmpty()) return dialog.getNextChoice();
		if (type == boolean.class) return Boolean.toString(dialog.getNextBoolean());
		if (type == int.class) return number(dialog.getNextNumber());
		return dialog.getNextString();
	}

	/** As a whole number if it is one, so that anything else can be refused by name. */
	private static String number(final double value) {
		return value == (int) value ? Integer.toString((int) value) : Double.toString(value);
	}

	/** Fields have labels to be read; the Recorder would make keys from their first words. */
	private static void record(final Map<String, String> answers) {
		Recorder.resetCommandOptions();
		answers.forEach((name, value) -> {
			if (!value.isEmpty()) Recorder.recordOption(name, value);
		});
	}
}
