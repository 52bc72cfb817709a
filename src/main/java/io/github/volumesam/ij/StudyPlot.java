package io.github.volumesam.ij;

import io.github.volumesam.label.Glasbey;
import io.github.volumesam.study.PromptMode;
import io.github.volumesam.study.StudyRow;

import ij.ImagePlus;
import ij.gui.Plot;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A study as four plots in one picture: Dice, surface Dice, end-slice error and
 * seconds for each kind of prompt, with a line for each model and strategy.
 */
public final class StudyPlot {

	private static final int WIDTH = 640, HEIGHT = 300;

	private final Map<String, List<StudyRow>> lines;
	private final List<PromptMode> prompts;

	private StudyPlot(final List<StudyRow> rows) {
		lines = rows.stream().collect(Collectors.groupingBy(StudyPlot::line, LinkedHashMap::new, Collectors.toList()));
		prompts = Arrays.stream(PromptMode.values()).filter(mode -> rows.stream().anyMatch(row -> row.prompt() == mode))
			.toList();
	}

	/**
	 * Draws the plots; needs no screen.
	 *
	 * @param title of the image
	 * @param rows at least one
	 */
	public static ImagePlus of(final String title, final List<StudyRow> rows) {
		final StudyPlot plots = new StudyPlot(rows);
		final ImageProcessor[] panels = { plots.panel("Dice", StudyRow::dice, 1), plots.panel("Surface Dice",
			StudyRow::surfaceDice, 1), plots.panel("End-slice error (slices)", StudyRow::endSliceError, 0), plots.panel(
				"Seconds per object", StudyRow::seconds, 0) };
		final int w = panels[0].getWidth(), h = panels[0].getHeight();
		final ColorProcessor picture = new ColorProcessor(2 * w, 2 * h);
		for (int i = 0; i < panels.length; i++)
			picture.insert(panels[i].convertToRGB(), i % 2 * w, i / 2 * h);
		return new ImagePlus(title, picture);
	}

	/**
	 * @param top of the axis; 0 if the values decide
	 */
	private ImageProcessor panel(final String name, final ToDoubleFunction<StudyRow> value, final double top) {
		final Plot plot = new Plot(name, "{" + prompts.stream().map(PromptMode::toString).collect(Collectors.joining(
			",")) + "}", name);
		plot.setFrameSize(WIDTH, HEIGHT);
		double highest = top;
		int n = 1;
		for (final List<StudyRow> line : lines.values()) {
			final double[] x = line.stream().mapToDouble(row -> prompts.indexOf(row.prompt())).toArray();
			final double[] y = line.stream().mapToDouble(value).toArray();
			plot.setColor(new Color(Glasbey.rgb(n++)));
			plot.setLineWidth(2);
			plot.addPoints(x, y, Plot.CONNECTED_CIRCLES);
			highest = Math.max(highest, 1.1 * Arrays.stream(y).max().orElse(0));
		}
		plot.setLimits(-0.5, prompts.size() - 0.5, 0, highest > 0 ? highest : 1);
		plot.setColor(Color.black);
		plot.setLineWidth(1);
		if (lines.size() > 1) plot.addLegend(String.join("\n", lines.keySet()));
		return plot.getProcessor();
	}

	private static String line(final StudyRow row) {
		return row.model() + ", " + row.strategy();
	}
}
