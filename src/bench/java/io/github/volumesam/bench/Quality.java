package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.evaluate.ObjectScore;
import io.github.volumesam.label.LabelObject;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.PropagationSettings;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.study.PromptMode;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How well objects are segmented in 3D from one tight box on their largest slice, by
 * our rule and by those in use elsewhere, on the same model: Markdown tables, a row a
 * volume, then a row a method. Reads the volumes below the folder of the property
 * {@code volumesam.data}, and says so where there are none. The property
 * {@code methods} chooses methods by the start of their names, separated by semicolons.
 */
final class Quality implements Benchmarks.Benchmark {

	private static List<Method> methods() {
		final List<Method> methods = new ArrayList<>();
		for (final Strategy strategy : Strategy.values())
			methods.add(Method.ours("ours, " + strategy, PropagationSettings.DEFAULT.with(strategy), PromptMode.BOX));
		for (final Strategy strategy : List.of(Strategy.BOX, Strategy.BOX_MASK, Strategy.MASK_POINTS))
			for (final double threshold : new double[] { 0.5, 0.8 })
				methods.add(Method.reference(strategy, threshold));
		methods.add(Method.sameBox(false));
		methods.add(Method.lastBox(false));
		methods.add(Method.inRange());
		methods.add(Method.sameBox(true));
		methods.add(Method.lastBox(true));
		methods.add(Method.trueBoxes());
		methods.add(Method.ours("ours, all axes", PropagationSettings.DEFAULT.withAllAxes(true), PromptMode.BOX));
		methods.add(Method.ours("ours, 3 boxes", PropagationSettings.DEFAULT, PromptMode.BOXES_3));
		methods.add(Method.ours("ours, 5 boxes", PropagationSettings.DEFAULT, PromptMode.BOXES_5));
		methods.add(Method.fromQuarter(false));
		methods.add(Method.fromQuarter(true));
		final List<String> wanted = List.of(System.getProperty("methods", "").split(";"));
		methods.removeIf(method -> wanted.stream().noneMatch(start -> method.name().startsWith(start)));
		return methods;
	}

	/** What one method did on one volume. */
	private record Cell(Evaluation evaluation, long decodes, long slices) {}

	@Override
	public void run(final ResultTable table) throws IOException, InterruptedException, ExecutionException {
		if (!Files.isDirectory(LabelledVolume.root())) {
			System.out.println("quality: skipped, there are no volumes in " + LabelledVolume.root().toAbsolutePath() +
				"; say where they are with -Dvolumesam.data=FOLDER");
			return;
		}
		final List<Method> methods = methods();
		System.out.println(LocalDate.now() + ", embedded model " + ModelFiles.sha256(ModelFiles.locate(ModelFiles.EMBEDDED)
			.encoder()).substring(0, 12) + "\n");
		System.out.println("| volume (objects) | " + String.join(" | ", methods.stream().map(Method::name).toList()) +
			" |\n" + "|---".repeat(methods.size() + 1) + "|");
		final List<List<Cell>> rows = new ArrayList<>();
		final ExecutorService workers = Executors.newFixedThreadPool(Models.THREADS);
		try {
			final List<Future<List<Cell>>> pending = new ArrayList<>();
			final List<String> names = LabelledVolume.names();
			for (final String name : names)
				pending.add(workers.submit(() -> row(name, methods)));
			for (int i = 0; i < names.size(); i++) {
				rows.add(pending.get(i).get());
				printRow(names.get(i), rows.get(i));
			}
		}
		finally {
			workers.shutdownNow();
		}
		printMeans(rows);
		printMethods(methods, rows);
	}

	/** A model of its own for each volume, so that volumes can run side by side on a thread each. */
	private static List<Cell> row(final String name, final List<Method> methods) throws IOException {
		final LabelledVolume volume = LabelledVolume.open(name);
		final List<Cell> cells = new ArrayList<>();
		try (SamModel model = SamModel.open(ModelFiles.EMBEDDED, 1)) {
			for (final Method method : methods)
				cells.add(cell(model, volume, method));
		}
		return cells;
	}

	private static Cell cell(final SamModel model, final LabelledVolume volume, final Method method) {
		final WindowReader reader = new WindowReader(volume.image(), IntensityRule.DEFAULT.mappingOf(volume.image()));
		final MaskPredictor predictor = model.predictor(reader, WindowMode.AUTO, SamModel.DEFAULT_CACHE_BYTES,
			Progress.NONE);
		final AtomicLong decodes = new AtomicLong();
		final List<LabelObject> found = method.segmenter().segment(volume.objects(), reader, new CountingPredictor(
			predictor, decodes));
		final Evaluation evaluation = Evaluation.of(found, volume.objects(), volume.image().calibration(), Evaluation
			.defaultTolerance(volume.image().calibration()));
		return new Cell(evaluation, decodes.get(), found.stream().mapToLong(object -> object.masks().size()).sum());
	}

	// -- Tables --

	private static void printRow(final String name, final List<Cell> cells) {
		final StringBuilder row = new StringBuilder("| " + name + " (" + cells.get(0).evaluation.objects().size() + ")");
		for (final Cell cell : cells)
			row.append(ResultTable.format(" | %.3f (%.1f)", cell.evaluation.meanDice(), cell.evaluation
				.meanEndSliceError()));
		System.out.println(row + " |");
	}

	private static void printMeans(final List<List<Cell>> rows) {
		final StringBuilder mean = new StringBuilder("| **mean**");
		for (int m = 0; m < rows.get(0).size(); m++) {
			final int column = m;
			mean.append(ResultTable.format(" | %.3f (%.1f)", rows.stream().mapToDouble(row -> row.get(column).evaluation
				.meanDice()).average().orElseThrow(), rows.stream().mapToDouble(row -> row.get(column).evaluation
					.meanEndSliceError()).average().orElseThrow()));
		}
		System.out.println(mean + " |\n");
	}

	/** Over all objects of all volumes. */
	private static void printMethods(final List<Method> methods, final List<List<Cell>> rows) {
		System.out.println("| method | Dice | surface Dice | Dice ≥ 0.5 | Dice ≥ 0.8 | end error: median | 90 % | " +
			"at one end: median | 90 % | decodes a slice |\n" + "|---".repeat(10) + "|");
		for (int m = 0; m < methods.size(); m++) {
			final List<ObjectScore> scores = new ArrayList<>();
			long decodes = 0, slices = 0;
			Evaluation any = null;
			for (final List<Cell> row : rows) {
				any = row.get(m).evaluation;
				scores.addAll(any.objects());
				decodes += row.get(m).decodes;
				slices += row.get(m).slices;
			}
			final Evaluation all = new Evaluation(scores, List.of(), any.tolerance(), any.unit());
			final int[] ends = scores.stream().flatMapToInt(score -> IntStream.of(Math.abs(score.lowerEnd()), Math.abs(score
				.upperEnd()))).sorted().toArray();
			System.out.println(ResultTable.format("| %s | %.3f | %.3f | %.2f | %.2f | %.1f | %d | %d | %d | %.2f |", methods
				.get(m).name() + (methods.get(m).knowsRange() ? " (told the range)" : ""), all.meanDice(), all
					.meanSurfaceDice(), all.shareWithDice(0.5), all.shareWithDice(0.8), all.medianEndSliceError(), all
						.endSliceErrorPercentile(0.9), ends[(ends.length - 1) / 2], ends[(int) Math.ceil(0.9 * ends.length) - 1],
				(double) decodes / slices));
		}
	}
}
