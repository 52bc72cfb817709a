package io.github.volumesam.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.model.EncoderContract.Channels;
import io.github.volumesam.model.EncoderContract.Layout;
import io.github.volumesam.model.EncoderContract.NormKind;
import io.github.volumesam.model.PromptContract.PadPoint;
import io.github.volumesam.model.EncoderContract.Padding;
import io.github.volumesam.model.EncoderContract.Resize;
import io.github.volumesam.model.ModelDescriptor.WindowKind;
import io.github.volumesam.model.TensorInfo.Dtype;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The contracts are told apart by their tensors alone. */
class ContractDetectionTest {

	private static final TensorInfo EMBEDDINGS = f32("image_embeddings", 1, 256, 64, 64);
	private static final NetworkInfo E2 = encoder(f32("input_image", 1, 3, 1024, 1024), EMBEDDINGS);
	private static final NetworkInfo D1 = d1(64, 4);

	private static TensorInfo f32(final String name, final long... shape) {
		return new TensorInfo(name, shape, Dtype.F32);
	}

	private static NetworkInfo encoder(final TensorInfo input, final TensorInfo output) {
		return new NetworkInfo("encoder.onnx", List.of(input), List.of(output), Map.of());
	}

	/** The six inputs of SAM's own export. */
	private static NetworkInfo d1(final int grid, final int tokens) {
		return d1(grid, tokens, 1);
	}

	private static NetworkInfo d1(final int grid, final int tokens, final int roughMasks) {
		return new NetworkInfo("decoder.onnx", List.of(f32("image_embeddings", 1, 256, grid, grid), f32("point_coords", 1,
			-1, 2), f32("point_labels", 1, -1), f32("mask_input", 1, roughMasks, 4 * grid, 4 * grid), f32("has_mask_input", 1), f32(
				"orig_im_size", 2)), List.of(f32("masks", 1, tokens, -1, -1), f32("iou_predictions", 1, tokens), f32(
					"low_res_masks", 1, tokens, -1, -1)), Map.of());
	}

	private static NetworkInfo ours(final boolean encoder) {
		final Map<String, String> metadata = Map.of("family", "volume-sam", "version", "0", "window_factor", "1.8",
			"window_size", "224", "licence", "CC-BY-4.0");
		final TensorInfo embeddings = f32("image_embeddings", 1, 256, -1, -1);
		if (encoder) return new NetworkInfo("encoder.onnx", List.of(f32("image", 1, 3, -1, -1)), List.of(embeddings),
			metadata);
		return new NetworkInfo("decoder.onnx", List.of(embeddings, f32("point_coords", -1, -1, 2), f32("point_labels", -1,
			-1), f32("mask_input", -1, 1, -1, -1), f32("has_mask_input", -1)), List.of(f32("low_res_masks", -1, 4, -1, -1),
				f32("iou_predictions", -1, 4), f32("object_score_logits", -1, 1)), metadata);
	}

	@Test
	void rankThreeInputIsE1WhichNormalisesAndPadsInTheGraph() {
		final ModelDescriptor found = ContractDetection.detect(encoder(f32("input_image", -1, -1, 3), EMBEDDINGS), D1);
		assertEquals("e1-d1", found.id());
		assertEquals(Layout.HWC, found.encoder().layout());
		assertEquals(1024, found.encoder().size());
		assertEquals(Resize.LONGEST, found.encoder().resize());
		assertEquals(Padding.IN_GRAPH, found.encoder().padding());
		assertEquals(NormKind.IN_GRAPH, found.encoder().norm().kind());
	}

	@Test
	void rankFourInputOf1024IsE2WhichIsNormalisedAndPaddedByUs() {
		final ModelDescriptor found = ContractDetection.detect(E2, D1);
		assertEquals("e2-d1", found.id());
		assertEquals(Layout.NCHW, found.encoder().layout());
		assertEquals(Padding.BOTTOM_RIGHT, found.encoder().padding());
		assertArrayEquals(new double[] { 123.675, 116.28, 103.53 }, found.encoder().norm().mean());
		assertArrayEquals(new double[] { 58.395, 57.12, 57.375 }, found.encoder().norm().std());
		assertEquals(1024, found.prompt().size());
		assertTrue(found.prompt().halfPixelInGraph());
		assertEquals(256, found.decoder().maskSize());
		assertEquals(WindowKind.SLICE, found.window().kind());
	}

	@Test
	void anInputCalledXIsE3() {
		final ModelDescriptor found = ContractDetection.detect(encoder(f32("x", 1, 3, 1024, 1024), EMBEDDINGS), D1);
		assertEquals("e3-d1", found.id());
		assertEquals("x", found.encoder().input());
		assertEquals(NormKind.MEAN_STD, found.encoder().norm().kind());
	}

	@Test
	void anInputOf256IsE14WithItsOwnNormalisationFrameAndIntensities() {
		final ModelDescriptor found = ContractDetection.detect(encoder(f32("image", -1, 3, 256, 256), f32(
			"image_embedding", -1, 256, 64, 64)), D1);
		assertEquals("e14-d1", found.id());
		assertEquals(NormKind.MIN_MAX_01, found.encoder().norm().kind());
		assertEquals(256, found.prompt().size());
		assertEquals("medsam", found.intensity());
		assertEquals(Map.of("image_embedding", TensorRole.EMBEDDING), found.encoder().outputs());
	}

	@Test
	void theMetadataMapNamesOurOwnFamily() {
		final ModelDescriptor found = ContractDetection.detect(ours(true), ours(false));
		assertEquals("volume-sam-0", found.id());
		assertEquals(224, found.encoder().size());
		assertEquals(1.8, found.window().factor());
		assertEquals(WindowKind.OBJECT, found.window().kind());
		assertEquals(PadPoint.NEVER, found.prompt().padPoint());
		assertTrue(found.decoder().outputs().containsValue(TensorRole.OBJECT_SCORE));
	}

	@Test
	void theNumberOfMasksIsReadFromTheOutputs() {
		for (final int tokens : new int[] { 4, 1 }) {
			final ModelDescriptor found = ContractDetection.detect(E2, d1(64, tokens));
			assertEquals(tokens, found.decoder().tokens());
			assertEquals(PadPoint.UNTIL_THREE, found.prompt().padPoint());
		}
	}

	@Test
	void aNumberOfMasksThatTheGraphLeavesOpenIsLeftOpen() {
		assertEquals(0, ContractDetection.detect(E2, d1(64, -1)).decoder().tokens());
	}

	@Test
	void aRoughMaskOfThreeSlicesIsSlideSams() {
		for (final int masks : new int[] { 9, 12, -1 }) {
			final ModelDescriptor found = ContractDetection.detect(E2, d1(64, masks, 3));
			assertEquals("slide-sam-e2-d19", found.id());
			assertEquals("Slide-SAM", found.displayName());
			assertEquals(3, found.encoder().slices());
			assertEquals(Channels.SLICES, found.encoder().channels());
			assertEquals(NormKind.MIN_MAX_MEAN_STD, found.encoder().norm().kind());
			assertTrue(found.decoder().best());
			assertTrue(found.masksThroughModel());
			assertEquals("window:100,600", found.intensity());
			assertEquals(List.of("Slide-SAM does not take rough masks; the box around a mask stands for it."), found
				.remarks());
		}
	}

	@Test
	void slideSamBehindAnEncoderThatPreparesTheImageIsRefused() {
		assertTrue(refusal(encoder(f32("input_image", -1, -1, 3), EMBEDDINGS), d1(64, 12, 3)).startsWith(
			"The encoder of e1-d19 prepares the image by itself"));
	}

	@Test
	void anUnknownEncoderIsRefusedWithTheTensorsFound() {
		final NetworkInfo ailia = new NetworkInfo("ailia.onnx", List.of(f32("input_image", 1, 3, 1024, 1024)), List.of(f32(
			"vision_features", 1, 256, 32, 32), f32("backbone_fpn_0", 1, 32, 256, 256)), Map.of());
		final String message = assertThrows(ModelException.class, () -> ContractDetection.detect(ailia, D1)).getMessage();
		assertTrue(message.contains("ailia.onnx"), message);
		assertTrue(message.contains("input_image f32 [1, 3, 1024, 1024]"), message);
		assertTrue(message.contains("backbone_fpn_0 f32 [1, 32, 256, 256]"), message);
		assertTrue(message.contains("src/docs/descriptors.md"), message);
	}

	@Test
	void anUnknownDecoderIsRefusedWithTheTensorsFound() {
		final NetworkInfo odd = new NetworkInfo("odd.onnx", List.of(EMBEDDINGS, f32("clicks", 1, -1, 2)), List.of(f32(
			"heat", 1, 4)), Map.of());
		final String message = assertThrows(ModelException.class, () -> ContractDetection.detect(E2, odd)).getMessage();
		assertTrue(message.contains("odd.onnx"), message);
		assertTrue(message.contains("clicks f32 [1, ?, 2]"), message);
	}

	@Test
	void aDecoderThatAsksForMoreIsRefused() {
		final List<TensorInfo> inputs = new ArrayList<>(D1.inputs());
		inputs.add(f32("interm_embeddings", 4, 1, 64, 64, 768));
		final NetworkInfo hq = new NetworkInfo("hq.onnx", inputs, D1.outputs(), Map.of());
		final String message = assertThrows(ModelException.class, () -> ContractDetection.detect(E2, hq)).getMessage();
		assertTrue(message.contains("interm_embeddings"), message);
	}

	@Test
	void aDecoderOfAnotherGridIsRefusedNamingBothFiles() {
		final String message = assertThrows(ModelException.class, () -> ContractDetection.detect(E2, d1(16, 4)))
			.getMessage();
		assertTrue(message.startsWith("A decoder paired with the wrong encoder: encoder.onnx and decoder.onnx"), message);
		assertTrue(message.contains("[1, 256, 64, 64]") && message.contains("[1, 256, 16, 16]"), message);
	}

	@Test
	void aDecoderOfAnotherFamilyIsRefused() {
		for (final NetworkInfo[] pair : new NetworkInfo[][] { { ours(true), D1 }, { E2, ours(false) } }) {
			final String message = assertThrows(ModelException.class, () -> ContractDetection.detect(pair[0], pair[1]))
				.getMessage();
			assertTrue(message.startsWith("A decoder paired with the wrong encoder"), message);
		}
	}

	private static String refusal(final NetworkInfo encoder, final NetworkInfo decoder) {
		return assertThrows(ModelException.class, () -> ContractDetection.detect(encoder, decoder)).getMessage();
	}

	@Test
	void sam3IsRefusedWithTheReason() {
		final NetworkInfo encoder = new NetworkInfo("sam3.onnx", List.of(new TensorInfo("image", new long[] { 3, 1008,
			1008 }, Dtype.U8)), List.of(f32("vision_pos_enc_0", 1, 256, 288, 288), f32("backbone_fpn_0", 1, 256, 288, 288)),
			Map.of());
		final NetworkInfo tracker = new NetworkInfo("sam3.onnx", List.of(f32("pixel_values", -1, 3, 1008, 1008)), List.of(
			f32("image_embeddings.0", -1, 32, 288, 288)), Map.of());
		final NetworkInfo decoder = new NetworkInfo("sam3.onnx", List.of(f32("box_coords", 1, 1, 4), f32("box_labels", 1,
			1), f32("box_masks", 1, 1), f32("backbone_fpn_0", 1, 256, 288, 288)), List.of(f32("boxes", -1, 4), f32("scores",
				-1), f32("masks", -1, 1, -1, -1)), Map.of());
		for (final String message : List.of(refusal(encoder, D1), refusal(tracker, D1), refusal(E2, decoder)))
			assertEquals("sam3.onnx is SAM 3, which is not supported: it finds all instances of a concept rather than a " +
				"prompted object, and takes 3.4 GB and about 25 s a slice on a processor. Use SAM 2.1, which answers the same " +
				"boxes and points.", message);
	}

	@Test
	void threeDimensionalNetworksAreRefusedWithTheReason() {
		final NetworkInfo segVol = encoder(f32("image", 1, 1, 32, 256, 256), f32("logits", 1, 1, 32, 256, 256));
		final NetworkInfo adapter = encoder(f32("volume", 1, 3, 128, 128, 128), f32("logits", 1, 2, 128, 128, 128));
		assertTrue(refusal(segVol, D1).startsWith("encoder.onnx is SegVol, which is not supported: it is a " +
			"three-dimensional network that takes a block of 32 x 256 x 256 voxels"));
		assertTrue(refusal(adapter, D1).startsWith("encoder.onnx is 3DSAM-adapter (or SAM-Med3D), which is not supported: " +
			"it is a three-dimensional network"));
	}

	@Test
	void adaptersThatTieSlicesTogetherAreRefusedWithTheReason() {
		final NetworkInfo depth = encoder(f32("x", 8, 3, 1024, 1024), f32("features", 8, 256, 64, 64));
		assertTrue(refusal(depth, D1).startsWith("encoder.onnx is a Medical SAM Adapter with SD-Trans, which is not " +
			"supported: it looks at several slices in one batch"));
	}

	@Test
	void efficientSamInOneFileIsRefusedWithTheReason() {
		final NetworkInfo one = new NetworkInfo("one.onnx", List.of(f32("batched_images", -1, 3, -1, -1), f32(
			"batched_point_coords", 1, 1, -1, 2), f32("batched_point_labels", 1, 1, -1)), List.of(f32("output_masks", 1, 1, 3,
				-1, -1)), Map.of());
		assertTrue(refusal(one, D1).startsWith("one.onnx is EfficientSAM in one file, which is not supported: it encodes " +
			"the slice again for every prompt."));
	}

	@Test
	void anEncoderCanCarryItsDescriptor() {
		final ModelDescriptor plain = ContractDetection.detect(E2, D1);
		final NetworkInfo carrier = new NetworkInfo("encoder.onnx", E2.inputs(), E2.outputs(), Map.of(
			"volume-sam.descriptor", plain.toJson().replace("\"e2-d1\"", "\"my-sam\"")));
		assertEquals("my-sam", ContractDetection.detect(carrier, D1).id());
	}

	@Test
	void encodersThatLeaveTheirGridOpenAreToldByTheDecoders() {
		final NetworkInfo open = encoder(f32("input_image", -1, -1, 3), f32("image_embeddings", -1, -1, -1, -1));
		assertEquals("e1-d1", ContractDetection.detect(open, d1(64, 4)).id());
		assertEquals("e12b-d1", ContractDetection.detect(open, d1(16, 4)).id());
	}
}
