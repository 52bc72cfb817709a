package io.github.volumesam.bench;

import ai.onnxruntime.OrtException;

import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.volume.Window;

import java.net.URISyntaxException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The models that are measured, as the plugin opens them and bare. */
enum Models {

		/** SAM's decoder and an encoder of MobileSAM's size at 1024 pixels; whole slices. */
		SAM_SIZE("SAM-size model, 1024 px", resource("/io/github/volumesam/bench/sam-size-encoder.onnx") + "," + resource(
			"/io/github/volumesam/bench/sam-size-decoder.onnx"), "input_image", 1024, 256, Set.of("low_res_masks",
				"iou_predictions")),

		/** The model inside the plugin; windows around objects. */
		EMBEDDED("embedded model, 192 px", ModelFiles.EMBEDDED, "image", 192, 192, Set.of("low_res_masks", "iou_predictions",
			"object_score_logits"));

	static final int THREADS = Runtime.getRuntime().availableProcessors();

	private static final String EMBEDDING = "image_embeddings";

	final String title;
	private final String spec;
	private final String image;
	private final int size;
	private final int maskSize;
	private final Set<String> answers;

	Models(final String title, final String spec, final String image, final int size, final int maskSize,
		final Set<String> answers)
	{
		this.title = title;
		this.spec = spec;
		this.image = image;
		this.size = size;
		this.maskSize = maskSize;
		this.answers = answers;
	}

	SamModel open() {
		return SamModel.open(spec, THREADS);
	}

	/** The encoder, given some image. */
	BareNetwork bareEncoder() throws OrtException {
		final BareNetwork encoder = new BareNetwork(ModelFiles.locate(spec).encoder().bytes(), Map.of(image, new long[] { 1,
			3, size, size }), Set.of(EMBEDDING));
		final FloatBuffer pixels = encoder.values(image);
		for (int i = 0; i < pixels.capacity(); i++)
			pixels.put(i, (i * 31 % 255) / 128f - 1);
		return encoder;
	}

	/**
	 * The decoder, given that image's embedding and a box.
	 *
	 * @param box in slice pixels
	 * @param window the part of the slice that the model was shown
	 */
	BareNetwork bareDecoder(final Box box, final Window window) throws OrtException {
		try (BareNetwork encoder = bareEncoder()) {
			encoder.run();
			final Map<String, long[]> shapes = Map.of(EMBEDDING, encoder.shape(EMBEDDING), "point_coords", new long[] { 1, 2,
				2 }, "point_labels", new long[] { 1, 2 }, "mask_input", new long[] { 1, 1, maskSize, maskSize },
				"has_mask_input", new long[] { 1 }, "orig_im_size", new long[] { 2 });
			final BareNetwork decoder = new BareNetwork(ModelFiles.locate(spec).decoder().bytes(), shapes, answers);
			decoder.values(EMBEDDING).put(0, encoder.values(EMBEDDING), 0, encoder.values(EMBEDDING).capacity());
			final double scale = size / window.width();
			decoder.set("point_coords", (float) ((box.x() - window.x()) * scale), (float) ((box.y() - window.y()) * scale),
				(float) ((box.right() - window.x()) * scale), (float) ((box.bottom() - window.y()) * scale));
			decoder.set("point_labels", 2, 3);
			// The smallest full-size masks; asking the export for larger ones would make the bare run slower.
			if (decoder.values("orig_im_size") != null) decoder.set("orig_im_size", 1, 1);
			return decoder;
		}
	}

	/** The smallest networks of SAM's contract, from the tests: what is left is our own work. */
	static SamModel openTiny() {
		final String folder = "/io/github/volumesam/models/";
		return SamModel.open(resource(folder + "e2-encoder.onnx") + "," + resource(folder + "d1-multi-decoder.onnx"),
			THREADS);
	}

	private static Path resource(final String name) {
		try {
			return Path.of(Models.class.getResource(name).toURI());
		}
		catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}
}
