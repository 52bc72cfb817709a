package io.github.volumesam.command;

import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginService;
import org.scijava.widget.InputHarvester;

/**
 * Something that is done before or after Fiji's dialog of one of our commands, and only
 * where there is a dialog. In plain ImageJ {@link ParameterDialog} asks.
 */
abstract class DialogStep extends AbstractPreprocessorPlugin {

	@Parameter
	private PluginService plugins;

	/** Does it. */
	abstract void processDialog(Module module);

	@Override
	public final void process(final Module module) {
		if (module.getDelegateObject() instanceof VolumeSamCommand && VolumeSamCommand.isInteractive() && asksForInputs())
			processDialog(module);
	}

	/** Whether somebody will show the inputs in a dialog; in plain ImageJ that has been done before. */
	private boolean asksForInputs() {
		return plugins.getPluginsOfType(PreprocessorPlugin.class).stream().anyMatch(plugin -> InputHarvester.class
			.isAssignableFrom(plugin.getPluginClass() == null ? Object.class : plugin.getPluginClass()));
	}
}
