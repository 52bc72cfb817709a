package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A runtime that cannot be loaded says what to do about it. */
class OnnxRuntimeTest {

	private static final String JAR = "file:/fiji/jars/onnxruntime-1.20.0.jar";

	private static String message(final Throwable cause, final String os, final String arch, final String location) {
		return OnnxRuntime.message(new ExceptionInInitializerError(cause), os, arch, "Vendor 21", location);
	}

	private static void assertSays(final String expected, final String message) {
		assertTrue(message.contains(expected), message);
	}

	@Test
	void anOldRuntimeLibraryOnWindowsIsNamed() {
		final String message = message(new UnsatisfiedLinkError(
			"onnxruntime.dll: A dynamic link library (DLL) initialization routine failed"), "Windows 11", "amd64", JAR);
		assertSays("msvcp140.dll", message);
		assertSays("Microsoft Visual C++ Redistributable", message);
		assertSays("newer Java", message);
	}

	@Test
	void aMissingLibraryOnWindowsPointsToTheRedistributable() {
		assertSays("Microsoft Visual C++ Redistributable", message(new UnsatisfiedLinkError(
			"Can't find dependent libraries"), "Windows 10", "amd64", JAR));
	}

	@Test
	void aMacWithAnIntelProcessorNeedsAnOlderVersion() {
		assertSays("only up to version 1.23", message(new UnsatisfiedLinkError("no onnxruntime"), "Mac OS X", "x86_64",
			JAR));
	}

	@Test
	void aClassThatDoesNotFitPointsToASecondJar() {
		assertSays("second onnxruntime jar", message(new NoSuchMethodError("OrtSession.run"), "Linux", "amd64", JAR));
		assertSays("second onnxruntime jar", message(new UnsatisfiedLinkError(
			"'long ai.onnxruntime.OrtEnvironment.createHandle(long)'"), "Linux", "amd64", JAR));
		assertSays("second onnxruntime jar", message(new IllegalStateException(
			"There is a mismatch between the ORT class files and the ORT native library"), "Linux", "amd64", JAR));
	}

	@Test
	void otherSystemsAreToldWhichAreSupported() {
		assertSays("noexec", message(new UnsatisfiedLinkError("failed to map segment"), "Linux", "amd64", JAR));
	}

	@Test
	void aMissingJarIsNamed() {
		assertSays("Its jar is missing", message(new NoClassDefFoundError("ai/onnxruntime/OrtEnvironment"), "Linux",
			"amd64", "nowhere: the jar onnxruntime is not installed"));
	}

	@Test
	void everyMessageSaysWhereTheClassesCameFromAndOnWhatTheyRan() {
		final String message = message(new UnsatisfiedLinkError("reason"), "Linux", "riscv64", JAR);
		assertSays(JAR, message);
		assertSays("Linux riscv64; Java Vendor 21", message);
		assertSays("UnsatisfiedLinkError: reason", message);
	}

	@Test
	void theCauseIsKept() {
		final LinkageError cause = new UnsatisfiedLinkError("reason");
		assertSame(cause, OnnxRuntime.failure(cause).getCause());
	}

	@Test
	void theRuntimeInUseIsFound() {
		assertSays("onnxruntime", OnnxRuntime.location());
	}
}
