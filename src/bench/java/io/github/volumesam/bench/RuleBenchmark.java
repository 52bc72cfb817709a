package io.github.volumesam.bench;

import ij.gui.Plot;

import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.EvidenceRule;
import io.github.volumesam.study.PromptMode;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.imageio.ImageIO;

/**
 * Shows how well the confidence of {@link EvidenceRule} tracks the true Dice on chains
 * over all volumes, and fits weights anew: to all of them, and, for a fair comparison
 * with the rule as it is, to all but the volume that they are then tried on. Every
 * volume counts the same, and in it every object.
 */
final class RuleBenchmark implements Benchmarks.Benchmark {

	private static final int BINS = 10;

	/** A slice with the weight that it has in the fit. */
	private record Weighed(String volume, Chains.Sample sample, double importance) {}

	/** What a rule says of a slice. */
	private record Opinion(double confidence, double dice, double importance) {}

	@Override
	public void run(final ResultTable table) throws IOException, InterruptedException, ExecutionException {
		if (!Files.isDirectory(LabelledVolume.root())) {
			System.out.println("rule: skipped, there are no volumes in " + LabelledVolume.root().toAbsolutePath());
			return;
		}
		for (final boolean cuts : new boolean[] { true, false }) {
			final List<Chains.Chain> chains = chains(cuts);
			final List<Weighed> samples = weighed(chains);
			final List<Opinion> asItIs = samples.stream().map(slice -> new Opinion(1 / (1 + Math.exp(-EvidenceRule.odds(
				slice.sample.evidence(), cuts))), slice.sample.dice(), slice.importance)).toList();
			final List<Opinion> opinions = new ArrayList<>();
			for (final String volume : LabelledVolume.names()) {
				final LogisticFit others = fit(samples.stream().filter(sample -> !sample.volume.equals(volume)).toList());
				for (final Weighed slice : samples)
					if (slice.volume.equals(volume)) opinions.add(new Opinion(others.predict(signs(slice.sample)), slice.sample
						.dice(), slice.importance));
			}
			print(cuts, fit(samples));
			print("Weights fitted without the volume that they are tried on", opinions);
			plot(cuts, print("The rule as it is", asItIs));
			Sensitivity.print(cuts, chains);
		}
	}

	private static List<Chains.Chain> chains(final boolean cuts) throws IOException, InterruptedException,
		ExecutionException
	{
		final ExecutorService workers = Executors.newFixedThreadPool(Models.THREADS);
		try {
			final List<Callable<List<Chains.Chain>>> tasks = new ArrayList<>();
			for (final String name : LabelledVolume.names())
				tasks.add(() -> {
					try (SamModel model = SamModel.open(ModelFiles.EMBEDDED, 1)) {
						return Chains.of(LabelledVolume.open(name), model, cuts, PromptMode.BOX);
					}
				});
			final List<Chains.Chain> chains = new ArrayList<>();
			for (final Future<List<Chains.Chain>> volume : workers.invokeAll(tasks))
				chains.addAll(volume.get());
			return chains;
		}
		finally {
			workers.shutdownNow();
		}
	}

	/** A constant, then what the rule weighs. */
	private static double[] signs(final Chains.Sample sample) {
		final EvidenceRule.Sign[] signs = EvidenceRule.Sign.values();
		final double[] x = new double[signs.length + 1];
		x[0] = 1;
		for (int i = 0; i < signs.length; i++)
			x[i + 1] = -signs[i].of(sample.evidence());
		return x;
	}

	private static List<Weighed> weighed(final List<Chains.Chain> chains) {
		final Map<String, Integer> ends = new HashMap<>();
		for (final Chains.Chain chain : chains)
			for (final List<Chains.Sample> end : chain.ends())
				if (!end.isEmpty()) ends.merge(chain.volume(), 1, Integer::sum);
		final List<Weighed> samples = new ArrayList<>();
		for (final Chains.Chain chain : chains)
			for (final List<Chains.Sample> end : chain.ends())
				for (final Chains.Sample sample : end)
					samples.add(new Weighed(chain.volume(), sample, 1.0 / end.size() / ends.get(chain.volume()) / ends.size()));
		return samples;
	}

	private static LogisticFit fit(final List<Weighed> samples) {
		return new LogisticFit(samples.stream().map(slice -> signs(slice.sample)).toArray(double[][]::new), samples.stream()
			.mapToDouble(slice -> slice.sample.dice()).toArray(), samples.stream().mapToDouble(Weighed::importance).toArray());
	}

	// -- Report --

	private static void print(final boolean cuts, final LogisticFit fit) {
		System.out.println("\nStop rule " + (cuts ? "with" : "without") + " cuts, all volumes:\n\n" +
			"| sign | weight | fitted anew |\n|---|---|---|");
		System.out.println(ResultTable.format("| (constant) | | %.2f |", fit.weights()[0]));
		for (final EvidenceRule.Sign sign : EvidenceRule.Sign.values())
			System.out.println(ResultTable.format("| %s | %.2f | %.2f |", sign.name().toLowerCase(Locale.ROOT), sign.weight(
				cuts), fit.weights()[sign.ordinal() + 1]));
	}

	/** Prints how the confidence tracks the true Dice, and returns its means and the Dice's in groups of slices. */
	private static double[][] print(final String rule, final List<Opinion> opinions) {
		System.out.println(ResultTable.format("%n%s: %d slices; correlation of the confidence with the true Dice %.3f; " +
			"mean error %.3f.%n", rule, opinions.size(), correlation(opinions), opinions.stream().mapToDouble(o ->
				o.importance * Math.abs(o.confidence - o.dice)).sum()));
		final double[] x = new double[BINS], y = new double[BINS], share = new double[BINS];
		for (final Opinion opinion : opinions) {
			final int bin = (int) Math.min(BINS - 1, opinion.confidence * BINS);
			share[bin] += opinion.importance;
			x[bin] += opinion.importance * opinion.confidence;
			y[bin] += opinion.importance * opinion.dice;
		}
		System.out.println("| confidence | mean Dice | share of slices |\n|---|---|---|");
		for (int bin = 0; bin < BINS; bin++) {
			x[bin] /= share[bin];
			y[bin] /= share[bin];
			System.out.println(ResultTable.format("| %.2f | %.2f | %.2f |", x[bin], y[bin], share[bin]));
		}
		return new double[][] { x, y };
	}

	private static double correlation(final List<Opinion> opinions) {
		double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
		for (final Opinion o : opinions) {
			n += o.importance;
			a += o.importance * o.confidence;
			b += o.importance * o.dice;
			aa += o.importance * o.confidence * o.confidence;
			bb += o.importance * o.dice * o.dice;
			ab += o.importance * o.confidence * o.dice;
		}
		return (ab / n - a / n * b / n) / Math.sqrt((aa / n - a / n * a / n) * (bb / n - b / n * b / n));
	}

	/** The reliability plot, beside the pictures of the README where {@code -Dscreenshots} says so. */
	private static void plot(final boolean cuts, final double[][] groups) throws IOException {
		final Plot plot = new Plot("Confidence", "confidence", "mean Dice with the truth");
		plot.setFrameSize(360, 360);
		plot.setLimits(0, 1, 0, 1);
		plot.setColor(Color.lightGray);
		plot.drawLine(0, 0, 1, 1);
		plot.setColor(Color.blue);
		plot.setLineWidth(2);
		plot.addPoints(groups[0], groups[1], Plot.CONNECTED_CIRCLES);
		final Path folder = Files.createDirectories(Path.of(System.getProperty("screenshots", "target/screenshots")));
		// ImageJ's own saving builds menus first, which needs a screen.
		ImageIO.write(plot.getProcessor().getBufferedImage(), "png", folder.resolve("reliability-" + (cuts ? "with"
			: "without") + "-cuts.png").toFile());
	}
}
