package io.github.volumesam.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.volumesam.Parallel;
import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.volume.Window;
import io.github.volumesam.volume.WindowReader;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Loading, running, cancelling and closing models. */
class SamModelTest {

	private static final String EMBEDDED_ENCODER = "models/embedded/encoder.onnx";

	@TempDir
	private Path folder;

	private static String refusal(final String spec) {
		return assertThrows(ModelException.class, () -> SamModel.open(spec, 1)).getMessage();
	}

	private static String pair(final Object encoder, final Object decoder) {
		return encoder + "," + decoder;
	}

	@Test
	void aDamagedFileIsRefusedByName() throws IOException {
		final byte[] whole = Files.readAllBytes(Path.of(EMBEDDED_ENCODER));
		final Path half = Files.write(folder.resolve("half.onnx"), Arrays.copyOf(whole, whole.length / 2));
		final Path text = Files.writeString(folder.resolve("text.onnx"), "<html>404</html>");
		for (final Path bad : new Path[] { half, text }) {
			final String message = refusal(pair(bad, Fixtures.path("d1-multi-decoder.onnx")));
			assertTrue(message.startsWith("The file " + bad + " is not an ONNX model"), message);
			assertTrue(message.contains("download it again"), message);
			assertTrue(refusal(pair(Fixtures.path("e2-encoder.onnx"), bad)).contains(bad.toString()));
		}
	}

	@Test
	void anEncoderInThePlaceOfADecoderIsRefusedWithItsTensors() {
		final String message = refusal(pair(Fixtures.path("e2-encoder.onnx"), Fixtures.path("e3-encoder.onnx")));
		assertTrue(message.contains("e3-encoder.onnx") && message.contains("x f32 [1, 3, 1024, 1024]"), message);
	}

	@Test
	void aDecoderPairedWithTheWrongEncoderIsRefused() {
		final String message = refusal(pair(EMBEDDED_ENCODER, Fixtures.path("d1-multi-decoder.onnx")));
		assertTrue(message.startsWith("A decoder paired with the wrong encoder"), message);
		assertTrue(message.contains(EMBEDDED_ENCODER) && message.contains("d1-multi-decoder.onnx"), message);
	}

	@Test
	void aNegativeNumberOfThreadsIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> SamModel.open("embedded", -1));
	}

	@Test
	void theEmbeddedModelIsAlsoFoundByItsFilesAndByItsDescriptor() {
		try (SamModel files = SamModel.open(pair(EMBEDDED_ENCODER, "models/embedded/decoder.onnx"), 1);
				SamModel described = SamModel.open("models/embedded/descriptor.json", 1);
				SamModel embedded = SamModel.open(ModelFiles.EMBEDDED, 1))
		{
			assertEquals(embedded.descriptor().toJson(), described.descriptor().toJson());
			assertEquals(embedded.descriptor().id(), files.descriptor().id());
		}
	}

	/** The descriptor that is detected for SAM's own files, with changes, next to copies of the files. */
	private Path descriptor(final String... changes) throws IOException {
		String json;
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			json = model.descriptor().toJson();
		}
		json = json.replace("\"files\": []", "\"files\": [ { \"role\": \"encoder\", \"path\": \"e2-encoder.onnx\" }, " +
			"{ \"role\": \"decoder\", \"path\": \"d1-multi-decoder.onnx\" } ]");
		for (int i = 0; i < changes.length; i += 2) {
			assertTrue(json.contains(changes[i]), json);
			json = json.replace(changes[i], changes[i + 1]);
		}
		for (final String file : new String[] { "e2-encoder.onnx", "d1-multi-decoder.onnx" })
			Files.copy(Fixtures.path(file), folder.resolve(file));
		return Files.writeString(folder.resolve("model.json"), json);
	}

	@Test
	void aDescriptorCanStretchTheSliceInstead() throws IOException {
		final WindowReader scene = Scenes.volume(256, 128, 1, (x, y, z) -> 200);
		final Box box = new Box(30, 20, 100, 60);
		try (SamModel model = SamModel.open(descriptor("\"longest\"", "\"stretch\"").toString(), 1)) {
			final Embedding embedding = model.encode(scene, 0, Window.whole(256, 128), Progress.NONE);
			final Prediction prediction = model.decode(embedding, Prompt.box(box), 256, 128);
			assertEquals(Mask.of(box), prediction.mask());
			assertEquals(Window.whole(256, 128), prediction.logits().window());
		}
	}

	@Test
	void aModelOfBoxesRefusesPoints() throws IOException {
		final WindowReader scene = Scenes.volume(64, 64, 1, (x, y, z) -> 200);
		final Prompt click = Prompt.points(List.of(new Point(5, 5, true)));
		try (SamModel model = SamModel.open(descriptor("\"points\": true", "\"points\": false").toString(), 1)) {
			final MaskPredictor predictor = model.predictor(scene, WindowMode.SLICE, 0, Progress.NONE);
			assertTrue(assertThrows(IllegalArgumentException.class, () -> predictor.predict(0, click)).getMessage().contains(
				"give it a box"));
		}
	}

	@Test
	void aDescriptorOfTensorsThatAreNotThereIsRefused() throws IOException {
		final String message = refusal(descriptor("\"low_res_masks\"", "\"small_masks\"").toString());
		assertTrue(message.contains("'small_masks'") && message.contains("low_res_masks f32"), message);
	}

	@Test
	void theNumberOfMasksIsAskedOfTheDecoderIfItsGraphLeavesItOpen() {
		try (SamModel model = Fixtures.open("e2+d1-single")) {
			assertEquals(1, model.descriptor().decoder().tokens());
		}
	}

	@Test
	void theNumberOfThreadsDoesNotChangeAnything() {
		final WindowReader scene = Scenes.volume(100, 90, 1, (x, y, z) -> Scenes.ellipse(x, y, 50, 45, 20, 30) ? 180 : x);
		final Prompt prompt = Prompt.box(new Box(28, 14, 44, 62));
		Prediction one = null;
		for (final int threads : new int[] { 1, 2, 4 })
			try (SamModel model = SamModel.open("embedded", threads)) {
				final Prediction answer = model.predictor(scene, WindowMode.AUTO, 0, Progress.NONE).predict(0, prompt);
				if (one == null) one = answer;
				assertEquals(one.mask(), answer.mask());
				assertArrayEquals(one.logits().values(), answer.logits().values());
				assertEquals(one.predictedIou(), answer.predictedIou());
				assertEquals(one.objectScore(), answer.objectScore());
			}
	}

	@Test
	void promptsAtTheSameTimeAreAnsweredAsOneAfterTheOther() {
		final WindowReader scene = Scenes.volume(256, 128, 4, (x, y, z) -> (x * 7 + y * 3 + z * 40) % 256);
		final List<Integer> questions = IntStream.range(0, 40).boxed().toList();
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			// With room for one embedding, others must not be taken away while they are read.
			final MaskPredictor predictor = model.predictor(scene, WindowMode.SLICE, 1, Progress.NONE);
			final List<List<Mask>> answers = new ArrayList<>();
			for (final int threads : new int[] { 1, 2, 4 })
				answers.add(Parallel.map(questions, threads, i -> predictor.predict(i % 4, Prompt.box(new Box(3 * i, 2 * i, 50 +
					i, 40))).mask()));
			assertEquals(answers.get(0), answers.get(1));
			assertEquals(answers.get(0), answers.get(2));
		}
	}

	@Test
	void anEncodeIsSharedByAllPromptsInItsWindow() {
		final WindowReader scene = Scenes.volume(256, 128, 2, (x, y, z) -> x);
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			final EmbeddingCache cache = new EmbeddingCache(SamModel.DEFAULT_CACHE_BYTES);
			final MaskPredictor predictor = new WindowPredictor(model, scene, WindowMode.SLICE, cache, Progress.NONE);
			for (int i = 0; i < 5; i++)
				for (int z = 0; z < 2; z++)
					predictor.predict(z, Prompt.box(new Box(10 * i, 5, 20, 20)));
			assertEquals(2, cache.misses());
			assertEquals(8, cache.hits());
			// 256 channels on a grid of 64 x 64 in 32 bits: 4 MiB a slice.
			assertEquals(8 << 20, cache.bytes());
		}
	}

	@Test
	void ourMasksAreThoseOfTheGraphInEveryPixel() throws OrtException {
		final int[][] sizes = { { 237, 181 }, { 640, 480 }, { 1024, 1024 }, { 777, 1100 }, { 1500, 400 }, { 31, 33 } };
		try (SamModel model = Fixtures.open("e2+d1-multi");
				OrtSession decoder = OrtEnvironment.getEnvironment().createSession(Fixtures.path("d1-multi-decoder.onnx")
					.toString()))
		{
			for (final int[] size : sizes) {
				final int width = size[0], height = size[1];
				final WindowReader scene = Scenes.volume(width, height, 1, (x, y, z) -> 127.5 + 90 * Math.sin(17.0 * x /
					width + 3) * Math.cos(11.0 * y / height));
				final Box box = new Box(width * 0.1, height * 0.2, width * 0.7, height * 0.75);
				final Embedding embedding = model.encode(scene, 0, Window.whole(width, height), Progress.NONE);
				final Mask ours = model.decode(embedding, Prompt.box(box), width, height).mask();
				final Mask graphs = inGraph(decoder, embedding, box, width, height);
				assertFalse(ours.isEmpty());
				assertEquals(graphs, ours, width + " x " + height);
			}
		}
	}

	/** The export's own full-size mask, as a Python user of SAM would get it. */
	private static Mask inGraph(final OrtSession decoder, final Embedding embedding, final Box box, final int width,
		final int height) throws OrtException
	{
		final OrtEnvironment environment = OrtEnvironment.getEnvironment();
		final float sx = (float) (int) (width * 1024.0 / Math.max(width, height) + 0.5) / width;
		final float sy = (float) (int) (height * 1024.0 / Math.max(width, height) + 0.5) / height;
		final float[][][] corners = { { { (float) box.x() * sx - 0.5f, (float) box.y() * sy - 0.5f }, { (float) box
			.right() * sx - 0.5f, (float) box.bottom() * sy - 0.5f } } };
		final Embedding.Features features = embedding.image();
		final Map<String, OnnxTensor> inputs = new HashMap<>();
		inputs.put("image_embeddings", OnnxTensor.createTensor(environment, features.values(), features.shape()));
		inputs.put("point_coords", OnnxTensor.createTensor(environment, corners));
		inputs.put("point_labels", OnnxTensor.createTensor(environment, new float[][] { { 2, 3 } }));
		inputs.put("mask_input", OnnxTensor.createTensor(environment, new float[1][1][256][256]));
		inputs.put("has_mask_input", OnnxTensor.createTensor(environment, new float[1]));
		inputs.put("orig_im_size", OnnxTensor.createTensor(environment, new float[] { height, width }));
		try (OrtSession.Result result = decoder.run(inputs)) {
			final FloatBuffer masks = ((OnnxTensor) result.get("masks").orElseThrow()).getFloatBuffer();
			return Mask.of(0, 0, width, height, (x, y) -> masks.get(y * width + x) > 0);
		}
		finally {
			inputs.values().forEach(OnnxTensor::close);
		}
	}

	/** Fails rather than waits for ever if the run is not stopped; then its thread is left behind. */
	@Test
	@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
	void cancellingStopsARunThatWouldNeverEndAndTheModelStaysUsable() {
		final WindowReader scene = Scenes.volume(64, 64, 2, (x, y, z) -> z == 0 ? 255 : 0);
		try (SamModel model = SamModel.open(pair(Fixtures.path("endless-encoder.onnx"), Fixtures.path(
			"d1-multi-decoder.onnx")), 1))
		{
			final MaskPredictor predictor = model.predictor(scene, WindowMode.SLICE, 0, new CancelledWhileRunning());
			final Prompt prompt = Prompt.box(new Box(10, 10, 50, 50));
			final CancellationException stopped = assertThrows(CancellationException.class, () -> predictor.predict(0,
				prompt));
			assertTrue(stopped.getCause() instanceof OrtException, "stopped outside the run");
			assertTrue(stopped.getCause().getMessage().contains("terminate flag"), stopped.getCause().getMessage());
			assertEquals(1 << 22, model.encode(scene, 1, Window.whole(64, 64), Progress.NONE).bytes());
		}
	}

	/** Cancels when another thread looks for the third time, which only happens while a network runs. */
	private static final class CancelledWhileRunning implements Progress {

		private final Thread caller = Thread.currentThread();
		private final AtomicInteger looks = new AtomicInteger();

		@Override
		public void report(final long done, final long total, final String message) {}

		@Override
		public boolean isCancelled() {
			return (Thread.currentThread() == caller ? looks.get() : looks.incrementAndGet()) >= 3;
		}
	}

	@Test
	void aCancelledProgressStopsBeforeAnything() {
		final Progress cancelled = new Progress() {

			@Override
			public void report(final long done, final long total, final String message) {}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		final WindowReader scene = Scenes.volume(64, 64, 1, (x, y, z) -> x);
		try (SamModel model = Fixtures.open("e2+d1-multi")) {
			assertThrows(CancellationException.class, () -> model.encode(scene, 0, Window.whole(64, 64), cancelled));
		}
	}

	@Test
	void closingTwiceDoesNoHarm() {
		final SamModel model = Fixtures.open("e2+d1-multi");
		model.close();
		model.close();
	}

	@Test
	void aClosedModelSaysSo() {
		final WindowReader scene = Scenes.volume(64, 64, 1, (x, y, z) -> x);
		final SamModel model = Fixtures.open("e2+d1-multi");
		model.close();
		assertThrows(IllegalStateException.class, () -> model.encode(scene, 0, Window.whole(64, 64), Progress.NONE));
	}
}
