package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.NamedTests;
import io.github.volumesam.model.Preset;
import io.github.volumesam.onnx.ReferencePairs.Pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code src/docs/systems.md} promises is there: tests, contracts and presets. */
class SystemsPageTest {

	private record Row(String system, String state, String run, String proof) {

		/** The cells of a line of the table. */
		static Row of(final String line) {
			final String[] cells = line.split("\\|", -1);
			assertEquals(6, cells.length, line);
			return new Row(cells[1].trim(), cells[2].trim(), cells[3].trim(), cells[4].trim());
		}

		/** The test method, from the package on. */
		String test() {
			return proof.split("`")[1];
		}

		/** What follows the test: contracts that it runs, if it runs many. */
		List<String> contracts() {
			final String after = proof.substring(proof.lastIndexOf('`') + 1).trim();
			return after.isEmpty() ? List.of() : List.of(after.split(", "));
		}
	}

	private static List<Row> rows;

	@BeforeAll
	static void read() throws IOException {
		rows = Files.readAllLines(Path.of("src/docs/systems.md")).stream().filter(line -> line.startsWith("| ") && !line
			.startsWith("| system ")).map(Row::of).toList();
	}

	@Test
	void everySystemHasOneRow() {
		final List<String> systems = List.of("SAM b, l, h", "SAM int8", "MobileSAM", "EfficientSAM", "EdgeSAM",
			"EfficientViT-SAM", "SAM-HQ", "NanoSAM", "SlimSAM", "SAM 2", "SAM 2.1", "MedSAM", "LiteMedSAM", "MedficientSAM",
			"DAFT", "MSA (Medical SAM Adapter)", "SAM-LoRA", "Polyp-SAM", "other fine-tunes of SAM", "SAMed", "MA-SAM",
			"AutoSAM (class heads)", "AutoSAM (prompt network)", "SAM-Adapter", "DeSAM", "SAM-Med2D", "Slide-SAM",
			"micro-sam (prompts)", "micro-sam (automatic)", "MedLSAM", "SAM-U", "SAMAug", "SegVol", "3DSAM-adapter",
			"MSA with SD-Trans", "SAM 3");
		assertEquals(systems, rows.stream().map(Row::system).toList());
	}

	@Test
	void everyRowWorksAndSaysHowOrSaysWhyNot() {
		for (final Row row : rows) {
			final boolean works = row.state.startsWith("works");
			assertTrue(works || row.state.startsWith("refused, because ") || row.state.startsWith("not yet: "), row.system);
			assertEquals(works, row.run.startsWith("`"), row.system);
		}
	}

	@Test
	void everyProofIsATest() throws Exception {
		for (final Row row : rows)
			NamedTests.assertThereIs("`" + row.test() + "`", row.system);
	}

	@Test
	void everyContractIsOneThatTheReferenceTestRuns() {
		final Set<String> pairs = ReferencePairs.all().stream().map(Pair::name).collect(Collectors.toCollection(
			HashSet::new));
		for (final Row row : rows) {
			assertEquals(row.test().startsWith("onnx.ReferenceTest."), !row.contracts().isEmpty(), row.system);
			for (final String contract : row.contracts())
				assertTrue(pairs.contains(contract), row.system + ": there is no contract " + contract);
		}
	}

	@Test
	void everyPresetIsThere() {
		for (final Row row : rows)
			if (row.state.contains("with preset `")) {
				final String preset = row.state.split("`")[1];
				assertNotEquals(null, Preset.named(preset));
				assertTrue(row.run.contains("E,D," + preset + "`"), row.system);
			}
	}
}
