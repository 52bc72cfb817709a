package io.github.volumesam.command;

import static io.github.volumesam.command.Runs.assertRefused;
import static io.github.volumesam.command.Runs.run;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.scijava.module.Module;

class StudyPromptsTest extends CommandTest {

	@Test
	void aStudyIsATableAndPlotsAndGoesOnFromItsFile() throws Exception {
		final Path file = folder.resolve("study.csv");
		final Object[] inputs = { "image", Balls.image(), "truth", Balls.truth(), "prompts", "box", "output", file
			.toString() };
		final Module module = run(context, StudyPrompts.class, inputs);
		final ResultsTable table = Runs.table(module, "study");
		assertEquals(1, table.size());
		assertEquals("box", table.getStringValue("Prompt", 0));
		assertTrue(table.getValue("Dice", 0) > 0.8);
		assertEquals("balls-study", ((ImagePlus) module.getOutput("plot")).getTitle());
		final String before = Files.readString(file);
		inputs[5] = "box,mask";
		assertEquals(2, Runs.table(run(context, StudyPrompts.class, inputs), "study").size());
		assertTrue(Files.readString(file).startsWith(before));
	}

	@Test
	void refusesWhatCannotBeStudied() throws Exception {
		final ImagePlus image = Balls.image(), truth = Balls.truth();
		assertRefused(context, StudyPrompts.class, "truth=FILE", "image", image);
		assertRefused(context, StudyPrompts.class, "Choose two images", "image", image, "truth", image);
		assertRefused(context, StudyPrompts.class, "use 1point", "image", image, "truth", truth, "prompts", "circle");
		final Path other = Files.writeString(folder.resolve("other.csv"), "a,b\n");
		assertRefused(context, StudyPrompts.class, "not the table of a study", "image", image, "truth", truth, "output", other
			.toString());
	}
}
