package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Truncated, changed and random files give a message and never take Java down with
 * them. Try more of them with {@code -Dvolumesam.damaged=20000}.
 */
class DamagedModelsTest {

	private static final int CASES = Integer.getInteger("volumesam.damaged", 300);
	private static final int SECONDS_PER_CASE = 3;

	@TempDir
	private Path folder;

	@Test
	void everyDamagedFileGivesAMessage() throws IOException, InterruptedException {
		final Path output = folder.resolve("output.txt");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
			"-Xmx512m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve("crash.log"), "-cp", System.getProperty(
				"surefire.test.class.path", System.getProperty("java.class.path")), DamagedModels.class.getName(), folder
					.toString(), Integer.toString(CASES)).redirectOutput(output.toFile()).redirectError(
						ProcessBuilder.Redirect.DISCARD).start();
		final boolean ended = process.waitFor((long) SECONDS_PER_CASE * CASES, TimeUnit.SECONDS);
		if (!ended) process.destroyForcibly().waitFor();
		final List<String> lines = Files.readAllLines(output);
		final String last = lines.isEmpty() ? "none" : lines.get(lines.size() - 1);
		assertTrue(ended, "It hangs on case " + last);
		assertEquals(0, process.exitValue(), "Java has crashed on case " + last);
		assertEquals(DamagedModels.DONE, last);
		final List<String> unexpected = lines.stream().filter(line -> !line.matches("\\d+|" + DamagedModels.DONE)).toList();
		assertEquals(List.of(), unexpected);
	}
}
