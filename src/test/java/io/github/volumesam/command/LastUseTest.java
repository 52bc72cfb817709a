package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.ui.AbstractInputHarvesterPlugin;
import org.scijava.widget.InputPanel;

/** What Fiji's dialogs offer, where SciJava asks and ImageJ has a window. For plain ImageJ see {@link DialogTest}. */
@Tag("screen")
class LastUseTest {

	private static final List<String> PARAMETERS = List.of("prompt", "allaxes", "last", "model");

	private final Context context = new Context();

	/** Stands in for the dialog of Fiji. */
	public static final class Dialog extends AbstractInputHarvesterPlugin<Object, Object> {

		private static Map<String, Object> offered = Map.of(), answers = Map.of();
		private static boolean isCancelled;

		@Override
		public void process(final Module module) {
			offered = new HashMap<>();
			for (final String name : PARAMETERS)
				if (!module.isInputResolved(name)) offered.put(name, module.getInput(name));
			if (isCancelled) cancel("Cancelled.");
			answers.forEach(module::setInput);
			for (final String name : PARAMETERS)
				module.resolveInput(name);
		}

		@Override
		protected String getUI() {
			return "test";
		}

		@Override
		public InputPanel<Object, Object> createInputPanel() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean harvestInputs(final InputPanel<Object, Object> panel, final Module module) {
			throw new UnsupportedOperationException();
		}
	}

	@BeforeEach
	void start() throws IOException {
		PlainImageJ.start();
		context.service(PluginService.class).addPlugin(new PluginInfo<>(Dialog.class, PreprocessorPlugin.class));
		Dialog.answers = Map.of("prompt", "points", "allaxes", true, "last", 7);
		Dialog.isCancelled = false;
	}

	@AfterEach
	void close() {
		context.dispose();
		PARAMETERS.forEach(LastUse::forget);
		PlainImageJ.clean();
	}

	/** Runs a command that ends at once, since no image is open. */
	private static Module run(final Context context, final Object... inputs) throws Exception {
		return context.service(CommandService.class).run(SegmentRois.class, true, inputs).get();
	}

	@Test
	void aDialogOffersWhatWasEnteredLast() throws Exception {
		run(context);
		assertEquals(Map.of("prompt", "box", "allaxes", false, "last", 0, "model", "embedded"), Dialog.offered);
		run(context);
		assertEquals(Map.of("prompt", "points", "allaxes", true, "last", 7, "model", "embedded"), Dialog.offered);
	}

	@Test
	void whatAScriptSaysCountsAndIsNotKept() throws Exception {
		run(context);
		Dialog.answers = Map.of();
		assertEquals("mask+points", run(context, "prompt", "mask+points").getInput("prompt"));
		assertFalse(Dialog.offered.containsKey("prompt"));
		run(context);
		assertEquals("points", Dialog.offered.get("prompt"));
	}

	@Test
	void aDialogThatIsCancelledKeepsNothing() throws Exception {
		Dialog.isCancelled = true;
		run(context);
		run(context);
		assertEquals("box", Dialog.offered.get("prompt"));
	}

	@Test
	void whereNobodyIsAskedThePresetsCount() throws Exception {
		run(context);
		try (Context script = new Context()) {
			assertEquals("box", run(script).getInput("prompt"));
		}
		assertTrue(LastUse.of(context.service(CommandService.class).getCommand(SegmentRois.class)).containsKey("prompt"));
	}
}
