package io.github.volumesam.propagate;

import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.Prediction;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.MaskComponents;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Window;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * What an object looks like in planes at right angles to its key slice. A model
 * that is handed its own masks from slice to slice copies its errors and does not
 * notice the object's end; in a plane across the slices it sees the whole profile
 * of the object at once, end and all. Three cuts each way are segmented; the line
 * in which each crosses the key slice's mask is known and serves both as the
 * prompt and to check the answer. Together they say how wide, how high and where
 * the object is on every slice.
 */
final class CrossSections {

	/** Where the key mask is cut, as parts of its box. */
	private static final double[] CUTS = { 0.35, 0.5, 0.65 };
	/** How far to look across the slices, as multiples of the known line, likely ones first; the end is unknown. */
	private static final double[] LADDER = { 2, 1, 4 };
	/** A cut that does not leave its window is good enough from this score on; other windows are not tried then. */
	private static final double GOOD_ENOUGH = 0.7;
	/** Part of the way to the edge of its window up to which a cut that leaves it is relied on. */
	private static final double RELIABLE = 0.6;
	/** How many predictions a look across the slices takes at the most. */
	static final int PREDICTIONS = 2 * CUTS.length * (LADDER.length + 1);
	/** Shorter lines are not worth a cut, in pixels. */
	private static final int SHORTEST_LINE = 3;
	/** The cuts miss the widest place of a slice by no more than this. */
	private static final double LARGEST_CORRECTION = 1.6;

	/** No cut at all: nothing is known beyond the key slice. */
	static final CrossSections NONE = new CrossSections(Mask.EMPTY, 0, List.of(), List.of());

	private final Mask key;
	private final int keySlice;
	private final List<Cut> xz;
	private final List<Cut> yz;

	private CrossSections(final Mask key, final int keySlice, final List<Cut> xz, final List<Cut> yz) {
		this.key = key;
		this.keySlice = keySlice;
		this.xz = xz;
		this.yz = yz;
	}

	/** Cuts the object across its key slice; empty where the predictor cannot look there. */
	static CrossSections of(final Mask key, final int keySlice, final MaskPredictor predictor,
		final Calibration calibration)
	{
		if (!predictor.isCheapAcross() || predictor.depth() == 1) return NONE;
		final MaskPredictor alongXz = predictor.along(Axis.XZ), alongYz = predictor.along(Axis.YZ);
		final double perColumn = calibration.voxelWidth() / calibration.voxelDepth();
		final double perRow = calibration.voxelHeight() / calibration.voxelDepth();
		final List<Cut> xz = new ArrayList<>(), yz = new ArrayList<>();
		for (final double part : CUTS) {
			final int y = (int) Math.floor(key.minY() + part * key.box().height());
			final int x = (int) Math.floor(key.minX() + part * key.box().width());
			final int row = y, column = x;
			Line.longest(key.minX(), key.maxX(), i -> key.contains(i, row)).ifPresent(line -> cut(alongXz, row, line,
				keySlice, perColumn).ifPresent(xz::add));
			Line.longest(key.minY(), key.maxY(), i -> key.contains(column, i)).ifPresent(line -> cut(alongYz, column,
				line, keySlice, perRow).ifPresent(yz::add));
		}
		return new CrossSections(key, keySlice, xz, yz);
	}

	/**
	 * Where the object should be on slice {@code z}.
	 *
	 * @param last its box on the slice before, which counts where the cuts know
	 *          nothing
	 */
	Box box(final int z, final Box last) {
		final Box known = key.isEmpty() ? last : key.box();
		final double[] x = edges(xz, z, known.x(), known.right(), last.x(), last.right());
		final double[] y = edges(yz, z, known.y(), known.bottom(), last.y(), last.bottom());
		return new Box(x[0], y[0], x[1] - x[0], y[1] - y[0]);
	}

	/** The edges along one axis, in proportion to those on the key slice. */
	private double[] edges(final List<Cut> cuts, final int z, final double keyFrom, final double keyTo,
		final double lastFrom, final double lastTo)
	{
		final Optional<double[]> here = extent(cuts, z);
		if (here.isEmpty()) return new double[] { lastFrom, lastTo };
		final double[] there = extent(cuts, keySlice).orElseThrow();
		final double size = (here.get()[1] - here.get()[0]) * Math.min(LARGEST_CORRECTION, (keyTo - keyFrom) / (there[1] -
			there[0]));
		final double center = (here.get()[0] + here.get()[1] - there[0] - there[1] + keyFrom + keyTo) / 2;
		return new double[] { center - size / 2, center + size / 2 };
	}

	/**
	 * Which part of the cuts saw the object on slice {@code z}, 0…1; NaN without a
	 * cut. It is that of the way of cutting that saw more: an object that slants
	 * leaves the planes of one of them before it ends.
	 */
	double support(final int z) {
		return most(cut -> z >= cut.mask().minY() && z <= cut.mask().maxY());
	}

	/**
	 * Whether most cuts saw the object leave their window beyond slice {@code z}, so
	 * that they do not know where it ends, and {@code z} is so far out in the window
	 * that they are no longer to be relied on.
	 */
	boolean isSpentAt(final int z) {
		final boolean up = z > keySlice;
		return most(up ? Cut::openAbove : Cut::openBelow) >= 0.5 && most(cut -> Math.abs(z - keySlice) < RELIABLE * Math
			.abs((up ? cut.mask().maxY() : cut.mask().minY()) - keySlice)) < 0.5;
	}

	private double most(final Predicate<Cut> property) {
		double most = Double.NaN;
		for (final List<Cut> cuts : List.of(xz, yz)) {
			if (cuts.isEmpty()) continue;
			final double part = (double) cuts.stream().filter(property).count() / cuts.size();
			most = Double.isNaN(most) ? part : Math.max(most, part);
		}
		return most;
	}

	/** Leftmost and rightmost edge of row {@code z} in any of the cuts. */
	private static Optional<double[]> extent(final List<Cut> cuts, final int z) {
		int from = Integer.MAX_VALUE, to = Integer.MIN_VALUE;
		for (final Cut cut : cuts)
			for (int i = cut.mask().minX(); i <= cut.mask().maxX(); i++)
				if (cut.mask().contains(i, z)) {
					from = Math.min(from, i);
					to = Math.max(to, i + 1);
				}
		return from < to ? Optional.of(new double[] { from, to }) : Optional.empty();
	}

	// -- One cut --

	/**
	 * Segments the cut at {@code position} whose row {@code keySlice} crosses the
	 * object between the line's ends. Points on the line and beside it ask for a
	 * first mask in windows of several sizes; the best one's box then asks again. The
	 * best answer is the one that the model trusts and that fits the line.
	 *
	 * @param aspect slices per pixel, in the specimen
	 */
	private static Optional<Cut> cut(final MaskPredictor predictor, final int position, final Line line,
		final int keySlice, final double aspect)
	{
		final double y = keySlice + 0.5, side = Math.max(1.5, 0.12 * line.length());
		final Prompt points = Prompt.points(List.of(new Point(line.center(), y, true), new Point(line.center() - 0.3 * line
			.length(), y, true), new Point(line.center() + 0.3 * line.length(), y, true), new Point(line.from() - side, y,
				false), new Point(line.to() + side, y, false)));
		Cut best = Cut.NONE;
		for (final double step : LADDER) {
			final double width = step * line.length(), height = width * aspect;
			final Box region = new Box(line.center() - width / 2, y - height / 2, width, height);
			best = best.or(Cut.of(predictor.predict(position, points, region), line, keySlice));
			if (!best.isOpen() && best.score > GOOD_ENOUGH) break;
		}
		if (best.mask().isEmpty()) return Optional.empty();
		if (best.isOpen()) return Optional.of(best);
		final Prompt box = Prompt.box(best.mask().box());
		return Optional.of(best.or(Cut.of(predictor.predict(position, box), line, keySlice)));
	}

	/**
	 * What a cut shows of the object.
	 *
	 * @param mask the component through the middle of the known line
	 * @param score predicted IoU times agreement with the line, less for a mask that
	 *          leaves the window
	 * @param openBelow whether the mask leaves the window towards lower slices
	 * @param openAbove whether the mask leaves the window towards higher slices
	 */
	private record Cut(Mask mask, double score, boolean openBelow, boolean openAbove) {

		/** A mask that leaves its window is taken only if no larger window shows a good one. */
		private static final double OPEN_PENALTY = 0.7;

		static final Cut NONE = new Cut(Mask.EMPTY, 0, false, false);

		static Cut of(final Prediction prediction, final Line line, final int keySlice) {
			final Mask mask = componentAt(prediction.mask(), (int) line.center(), keySlice);
			if (mask.isEmpty()) return NONE;
			final Window window = prediction.logits().window();
			final double edge = Math.max(1, 0.02 * window.height());
			final boolean below = mask.minY() > 0 && mask.minY() < window.y() + edge;
			final boolean above = mask.maxY() + 1 > window.bottom() - edge;
			final double score = prediction.predictedIou() * line.agreement(mask, keySlice);
			return new Cut(mask, below || above ? OPEN_PENALTY * score : score, below, above);
		}

		boolean isOpen() {
			return openAbove || openBelow;
		}

		Cut or(final Cut other) {
			return other.score > score ? other : this;
		}
	}

	private static Mask componentAt(final Mask mask, final int x, final int y) {
		if (!mask.contains(x, y)) return Mask.EMPTY;
		return MaskComponents.of(mask).stream().filter(component -> component.contains(x, y)).findFirst().orElseThrow();
	}

	/**
	 * The known crossing of a cut and the key mask.
	 *
	 * @param from first pixel
	 * @param to behind the last pixel
	 */
	private record Line(int from, int to) {

		int length() {
			return to - from;
		}

		double center() {
			return (from + to) / 2.0;
		}

		/** IoU of the line and a row of a mask. */
		double agreement(final Mask mask, final int row) {
			int both = 0, either = 0;
			for (int i = Math.min(from, mask.minX()); i < Math.max(to, mask.maxX() + 1); i++) {
				final boolean known = i >= from && i < to, found = mask.contains(i, row);
				if (known && found) both++;
				if (known || found) either++;
			}
			return (double) both / either;
		}

		/** The longest run of pixels inside, if it is long enough for a cut. */
		static Optional<Line> longest(final int first, final int last, final IntPredicate inside) {
			Line best = new Line(0, 0);
			int start = -1;
			for (int i = first; i <= last + 1; i++) {
				final boolean in = i <= last && inside.test(i);
				if (in && start < 0) start = i;
				if (!in && start >= 0) {
					if (i - start > best.length()) best = new Line(start, i);
					start = -1;
				}
			}
			return best.length() < SHORTEST_LINE ? Optional.empty() : Optional.of(best);
		}
	}
}
