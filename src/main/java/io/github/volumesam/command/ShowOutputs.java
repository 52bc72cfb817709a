package io.github.volumesam.command;

import ij.IJ;
import ij.ImagePlus;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.Shown;

import java.awt.GraphicsEnvironment;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Shows the images and tables of our commands, in Fiji and plain ImageJ alike, also
 * where SciJava itself would not: tables of ImageJ, and images for the next line
 * of a macro in batch mode. Tables are called after the image that they belong to.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.HIGH)
public final class ShowOutputs extends AbstractPostprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof VolumeSamCommand)) return;
		final boolean screen = !GraphicsEnvironment.isHeadless() && IJ.getInstance() != null;
		for (final ModuleItem<?> item : module.getInfo().outputs()) {
			final Object value = module.getOutput(item.getName());
			if (value instanceof ImagePlus image && (screen || Interpreter.isBatchMode())) Shown.open(image);
			if (value instanceof ResultsTable table && screen) table.show(owner(module) + "-" + item.getName());
			module.resolveOutput(item.getName());
		}
	}

	private static String owner(final Module module) {
		for (final ModuleItem<?> item : module.getInfo().inputs())
			if (module.getInput(item.getName()) instanceof ImagePlus image) return ImagePlusVolume.title(image);
		return "Volume SAM";
	}
}
