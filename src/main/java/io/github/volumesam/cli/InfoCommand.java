package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.IntensityMapping;
import io.github.volumesam.volume.IntensityRule;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code volume-sam info}: what is in an image or a model. */
@Command(name = "info", mixinStandardHelpOptions = true, description = "Describes an image or a model.", footer = { "",
	"Examples:", "  volume-sam info brain.tif", "  volume-sam info embedded",
	"  volume-sam info encoder.onnx,decoder.onnx" })
final class InfoCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@Parameters(paramLabel = "IMAGE|MODEL", description = {
		"An image file or a DICOM folder; or embedded, the ID of an installed model, DESCRIPTOR.json or " +
			"ENCODER.onnx,DECODER.onnx." })
	private String subject;

	@Override
	public Integer call() throws IOException {
		final PrintWriter out = spec.commandLine().getOut();
		final String lower = subject.toLowerCase(Locale.ROOT);
		final boolean installed = ModelFolder.current().has(subject) && !Files.exists(Path.of(subject));
		if (installed || lower.equals(ModelFiles.EMBEDDED) || lower.endsWith(".json") || lower.endsWith(".onnx") || lower
			.contains(".onnx,")) model(out);
		else image(out);
		return 0;
	}

	private void model(final PrintWriter out) {
		try (SamModel model = SamModel.open(subject)) {
			final ModelDescriptor descriptor = model.descriptor();
			final ModelFiles files = ModelFiles.locate(subject);
			out.println("Model     " + descriptor.displayName() + " (" + descriptor.id() + ")");
			line(out, "Version", descriptor.version());
			line(out, "Licence", descriptor.licence());
			line(out, "Cite", descriptor.citation());
			line(out, "Source", descriptor.sourceUrl());
			out.println("Encoder   " + files.encoder().name() + ", SHA-256 " + ModelFiles.sha256(files.encoder()));
			out.println("Decoder   " + files.decoder().name() + ", SHA-256 " + ModelFiles.sha256(files.decoder()));
			for (final ModelFiles.Side side : files.sides())
				out.println("Besides   " + side.source().name() + ", SHA-256 " + ModelFiles.sha256(side.source()));
			out.println("Sees      " + descriptor.encoder().size() + " pixels, window: " + descriptor.window().kind().name()
				.toLowerCase(Locale.ROOT) + ", intensity: " + descriptor.intensity());
			descriptor.remarks().forEach(remark -> line(out, "Note", remark));
			out.println("Descriptor");
			out.println(descriptor.toJson());
		}
	}

	private static void line(final PrintWriter out, final String name, final String value) {
		if (value != null) out.printf("%-9s %s%n", name, value);
	}

	private void image(final PrintWriter out) throws IOException {
		final ImagePlus image = ImageFiles.open(Path.of(subject));
		final Volume volume = ImagePlusVolume.of(image, 0, 1);
		final Calibration c = volume.calibration();
		out.println("Image     " + image.getTitle() + (image.getStack().isVirtual() ? " (read slice by slice)" : ""));
		out.println("Size      " + volume.width() + " x " + volume.height() + " pixels, " + volume.depth() + (volume
			.depth() == 1 ? " slice" : " slices"));
		out.println("Type      " + (image.getBitDepth() == 24 ? "RGB" : image.getBitDepth() + "-bit") + ", channels: " +
			ImagePlusVolume.channels(image) + ", frames: " + image.getNFrames());
		out.println("Voxel     " + number(c.voxelWidth()) + " x " + number(c.voxelHeight()) + " x " + number(c
			.voxelDepth()) + " " + c.unit());
		final IntensityMapping all = new IntensityRule.MinMax().mappingOf(volume);
		final IntensityMapping most = IntensityRule.DEFAULT.mappingOf(volume);
		out.println("Values    " + number(all.low()) + " to " + number(all.high()) + ", 99 % from " + number(most.low()) +
			" to " + number(most.high()) + " (first channel and frame)");
		out.println("Display   " + number(image.getDisplayRangeMin()) + " to " + number(image.getDisplayRangeMax()) +
			" (raw values)");
	}

	private static String number(final double value) {
		return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.4g",
			value);
	}
}
