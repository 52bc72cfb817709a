package io.github.volumesam.command;

import java.util.HashMap;
import java.util.Map;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/** Keeps what was entered in Fiji's dialog; a dialog that is cancelled does not come so far. */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_LOW)
public final class KeepLastUse extends DialogStep {

	@Override
	void processDialog(final Module module) {
		final Map<String, String> entered = new HashMap<>();
		for (final String name : OfferLastUse.asked(module)) {
			final Object value = module.getInput(name);
			if (value != null) entered.put(name, value.toString());
		}
		LastUse.keep(module.getInfo(), entered);
	}
}
