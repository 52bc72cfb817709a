package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.evaluate.Evaluation;
import io.github.volumesam.ij.ImagePlusVolume;

import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Runs commands as scripts do. */
public final class Runs {

	private Runs() {}

	static Module run(final Context context, final Class<? extends Command> command, final Object... inputs)
		throws InterruptedException, ExecutionException
	{
		return context.service(CommandService.class).run(command, true, inputs).get();
	}

	/** Runs a command that fails with a message for people that contains these words. */
	static void assertRefused(final Context context, final Class<? extends Command> command, final String words,
		final Object... inputs)
	{
		Throwable cause = assertThrows(ExecutionException.class, () -> run(context, command, inputs));
		while (cause != null && !(cause instanceof CommandException))
			cause = cause.getCause();
		assertInstanceOf(CommandException.class, cause);
		assertTrue(cause.getMessage().contains(words), cause.getMessage());
	}

	static ImagePlus labels(final Module module) {
		return (ImagePlus) module.getOutput("labels");
	}

	static ResultsTable table(final Module module, final String name) {
		return (ResultsTable) module.getOutput(name);
	}

	/** The same label in every voxel. */
	public static void assertSameLabels(final ImagePlus expected, final ImagePlus actual) {
		assertEquals(expected.getStackSize(), actual.getStackSize());
		for (int n = 1; n <= expected.getStackSize(); n++)
			assertArrayEquals((short[]) expected.getStack().getPixels(n), (short[]) actual.getStack().getPixels(n), "slice " +
				n);
	}

	/** Mean Dice of the two balls. */
	static double dice(final ImagePlus labels) {
		return Evaluation.of(ImagePlusVolume.of(labels, 0, 1), ImagePlusVolume.of(Balls.truth(), 0, 1)).meanDice();
	}
}
