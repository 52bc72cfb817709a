package io.github.volumesam.session;

import io.github.volumesam.onnx.NativeLibraryException;
import io.github.volumesam.onnx.OnnxRuntime;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which software made a result.
 *
 * @param volumeSam version of this plugin
 * @param onnxRuntime version of ONNX Runtime
 * @param java version of Java
 * @param system operating system and processor
 */
public record Software(String volumeSam, String onnxRuntime, String java, String system) {

	/**
	 * The software that is running.
	 *
	 * @throws NativeLibraryException if ONNX Runtime cannot be loaded
	 */
	public static Software running() {
		return new Software(version(), OnnxRuntime.version(), System.getProperty("java.version"), System.getProperty(
			"os.name") + " " + System.getProperty("os.arch"));
	}

	/** Version of this plugin. */
	public static String version() {
		final Properties properties = new Properties();
		try (InputStream in = Software.class.getResourceAsStream("/io/github/volumesam/version.properties")) {
			if (in == null) return "unknown";
			properties.load(in);
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The version of Volume SAM cannot be read.", e);
		}
		return properties.getProperty("version");
	}
}
