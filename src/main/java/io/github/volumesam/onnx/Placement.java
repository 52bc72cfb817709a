package io.github.volumesam.onnx;

import java.util.Set;

import ai.onnxruntime.OrtProvider;

/**
 * Where a model runs.
 *
 * @param device not {@link Device#AUTO}
 * @param threads that one run on the processor uses; 0 if ONNX Runtime takes one a
 *          core
 * @param fallback why this is not the device that was asked for, or that could have
 *          been better; empty if there is nothing to say
 */
public record Placement(Device device, int threads, String fallback) {

	/**
	 * Decides where to run.
	 *
	 * @param wanted what the user asked for
	 * @param threads 0 for one a physical core
	 * @param available what the loaded ONNX Runtime was built with
	 * @throws IllegalArgumentException if the number of threads is negative
	 */
	static Placement choose(final Device wanted, final int threads, final Set<OrtProvider> available) {
		if (threads < 0) throw new IllegalArgumentException("The number of threads is " + threads +
			"; it must be 0 (one per core) or more.");
		final int used = threads == 0 ? Processor.cores().orElse(0) : threads;
		final Placement processor = new Placement(Device.CPU, used, "");
		return switch (wanted) {
			case CPU -> processor;
			case AUTO -> available.contains(OrtProvider.CUDA) ? new Placement(Device.CUDA, used, "") : processor;
			case CUDA -> available.contains(OrtProvider.CUDA) ? new Placement(Device.CUDA, used, "") : processor.because(
				"CUDA was asked for, but this ONNX Runtime was built without it; put the jar onnxruntime_gpu in the place of " +
					"onnxruntime");
			case COREML -> available.contains(OrtProvider.CORE_ML) ? new Placement(Device.COREML, used, "") : processor
				.because("CoreML was asked for, but this ONNX Runtime was built without it; only that for macOS has it");
		};
	}

	/**
	 * The processor instead, since this device has failed.
	 *
	 * @param reason as ONNX Runtime gives it, after a place in its sources
	 */
	Placement without(final String reason) {
		return new Placement(Device.CPU, threads, "").because(device.title() + " cannot be used: " + reason.replaceFirst(
			"(?s)^.*(FAIL : |message: )", "").strip().replaceAll("\\s+", " "));
	}

	private Placement because(final String reason) {
		return new Placement(device, threads, reason);
	}

	/** How many prompts are worth answering at the same time. */
	public int concurrency() {
		if (device != Device.CPU) return 1;
		return threads == 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / 2) : threads;
	}

	/** One line for a person, such as "CPU, 4 threads". */
	@Override
	public String toString() {
		final String count = threads == 0 ? "one thread a core" : threads == 1 ? "1 thread" : threads + " threads";
		final String place = device == Device.CPU ? "CPU, " + count : device.title();
		return fallback.isEmpty() ? place : place + " (" + fallback + ")";
	}
}
