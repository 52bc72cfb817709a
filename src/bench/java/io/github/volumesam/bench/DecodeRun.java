package io.github.volumesam.bench;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.propagate.NextPrompt;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Asks the embedded model 5,000 prompts of all kinds, in windows of many sizes, with a
 * store of embeddings that has to forget; prints how many were asked and the
 * resident memory in MB, now and then.
 */
final class DecodeRun {

	private static final int DECODES = 5000;
	private static final Set<Integer> REPORTS = Set.of(500, 1000, 2000, DECODES);
	/** Decodes in one window. */
	private static final int SHARED = 4;
	private static final int SLICES = 4;
	private static final long CACHE_BYTES = 16L << 20;

	private DecodeRun() {}

	/**
	 * @param args none
	 * @throws IOException if this is not Linux
	 */
	public static void main(final String[] args) throws IOException {
		final Volume volume = ImagePlusVolume.of(SyntheticStack.image(SLICES).duplicate(), 0, 1);
		final WindowReader reader = new WindowReader(volume, IntensityRule.DEFAULT.mappingOf(volume));
		final List<Box> discs = SyntheticStack.boxes(16);
		try (SamModel model = Models.EMBEDDED.open()) {
			final MaskPredictor predictor = model.predictor(reader, WindowMode.OBJECT, CACHE_BYTES, Progress.NONE);
			for (int i = 0; i < DECODES; i++) {
				final Strategy strategy = Strategy.values()[i % Strategy.values().length];
				final int k = i / SHARED;
				final Box disc = discs.get(k % discs.size());
				final Box region = disc.grow(k % 37);
				predictor.predict(k / discs.size() % SLICES, new NextPrompt(strategy).from(Mask.of(disc)), region);
				if (REPORTS.contains(i + 1)) System.out.println(i + 1 + " " + residentMegabytes());
			}
		}
	}

	private static double residentMegabytes() throws IOException {
		final String line = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(s -> s.startsWith("VmRSS"))
			.findFirst().orElseThrow();
		return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6;
	}
}
