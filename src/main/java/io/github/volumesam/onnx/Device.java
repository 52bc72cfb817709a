package io.github.volumesam.onnx;

import java.util.Locale;

/** What networks can run on. */
public enum Device {

	/** A graphics card where ONNX Runtime can use one, else the processor. */
	AUTO,

	/** The processor. */
	CPU,

	/** A graphics card by NVIDIA; needs the jar onnxruntime_gpu and CUDA. */
	CUDA,

	/** The accelerators of Apple's computers. They calculate in half precision, so they are only used if asked for. */
	COREML;

	/** The system property that chooses the device where no option does. */
	public static final String PROPERTY = "volumesam.device";

	/** The environment variable that does the same. */
	public static final String VARIABLE = "VOLUMESAM_DEVICE";

	/**
	 * The device that is set for all of this Java process, or {@link #AUTO}.
	 *
	 * @throws IllegalArgumentException if the setting is not a device
	 */
	public static Device preferred() {
		final String set = System.getProperty(PROPERTY, System.getenv(VARIABLE));
		return set == null || set.isBlank() ? AUTO : parse(set);
	}

	/**
	 * @throws IllegalArgumentException if the text is none of auto, cpu, cuda and
	 *           coreml
	 */
	public static Device parse(final String text) {
		for (final Device device : values())
			if (device.toString().equals(text.trim().toLowerCase(Locale.ROOT))) return device;
		throw new IllegalArgumentException("Unknown device '" + text + "'; use auto, cpu, cuda or coreml.");
	}

	/** What the device is called in a sentence. */
	String title() {
		return this == COREML ? "CoreML" : name();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
