package io.github.volumesam.ij;

import ij.IJ;
import ij.plugin.PlugIn;

import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.onnx.OnnxRuntime;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.Software;

import java.awt.GraphicsEnvironment;

/** {@code Help > About Plugins > Volume SAM...}: versions, devices, models and what to cite. */
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
		text.append("ImageJ ").append(IJ.getVersion()).append(", Java ").append(System.getProperty("java.version")).append(
			", ").append(System.getProperty("os.name")).append(' ').append(System.getProperty("os.arch")).append('\n');
		final ModelDescriptor descriptor = ModelFiles.locate(ModelFiles.EMBEDDED).descriptor().orElseThrow();
		text.append("Model: ").append(descriptor.displayName()).append(", ").append(descriptor.licence()).append('\n');
		try (SamModel model = SamModel.open(ModelFiles.EMBEDDED, 0)) {
			text.append("It runs on: ").append(model.placement()).append("\nONNX Runtime ").append(OnnxRuntime.version()).append(
				", from ").append(OnnxRuntime.location()).append('\n');
		}
		catch (final ModelException e) {
			text.append(e.getMessage()).append('\n');
		}
		text.append("Other models: ").append(ModelFolder.current().path()).append("\n \n");
		text.append("Please cite: ").append(descriptor.citation()).append(";\n");
		text.append("Kirillov et al., Segment Anything, ICCV 2023.\n \n");
		text.append("https://github.com/volumesam/volume-sam");
		return text.toString();
	}
}
