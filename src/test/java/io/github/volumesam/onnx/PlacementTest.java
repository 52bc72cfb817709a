package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtProvider;

import io.github.volumesam.model.Setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a model runs, and what is said of it. */
class PlacementTest {

	private static final Set<OrtProvider> PLAIN = EnumSet.of(OrtProvider.CPU);
	private static final Set<OrtProvider> WITH_CUDA = EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA);
	private static final Set<OrtProvider> WITH_CORE_ML = EnumSet.of(OrtProvider.CPU, OrtProvider.CORE_ML);

	@TempDir
	private Path folder;

	@AfterEach
	void forget() {
		System.clearProperty(Setting.DEVICE.property());
	}

	private static String choose(final Device wanted, final Set<OrtProvider> available) {
		return Placement.choose(wanted, 3, available).toString();
	}

	@Test
	void theDeviceIsTakenWhereTheRuntimeHasIt() {
		assertEquals("CPU, 3 threads", choose(Device.CPU, WITH_CUDA));
		assertEquals("CUDA", choose(Device.CUDA, WITH_CUDA));
		assertEquals("CoreML", choose(Device.COREML, WITH_CORE_ML));
	}

	@Test
	void automaticallyAGraphicsCardIsTakenButNotHalfPrecision() {
		assertEquals("CPU, 3 threads", choose(Device.AUTO, PLAIN));
		assertEquals("CUDA", choose(Device.AUTO, WITH_CUDA));
		assertEquals("CPU, 3 threads", choose(Device.AUTO, WITH_CORE_ML));
	}

	@Test
	void aFallbackSaysWhy() {
		assertEquals("CPU, 3 threads (CUDA was asked for, but this ONNX Runtime was built without it; put the jar " +
			"onnxruntime_gpu in the place of onnxruntime)", choose(Device.CUDA, WITH_CORE_ML));
		assertTrue(choose(Device.COREML, WITH_CUDA).startsWith("CPU, 3 threads (CoreML was asked for, but "));
	}

	@Test
	void ofAFailureOfTheDeviceOnlyTheReasonIsSaid() {
		final Placement cuda = Placement.choose(Device.AUTO, 3, WITH_CUDA);
		assertEquals("CPU, 3 threads (CUDA cannot be used: no driver found)", cuda.without("no driver\n  found ")
			.toString());
		assertEquals("CPU, 3 threads (CUDA cannot be used: Failed to load library libonnxruntime_providers_cuda.so with " +
			"error: libcublasLt.so.12: cannot open shared object file)", cuda.without("Error code - ORT_RUNTIME_EXCEPTION - " +
				"message: /onnxruntime_src/provider_bridge_ort.cc:1539 Get() [ONNXRuntimeError] : 1 : FAIL : Failed to load " +
				"library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file")
				.toString());
	}

	@Test
	void aModelAskedOntoADeviceThatIsMissingRunsOnTheProcessorAndSaysSo() {
		try (SamModel model = SamModel.open("embedded", Device.CUDA, 1)) {
			assertEquals(Device.CPU, model.placement().device());
			assertTrue(model.placement().toString().startsWith("CPU, 1 thread (CUDA was asked for, but "), model.placement()
				.toString());
		}
	}

	@Test
	void theSettingOfTheProcessCountsWhereNothingIsSaid() {
		assertEquals(Device.AUTO, Device.preferred());
		System.setProperty(Setting.DEVICE.property(), "CoreML");
		assertEquals(Device.COREML, Device.preferred());
		System.setProperty(Setting.DEVICE.property(), "gpu");
		assertEquals("Unknown device 'gpu'; use auto, cpu, cuda or coreml.", assertThrows(IllegalArgumentException.class,
			Device::preferred).getMessage());
	}

	@Test
	void aNegativeNumberOfThreadsIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> Placement.choose(Device.CPU, -1, PLAIN));
	}

	@Test
	void severalPromptsAreAnsweredAtATimeOnTheProcessorOnly() {
		assertEquals(3, Placement.choose(Device.CPU, 3, PLAIN).concurrency());
		assertEquals(1, Placement.choose(Device.CUDA, 3, WITH_CUDA).concurrency());
	}

	// -- Cores --

	private void cpu(final int number, final String siblings) throws IOException {
		Files.writeString(Files.createDirectories(folder.resolve("cpu" + number + "/topology")).resolve(
			"thread_siblings_list"), siblings + "\n");
	}

	@Test
	void threadsThatShareACoreCountOnce() throws IOException {
		cpu(0, "0,2");
		cpu(1, "1,3");
		cpu(2, "0,2");
		cpu(3, "1,3");
		// A processor that is switched off has no topology; the others are no processors.
		for (final String other : new String[] { "cpu4", "cpufreq", "cpuidle" })
			Files.createDirectories(folder.resolve(other));
		assertEquals(OptionalInt.of(2), Processor.linux(folder));
	}

	@Test
	void withoutANumberThereIsAThreadForEachCore() {
		assertEquals(Processor.cores().orElse(0), Placement.choose(Device.AUTO, 0, PLAIN).threads());
	}

	@Test
	void aHiddenTopologyIsNoError() {
		assertEquals(OptionalInt.empty(), Processor.linux(folder));
		assertEquals(OptionalInt.empty(), Processor.linux(folder.resolve("missing")));
	}

	@Test
	void noMoreCoresAreUsedThanAreAllowed() {
		final int cores = Processor.cores().orElse(1);
		assertTrue(cores >= 1 && cores <= Runtime.getRuntime().availableProcessors(), cores + " cores");
	}
}
