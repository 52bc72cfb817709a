package io.github.volumesam.command;

import io.github.volumesam.install.ModelStore;
import io.github.volumesam.model.ModelFiles;

import java.io.IOException;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Lets dialogs offer the model that the user has chosen as the default. It only
 * fills in a field that a person sees, and that the Recorder writes down by its ID:
 * a macro, a script or a headless run never depends on it.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.HIGH)
public final class DefaultModel extends DialogStep {

	/** The parameter of all commands that take a model. */
	static final String PARAMETER = "model";

	@Override
	void processDialog(final Module module) {
		try {
			offer(module);
		}
		catch (final IOException e) {
			cancel(e.getMessage());
		}
	}

	/** Fills in the default model where the command would use the embedded one and nobody has said otherwise. */
	static void offer(final Module module) throws IOException {
		if (module.getInfo().getInput(PARAMETER) == null || module.isInputResolved(PARAMETER) || !ModelFiles.EMBEDDED.equals(
			module.getInput(PARAMETER))) return;
		module.setInput(PARAMETER, new ModelStore().defaultModel());
	}
}
