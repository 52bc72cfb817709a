package io.github.volumesam.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;

import java.security.CodeSource;
import java.util.Locale;
import java.util.Set;

/**
 * The one ONNX Runtime of this Java process, and what to tell the user when it
 * cannot be had (models.md D8).
 */
public final class OnnxRuntime {

	private OnnxRuntime() {}

	/**
	 * @throws NativeLibraryException if the native library cannot be loaded
	 */
	static OrtEnvironment environment() {
		try {
			return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "volume-sam");
		}
		catch (final LinkageError e) {
			throw failure(e);
		}
	}

	/**
	 * The version of ONNX Runtime that is running.
	 *
	 * @throws NativeLibraryException if it cannot be loaded
	 */
	public static String version() {
		return environment().getVersion();
	}

	/** What this build of ONNX Runtime can run networks on; whether this computer can is another matter. */
	static Set<OrtProvider> providers() {
		environment();
		return OrtEnvironment.getAvailableProviders();
	}

	/** The exception for a native library that cannot be loaded or does not fit its Java classes. */
	static NativeLibraryException failure(final Throwable cause) {
		return new NativeLibraryException(message(cause, System.getProperty("os.name", ""), System.getProperty("os.arch",
			""), System.getProperty("java.vendor", "") + " " + System.getProperty("java.version", ""), location()), cause);
	}

	/** Where the runtime's classes come from. */
	public static String location() {
		try {
			final Class<?> type = Class.forName("ai.onnxruntime.OrtSession", false, OnnxRuntime.class.getClassLoader());
			final CodeSource source = type.getProtectionDomain().getCodeSource();
			return source == null || source.getLocation() == null ? "an unknown place" : source.getLocation().toString();
		}
		catch (final ClassNotFoundException | LinkageError e) {
			return "nowhere: the jar onnxruntime is not installed";
		}
	}

	/**
	 * What to do about a native library that does not load.
	 *
	 * @param os name of the operating system, as Java gives it
	 * @param arch its processor, likewise
	 * @param java vendor and version of the Java runtime
	 * @param location where ONNX Runtime's classes come from
	 */
	static String message(final Throwable cause, final String os, final String arch, final String java,
		final String location)
	{
		Throwable root = cause;
		while (root.getCause() != null)
			root = root.getCause();
		final String reason = String.valueOf(root.getMessage());
		final String system = os.toLowerCase(Locale.ROOT);
		final StringBuilder text = new StringBuilder("ONNX Runtime, which runs the models, cannot be started. ");
		if (location.startsWith("nowhere")) text.append("Its jar is missing: install Volume SAM again, with all its jars.");
		else if (reason.contains("not found at")) text.append(
			"The Java option -Donnxruntime.native.path names a folder without it: correct the option, or take it away.");
		else if (root instanceof IncompatibleClassChangeError || reason.contains("ai.onnxruntime") || reason.contains(
			"mismatch between the ORT class files")) text.append(
			"Another version of it is in the way: look in Fiji's 'jars' and 'plugins' folders for a second onnxruntime jar " +
				"(another plugin may have brought it) and keep only the newer one.");
		else if (system.contains("win") && reason.contains("initialization routine failed")) text.append(
			"On Windows this happens when the Java runtime brings an older msvcp140.dll than the library needs: install " +
				"the newest 'Microsoft Visual C++ Redistributable' (x64), or start with a newer Java (for example Zulu 21).");
		else if (system.contains("win")) text.append(
			"Install the newest 'Microsoft Visual C++ Redistributable' (x64) and start again.");
		else if (system.contains("mac") && (arch.equals("x86_64") || arch.equals("amd64"))) text.append(
			"On Macs with an Intel processor ONNX Runtime works only up to version 1.23: check that no newer " +
				"onnxruntime jar is installed, and that the system is up to date.");
		else text.append("It has native libraries for Linux and macOS on x64 and arm64 and for Windows on x64: check that " +
			"this is one of them, and that programs may be loaded from the temporary folder (on Linux, no 'noexec'; " +
			"choose another with -Djava.io.tmpdir=FOLDER).");
		return text.append(" (").append(root.getClass().getSimpleName()).append(": ").append(reason).append("; ").append(os)
			.append(' ').append(arch).append("; Java ").append(java).append("; ONNX Runtime from ").append(location).append(
				')').toString();
	}
}
