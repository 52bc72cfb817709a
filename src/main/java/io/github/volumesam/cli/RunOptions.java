package io.github.volumesam.cli;

import io.github.volumesam.onnx.Device;
import io.github.volumesam.onnx.SamModel;

import java.io.PrintWriter;

import picocli.CommandLine.Option;

/** What a model runs on. */
final class RunOptions {

	@Option(names = "--device", paramLabel = "DEVICE", defaultValue = "",
		description = "auto (default: a graphics card if ONNX Runtime can use one), cpu, cuda or coreml.")
	private String device;

	@Option(names = "--threads", paramLabel = "N", defaultValue = "0",
		description = "Threads on the processor; default: one per core.")
	private int threads;

	/**
	 * Loads a model.
	 *
	 * @param err is told if the model cannot run where it should, and which prompts it does not take as they are
	 * @throws IllegalArgumentException if there is no such device
	 */
	SamModel open(final String spec, final PrintWriter err) {
		final SamModel model = SamModel.open(spec, device.isBlank() ? Device.preferred() : Device.parse(device), threads);
		if (!model.placement().fallback().isEmpty()) err.println("volume-sam: runs on " + model.placement() + ".");
		model.descriptor().remarks().forEach(remark -> err.println("volume-sam: " + remark));
		return model;
	}
}
