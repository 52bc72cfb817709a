package io.github.volumesam.command;

import ij.ImagePlus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Fills Fiji's dialogs with what was entered last. As with {@link DefaultModel}, what is
 * offered is asked for nevertheless, and recorded.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH - 1)
public final class OfferLastUse extends DialogStep {

	/** The parameters that the dialog of a command asks for. */
	private static final Map<Module, Set<String>> ASKED = new WeakHashMap<>();

	@Override
	void processDialog(final Module module) {
		final Set<String> asked = new HashSet<>();
		for (final ModuleItem<?> item : MacroOptions.parameters(module.getInfo()))
			if (item.getType() != ImagePlus.class && !module.isInputResolved(item.getName())) asked.add(item.getName());
		final Map<String, String> offered = new HashMap<>(LastUse.of(module.getInfo()));
		offered.keySet().retainAll(asked);
		try {
			MacroOptions.inputs(offered, module.getInfo()).forEach(module::setInput);
		}
		catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		synchronized (ASKED) {
			ASKED.put(module, asked);
		}
	}

	/** The parameters that the dialog of this command has asked for; the others come from a script. */
	static Set<String> asked(final Module module) {
		synchronized (ASKED) {
			return ASKED.getOrDefault(module, Set.of());
		}
	}
}
