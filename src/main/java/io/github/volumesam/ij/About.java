package io.github.volumesam.ij;

import ij.IJ;
import ij.plugin.PlugIn;

import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.onnx.NativeLibraryException;
import io.github.volumesam.onnx.OnnxRuntime;
import io.github.volumesam.session.Software;

import java.awt.GraphicsEnvironment;

/** {@code Help > About Plugins > Volume SAM...}: versions, model and what to cite. */
public final class About implements PlugIn {

	@Override
	public void run(final String argument) {
		if (GraphicsEnvironment.isHeadless()) IJ.log(text());
		else IJ.showMessage("About Volume SAM", text());
	}

	/** What the dialog says. */
	static String text() {
		final StringBuilder text = new StringBuilder("Volume SAM " + Software.version() +
			"\nThe Segment Anything Model for 3D volumes.\n \n");
		try {
			final Software software = Software.running();
			text.append("ONNX Runtime ").append(software.onnxRuntime()).append(", Java ").append(software.java()).append(", ")
				.append(software.system()).append("\nONNX Runtime is from ").append(OnnxRuntime.location()).append('\n');
		}
		catch (final NativeLibraryException e) {
			text.append(e.getMessage()).append('\n');
		}
		final ModelDescriptor model = ModelFiles.locate(ModelFiles.EMBEDDED).descriptor().orElseThrow();
		text.append("Model: ").append(model.displayName()).append(", ").append(model.licence()).append("\nOther models: ")
			.append(ModelFolder.current().path()).append("\n \n");
		text.append("Please cite: ").append(model.citation()).append(";\n");
		text.append("Kirillov et al., Segment Anything, ICCV 2023.\n \n");
		text.append("https://github.com/volumesam/volume-sam");
		return text.toString();
	}
}
