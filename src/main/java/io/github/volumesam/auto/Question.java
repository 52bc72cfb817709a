package io.github.volumesam.auto;

import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;

import java.util.ArrayList;
import java.util.List;

/**
 * A point at which a model is asked what is there.
 *
 * @param prompt the point
 * @param region where it is looked for, if the model looks at regions
 */
record Question(Prompt prompt, Box region) {

	/** Points along the longer side of what a model sees that sees all of a slice; SAM's own number. */
	private static final int POINTS = 32;
	/** Points along each side of a region, for a model that looks at regions: none falls through. */
	private static final int POINTS_IN_REGION = 3;
	/** Sizes of regions, each half the one before: 765 questions about a square slice. */
	private static final int SIZES = 4;
	/** No region is smaller, in pixels. */
	private static final double SMALLEST = 12;

	/**
	 * The questions about a slice, those together that need the same part of it.
	 *
	 * @param mode what is shown to the model; not {@link WindowMode#AUTO}
	 * @param size pixels along the longest side that the model sees
	 * @param aspect width over height of a pixel
	 * @param width of the slice
	 * @param height of the slice
	 */
	static List<Question> all(final WindowMode mode, final int size, final double aspect, final int width,
		final int height)
	{
		final List<Question> questions = new ArrayList<>();
		final double longest = Math.max(width, height / aspect);
		if (mode == WindowMode.OBJECT) {
			double side = longest;
			for (int i = 0; i < SIZES && (i == 0 || side >= SMALLEST); i++, side /= 2)
				for (final Box region : cells(new Box(0, 0, width, height), side, side * aspect))
					for (final Box cell : cells(region, side / POINTS_IN_REGION, side * aspect / POINTS_IN_REGION))
						questions.add(new Question(center(cell), region));
			return questions;
		}
		final Box whole = new Box(0, 0, width, height);
		for (final Box cell : cells(whole, longest / POINTS, longest * aspect / POINTS))
			questions.add(new Question(center(cell), whole));
		if (mode == WindowMode.TILES) for (final Box cell : cells(whole, (double) size / POINTS, (double) size / POINTS))
			questions.add(new Question(center(cell), cell));
		return questions;
	}

	private static Prompt center(final Box cell) {
		return Prompt.points(List.of(new Point(cell.centerX(), cell.centerY(), true)));
	}

	/** The cells of the finest grid whose cells are no larger. */
	private static List<Box> cells(final Box box, final double width, final double height) {
		// A cell is not split for the sake of a rounding error.
		final int columns = (int) Math.ceil(box.width() / width - 1e-9);
		final int rows = (int) Math.ceil(box.height() / height - 1e-9);
		final double w = box.width() / columns, h = box.height() / rows;
		final List<Box> cells = new ArrayList<>();
		for (int j = 0; j < rows; j++)
			for (int i = 0; i < columns; i++)
				cells.add(new Box(box.x() + i * w, box.y() + j * h, w, h));
		return cells;
	}
}
