package io.github.volumesam.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.cli.VolumeSam;
import io.github.volumesam.command.Balls;
import io.github.volumesam.ij.TiffFiles;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user reads where ONNX Runtime is missing, broken, or there twice. */
class NativeLibraryTest {

	@TempDir
	private Path folder;

	private JavaProcess segment(final String classPath, final String option) throws IOException, InterruptedException {
		TiffFiles.save(Balls.image(), folder.resolve("balls.tif"));
		return JavaProcess.run(folder, false, 120, classPath, option, VolumeSam.class.getName(), "segment", "balls.tif",
			"--box", "5,11,11,26,26", "--out", "out");
	}

	/** One message for people, which says what to do and gives the details for a report. */
	private static void assertSays(final String advice, final JavaProcess run) {
		assertEquals(1, run.exitCode(), run.output());
		final String message = run.output().lines().filter(line -> line.startsWith("volume-sam: ")).findFirst().orElse("");
		assertTrue(message.startsWith("volume-sam: ONNX Runtime, which runs the models, cannot be started."), run.output());
		assertTrue(message.contains(advice), message);
		assertTrue(message.contains("; ONNX Runtime from "), message);
		assertFalse(run.output().contains("\tat "), run.output());
	}

	@Test
	void aFolderWithoutTheLibrary() throws Exception {
		assertSays("-Donnxruntime.native.path names a folder without it", segment(JavaProcess.CLASS_PATH,
			"-Donnxruntime.native.path=" + folder));
	}

	@Test
	void aLibraryThatCannotBeLoaded() throws Exception {
		for (final String name : new String[] { "onnxruntime", "onnxruntime4j_jni" })
			Files.writeString(folder.resolve(System.mapLibraryName(name)), "not a library");
		assertSays("UnsatisfiedLinkError", segment(JavaProcess.CLASS_PATH, "-Donnxruntime.native.path=" + folder));
	}

	@Test
	void anotherVersionThatComesFirst() throws Exception {
		final Path source = Files.createDirectories(folder.resolve("ai/onnxruntime")).resolve("OrtEnvironment.java");
		Files.writeString(source, "package ai.onnxruntime; public class OrtEnvironment {}");
		assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, source.toString()));
		assertSays("look in Fiji's 'jars' and 'plugins' folders for a second onnxruntime jar", segment(folder +
			File.pathSeparator + JavaProcess.CLASS_PATH, "-Da=b"));
	}

	@Test
	void noJarAtAll() throws Exception {
		assertSays("Its jar is missing", segment(JavaProcess.CLASS_PATH.replaceAll("[^" + File.pathSeparator +
			"]*onnxruntime-[^" + File.pathSeparator + "]*", folder.toString()), "-Da=b"));
	}

	@Test
	void theVersionIsStillTold() throws Exception {
		final JavaProcess run = JavaProcess.run(folder, false, 60, JavaProcess.CLASS_PATH, "-Donnxruntime.native.path=" +
			folder, VolumeSam.class.getName(), "--version");
		assertEquals(0, run.exitCode(), run.output());
		assertTrue(run.output().startsWith("Volume SAM ") && run.output().contains("cannot be started"), run.output());
	}
}
