package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.ReferencePairs.Answer;
import io.github.volumesam.onnx.ReferencePairs.Pair;
import io.github.volumesam.onnx.ReferencePairs.Scene;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every contract answers as its reference implementation does: real architectures of
 * a tiny size, boxes, points and masks, wide, tall and square images, larger and
 * smaller than the model's. What was measured is written to target/contracts.md.
 */
class ReferenceTest {

	private static final Path TABLE = Path.of("target", "contracts.md");
	private static final Map<String, String> ROWS = new TreeMap<>();
	private static Map<String, Scene> scenes;

	/** The worst of a prompt over the two sizes of an aspect ratio. */
	private static final class Worst {

		double error, agreement = 1;

		@Override
		public String toString() {
			return String.format(Locale.ROOT, "%.0e, %.3f %%", error, 100 * agreement);
		}
	}

	@BeforeAll
	static void read() {
		scenes = ReferencePairs.scenes();
	}

	static List<Pair> pairs() {
		return ReferencePairs.all();
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void answersAsTheReferenceDoes(final Pair pair) {
		final Map<String, Map<String, Worst>> table = new TreeMap<>();
		try (SamModel model = pair.open()) {
			for (final Scene scene : scenes.values()) {
				final WindowReader reader = scene.reader(pair);
				final int width = reader.volume().width(), height = reader.volume().height();
				final MaskPredictor predictor = model.predictor(reader, WindowMode.SLICE, 64 << 20, Progress.NONE);
				for (final Answer answer : pair.answered()) {
					if (!answer.image().equals(scene.name())) continue;
					final Prompt prompt = scene.prompt(answer.prompt(), width, height);
					final Prediction found = predictor.predict(pair.slices() / 2, prompt);
					final String what = pair + ", " + answer.image() + ", " + answer.prompt();
					assertEquals(answer.width(), found.logits().width(), what);
					assertEquals(answer.height(), found.logits().height(), what);
					final double error = answer.error(found.logits());
					final double agreement = answer.agreement(found.mask(), width, height);
					assertTrue(answer.spread() > 1, what);
					assertTrue(error < 1e-3, () -> what + ": logits are off by " + error);
					assertTrue(agreement >= 0.999, () -> what + ": masks agree in " + agreement);
					if (answer.score() != null) assertEquals(answer.score(), found.predictedIou(), 1e-3, what);
					final Worst worst = table.computeIfAbsent(answer.prompt(), p -> new TreeMap<>()).computeIfAbsent(answer.image()
						.replaceAll("-.*", ""), a -> new Worst());
					worst.error = Math.max(worst.error, error);
					worst.agreement = Math.min(worst.agreement, agreement);
				}
			}
		}
		assertFalse(table.isEmpty());
		table.forEach((prompt, byAspect) -> ROWS.put(pair + " | " + prompt, "| " + pair + " | " + prompt + " | " + byAspect
			.get("wide") + " | " + byAspect.get("tall") + " | " + byAspect.get("square") + " |"));
	}

	@AfterAll
	static void write() throws IOException {
		Files.createDirectories(TABLE.getParent());
		Files.writeString(TABLE, "| contract | prompt | wide | tall | square |\n|---|---|---|---|---|\n" + String.join("\n",
			ROWS.values()) + "\n");
	}
}
