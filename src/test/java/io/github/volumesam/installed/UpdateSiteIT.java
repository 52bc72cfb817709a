package io.github.volumesam.installed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImageJ;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** What {@code mvn package} lays ready for an update site and for plain ImageJ. */
class UpdateSiteIT {

	private static final Path FIJI = Path.of("target", "fiji"), IMAGEJ = Path.of("target", "imagej");

	/** Names of jars in a folder, without their versions. */
	private static Set<String> jars(final Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString().replaceFirst(
				"-\\d.*\\.jar$", "")).collect(Collectors.toCollection(TreeSet::new));
		}
	}

	private static Set<String> shippedByFiji() throws IOException {
		try (var in = UpdateSiteIT.class.getResourceAsStream("fiji-jars.txt")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line
				.startsWith("#")).collect(Collectors.toSet());
		}
	}

	@Test
	void holdsThePluginAndWhatFijiLacks() throws IOException {
		assertEquals(Set.of("Volume_SAM_"), jars(FIJI.resolve("plugins")), "mvn clean takes older versions away");
		assertEquals(Set.of("onnxruntime"), jars(FIJI.resolve("jars")));
		try (Stream<Path> files = Files.walk(FIJI)) {
			assertEquals(2, files.filter(Files::isRegularFile).count());
		}
	}

	@Test
	void holdsNoJarThatFijiShips() throws IOException {
		final Set<String> both = jars(FIJI.resolve("jars"));
		both.retainAll(shippedByFiji());
		assertEquals(Set.of(), both);
	}

	@Test
	void everythingElseThatIsNeededIsInFiji() throws IOException {
		final Set<String> missing = jars(IMAGEJ.resolve("plugins/jars"));
		missing.removeAll(shippedByFiji());
		missing.removeAll(jars(FIJI.resolve("jars")));
		assertEquals(Set.of(), missing, "neither in Fiji nor on the update site");
	}

	@Test
	void plainImageJGetsEverythingButItself() throws IOException {
		assertEquals(Set.of("Volume_SAM_"), jars(IMAGEJ.resolve("plugins")));
		final Set<String> jars = jars(IMAGEJ.resolve("plugins/jars"));
		assertTrue(jars.containsAll(List.of("onnxruntime", "scijava-common", "imglib2", "gson")), jars.toString());
		assertFalse(jars.contains("ij"), jars.toString());
	}

	private static Path plugin() throws IOException {
		try (Stream<Path> files = Files.list(FIJI.resolve("plugins"))) {
			return files.findFirst().orElseThrow();
		}
	}

	@Test
	void runsWithJava17() throws IOException {
		try (JarFile jar = new JarFile(plugin().toFile()); DataInputStream menu = new DataInputStream(jar.getInputStream(jar
			.getEntry("io/github/volumesam/command/CommandPlugIn.class"))))
		{
			assertEquals(0xcafebabe, menu.readInt());
			assertEquals(0, menu.readUnsignedShort());
			assertEquals(61, menu.readUnsignedShort(), "version of the class file; 61 is Java 17");
		}
	}

	@Test
	void isBuiltForAnImageJThatFijiHas() {
		assertTrue(ImageJ.VERSION.compareTo("1.54p") <= 0, "ImageJ " + ImageJ.VERSION +
			": say in src/docs/install.md which Fiji has it");
	}

	@Test
	void thePluginHoldsItsMenuItsModelAndNoClassOfOthers() throws IOException {
		try (JarFile jar = new JarFile(plugin().toFile())) {
			assertNotNull(jar.getEntry("plugins.config"));
			assertNotNull(jar.getEntry("META-INF/json/org.scijava.plugin.Plugin"));
			assertNotNull(jar.getEntry("io/github/volumesam/models/embedded/encoder.onnx"));
			assertEquals(List.of(), jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class") && !name
				.startsWith("io/github/volumesam/")).toList());
		}
	}
}
