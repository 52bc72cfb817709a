package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;

import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

/** What Fiji does with a line of a macro: the options belong to the thread that runs the command. */
class FijiMacroOptionsTest {

	private final Context context = new Context();
	private final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class)
		.getCommand(SegmentRois.class));

	@AfterEach
	void closeContext() {
		context.dispose();
	}

	/** Returns what went wrong, or null. */
	private Throwable process(final String options) throws InterruptedException {
		final AtomicReference<Throwable> failure = new AtomicReference<>();
		// The name by which ImageJ knows threads that have options.
		final Thread thread = new Thread(() -> {
			Macro.setOptions(options);
			new FijiMacroOptions().process(module);
		}, "Run$_Volume SAM Segment ROIs");
		thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
		thread.start();
		thread.join();
		return failure.get();
	}

	@Test
	void flagsAreReadInBothForms() throws InterruptedException {
		assertEquals(null, process("allaxes prompt=points last=7"));
		assertEquals(true, module.getInput("allaxes"));
		assertEquals("points", module.getInput("prompt"));
		assertEquals(7, module.getInput("last"));
		assertTrue(module.isInputResolved("allaxes"));
		assertFalse(module.isInputResolved("first"));
		assertEquals(null, process("allaxes=false"));
	}

	@Test
	void wrongNamesAndValuesEndTheMacroAndSayWhatIsValid() throws InterruptedException {
		final Throwable name = process("boxMargin=7");
		assertInstanceOf(CommandException.class, name);
		assertTrue(name.getMessage().contains("no parameter 'boxMargin'. The parameters are image, rois"), name
			.getMessage());
		assertTrue(process("prompt=circle").getMessage().contains("use box, box+mask"));
	}

	@Test
	void optionsOfAScriptThatCallsTheCommandAreNotTheCommands() throws InterruptedException {
		module.setInput("first", 3);
		module.resolveInput("first");
		assertEquals(null, process("sample=7 last=9"));
		assertEquals(0, module.getInput("last"));
	}

	@Test
	void itGoesBeforeFijisOwn() {
		final double fijis = 2 * org.scijava.Priority.VERY_HIGH;
		assertTrue(context.service(PluginService.class).getPluginsOfType(PreprocessorPlugin.class).stream().anyMatch(
			plugin -> plugin.getClassName().equals(FijiMacroOptions.class.getName()) && plugin.getPriority() > fijis));
	}
}
