package io.github.volumesam.command;

import ij.Macro;

import io.github.volumesam.session.Failure;

import java.io.IOException;
import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Reads the options of our commands in Fiji's macros as plain ImageJ's are read. Fiji
 * itself, which goes second, does not see {@code flag} without {@code =true}, and
 * passes over names that no parameter has and values that no choice has.
 */
@Plugin(type = PreprocessorPlugin.class, priority = 3 * Priority.VERY_HIGH)
public final class FijiMacroOptions extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof VolumeSamCommand) || isCalledWithInputs(module)) return;
		// In plain ImageJ commands run on another thread, which has none.
		final String options = Macro.getOptions();
		if (options == null) return;
		try {
			final Map<String, Object> inputs = MacroOptions.inputs(MacroOptions.parse(options), module.getInfo());
			inputs.forEach((name, value) -> {
				module.setInput(name, value);
				module.resolveInput(name);
			});
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new CommandException(Failure.message(e), e);
		}
	}

	/** Then the options are those of a script that calls the command, and mean something else. */
	private static boolean isCalledWithInputs(final Module module) {
		return MacroOptions.parameters(module.getInfo()).stream().anyMatch(item -> module.isInputResolved(item.getName()));
	}
}
