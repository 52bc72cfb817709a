package io.github.volumesam.onnx;

import io.github.volumesam.model.Setting;

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

	/**
	 * The device of {@link Setting#DEVICE}; {@link #AUTO} if it is not set.
	 *
	 * @throws IllegalArgumentException if the setting is not a device
	 */
	public static Device preferred() {
		return Setting.DEVICE.value().map(Device::parse).orElse(AUTO);
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
