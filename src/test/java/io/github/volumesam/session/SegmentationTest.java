package io.github.volumesam.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.volumesam.Impatient;
import io.github.volumesam.Progress;
import io.github.volumesam.ThresholdPredictor;
import io.github.volumesam.SyntheticVolumes;
import io.github.volumesam.label.CleanUp;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Point;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.propagate.SliceRange;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.Calibration;
import io.github.volumesam.volume.Volume;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

class SegmentationTest {

	/** A bright block, x 10–19, y 12–21, z 5–14, in a dark volume. */
	private static boolean inBlock(final int x, final int y, final int z) {
		return x >= 10 && x < 20 && y >= 12 && y < 22 && z >= 5 && z < 15;
	}

	private static final Volume VOLUME = SyntheticVolumes.volume(32, 34, 20, (x, y, z) -> inBlock(x, y, z) ? 200 : 20);

	static SegmentationSettings along(final Axis axis) {
		final SegmentationSettings base = SegmentationSettings.DEFAULT;
		return new SegmentationSettings(base.model(), axis, base.intensity(), base.prompt(), base.mode(), base
			.allAxes(), base.window(), base.overlap(), base.cleanUp());
	}

	static KeySlices object(final int label, final int z, final Box box, final int depth) {
		return KeySlices.of(label, new TreeMap<>(Map.of(z, Prompt.box(box))), depth);
	}

	private static SegmentationResult run(final Axis axis, final Progress progress, final KeySlices... objects) {
		return Segmentation.run(VOLUME, List.of(objects), ThresholdPredictor::new, along(axis), progress);
	}

	private static void assertIsBlock(final SegmentationResult result, final int label) {
		for (int z = 0; z < 20; z++) {
			final int[] slice = result.labels().slice(z);
			for (int i = 0; i < slice.length; i++)
				assertEquals(inBlock(i % 32, i / 32, z) ? label : 0, slice[i], "voxel " + i + " of slice " + z);
		}
	}

	@Test
	void aBoxOnOneSliceBecomesAnObjectInThreeDimensions() {
		final SegmentationResult result = run(Axis.XY, Progress.NONE, object(4, 9, new Box(10, 12, 10, 10), 20));
		assertIsBlock(result, 4);
		assertFalse(result.cancelled());
		assertEquals(1000, result.objects().get(0).measurements().voxels());
	}

	@Test
	void theOtherAxesGiveTheSameObject() {
		assertIsBlock(run(Axis.XZ, Progress.NONE, object(1, 15, new Box(10, 5, 10, 10), 34)), 1);
		assertIsBlock(run(Axis.YZ, Progress.NONE, object(1, 15, new Box(12, 5, 10, 10), 32)), 1);
	}

	@Test
	void whatIsNotConnectedToTheKeySliceIsRemoved() {
		final Volume volume = SyntheticVolumes.volume(32, 34, 20, (x, y, z) -> inBlock(x, y, z) || x == 21 && y == 15 &&
			z == 12 ? 200 : 20);
		final KeySlices object = object(1, 9, new Box(10, 12, 10, 10), 20);
		final SegmentationResult cleaned = Segmentation.run(volume, List.of(object), ThresholdPredictor::new, along(Axis.XY),
			Progress.NONE);
		assertIsBlock(cleaned, 1);
		final SegmentationSettings base = along(Axis.XY);
		final SegmentationResult raw = Segmentation.run(volume, List.of(object), ThresholdPredictor::new,
			new SegmentationSettings(base.model(), base.axis(), base.intensity(), base.prompt(), base.mode(), base
				.allAxes(), base.window(), base.overlap(), CleanUp.NONE), Progress.NONE);
		assertEquals(1, raw.labels().slice(12)[15 * 32 + 21]);
	}

	@Test
	void aMuchLargerSliceThanThePromptedOneIsPointedOut() {
		// Slices of 16 pixels, and on slice 7 one of 36.
		final Volume spindle = SyntheticVolumes.volume(32, 34, 20, (x, y, z) -> z >= 5 && z < 15 && x >= 12 && y >= 12 &&
			x < (z == 7 ? 18 : 16) && y < (z == 7 ? 18 : 16) ? 200 : 20);
		final KeySlices thin = object(4, 9, new Box(12, 12, 4, 4), 20), thick = object(4, 7, new Box(12, 12, 6, 6), 20);
		final SegmentationResult fromThin = Segmentation.run(spindle, List.of(thin), ThresholdPredictor::new, along(Axis.XY),
			Progress.NONE);
		assertEquals(List.of("Object 4: on slice 8 it is 2.3 times as large as where it was prompted. A box there, too, may " +
			"give a better result."), fromThin.notices());
		final SegmentationResult fromThick = Segmentation.run(spindle, List.of(thick), ThresholdPredictor::new, along(
			Axis.XY), Progress.NONE);
		assertEquals(List.of(), fromThick.notices());
	}

	@Test
	void cancellingKeepsWhatIsFinished() {
		final SegmentationResult result = run(Axis.XY, new Impatient(4), object(1, 9, new Box(10, 12, 10, 10), 20));
		assertTrue(result.cancelled());
		final long voxels = result.objects().get(0).measurements().voxels();
		assertTrue(voxels >= 100 && voxels < 1000, "voxels: " + voxels);
	}

	@Test
	void badPromptsAreRefused() {
		final KeySlices object = object(1, 9, new Box(10, 12, 10, 10), 20);
		assertThrows(IllegalArgumentException.class, () -> run(Axis.XY, Progress.NONE));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> run(Axis.XY, Progress.NONE, object, object))
			.getMessage().contains("Label 1"));
		final KeySlices deep = object(1, 9, new Box(10, 12, 10, 10), 21);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> run(Axis.XY, Progress.NONE, deep)).getMessage()
			.contains("slices 1 to 20"));
	}

	@Test
	void oneByOneSlicesAndNaNDoNoHarm() {
		final float[] voxels = { 1, Float.NaN, Float.POSITIVE_INFINITY, 200, Float.NEGATIVE_INFINITY };
		final Volume column = new Volume("column", ArrayImgs.floats(voxels, 1, 1, 5), Calibration.PIXELS);
		final SegmentationResult result = Segmentation.run(column, List.of(object(1, 3, new Box(0, 0, 1, 1), 5)),
			ThresholdPredictor::new, along(Axis.XY), Progress.NONE);
		assertEquals(1, result.labels().slice(3)[0]);
		assertEquals(0, result.labels().slice(0)[0]);
	}

	@Test
	void doubtsLieWhereTheBlockIsWhateverTheAxis() {
		for (final Axis axis : Axis.values()) {
			final SegmentationSettings base = along(axis);
			final SegmentationSettings jittered = new SegmentationSettings(base.model(), axis, base.intensity(), base.prompt(),
				base.mode(), base.allAxes(), base.window(), base.overlap(), base.cleanUp(), 5);
			// This model fills the box where nothing is bright, so there it depends on the box alone.
			final Volume empty = SyntheticVolumes.volume(32, 34, 20, (x, y, z) -> 20);
			final Box box = axis == Axis.XY ? new Box(8, 10, 14, 14) : axis == Axis.XZ ? new Box(8, 4, 14, 12) : new Box(10, 4,
				14, 12);
			final KeySlices object = object(1, 9, box, empty.along(axis).depth()).within(new SliceRange(9, 9));
			final SegmentationResult result = Segmentation.run(empty, List.of(object), ThresholdPredictor::new, jittered,
				Progress.NONE);
			double inside = 0, outside = 0;
			for (int z = 0; z < 20; z++) {
				final float[] doubt = result.doubt(z);
				for (int i = 0; i < doubt.length; i++) {
					final int x = i % 32, y = i / 32;
					final int u = axis == Axis.YZ ? y : x, v = axis == Axis.XY ? y : z, n = axis == Axis.XY ? z : axis == Axis.XZ ? y
						: x;
					if (n == 9 && u >= box.x() - 2 && u < box.right() + 2 && v >= box.y() - 2 && v < box.bottom() + 2) inside +=
						doubt[i];
					else outside += doubt[i];
				}
			}
			assertTrue(inside > 1, axis + ": " + inside);
			assertEquals(0, outside, axis.toString());
		}
	}

	@Test
	void tablesHaveARowForEverySliceAndObject() {
		final SegmentationResult result = run(Axis.XY, Progress.NONE, object(4, 9, new Box(10, 12, 10, 10), 20));
		final List<String> slices = SegmentationTables.slices(result).lines().toList();
		assertEquals(11, slices.size());
		assertEquals("Object,Slice,BoxX,BoxY,BoxWidth,BoxHeight,PredictedIoU,NeighbourIoU,Pixels,Area,Confidence,Origin,End",
			slices.get(0));
		assertTrue(slices.get(1).startsWith("4,6,") && slices.get(1).contains("first: "), slices.get(1));
		assertTrue(slices.get(10).startsWith("4,15,") && slices.get(10).contains("last: "), slices.get(10));
		assertTrue(slices.get(5).startsWith("4,10,10,12,10,10,0.950000,1,100,100,") && slices.get(5).endsWith(
			",key slice,"), slices.get(5));
		final List<String> objects = SegmentationTables.objects(result).lines().toList();
		assertEquals(2, objects.size());
		assertTrue(objects.get(1).startsWith("4,1000,1000,524.565,10,10,10,15,17,10,6,15,10,"), objects.get(1));
		assertTrue(objects.get(1).endsWith(",pixel"), objects.get(1));
		assertTrue(objects.stream().allMatch(row -> row.chars().filter(c -> c == ',').count() == 15), Arrays.toString(
			objects.toArray()));
	}

	@Test
	void theSeedOfAPaintedObjectIsWhatWasPainted() {
		final Mask painted = Mask.of(new Box(10, 12, 10, 10));
		final KeySlices object = KeySlices.of(1, new TreeMap<>(Map.of(9, Prompt.mask(painted))), 20);
		assertIsBlock(run(Axis.XY, Progress.NONE, object), 1);
	}

	private static String refusal(final String files, final Strategy strategy, final Prompt prompt) {
		final String folder = "src/test/resources/io/github/volumesam/contracts/";
		final SegmentationSettings base = SegmentationSettings.DEFAULT;
		final SegmentationSettings settings = new SegmentationSettings(base.model(), base.axis(), base.intensity(), strategy,
			base.mode(), base.allAxes(), base.window(), base.overlap(), base.cleanUp());
		final KeySlices object = KeySlices.of(1, new TreeMap<>(Map.of(9, prompt)), 20);
		try (SamModel model = SamModel.open(folder + files.replace(",", "," + folder), 1)) {
			return assertThrows(IllegalArgumentException.class, () -> Segmentation.run(VOLUME, List.of(object), model, settings,
				Progress.NONE)).getMessage();
		}
	}

	@Test
	void aPromptThatTheModelDoesNotUnderstandIsRefusedBeforeAnythingIsComputed() {
		final Prompt click = Prompt.points(List.of(new Point(14, 16, true)));
		assertEquals("MedficientSAM was made for boxes only and does not understand points; give it a box.", refusal(
			"e15a-encoder.onnx,d10-decoder.onnx", Strategy.BOX, click));
	}

	@Test
	void aStrategyThatTheModelDoesNotUnderstandIsRefusedBeforeAnythingIsComputed() {
		final Prompt box = Prompt.box(new Box(10, 12, 10, 10));
		assertEquals("The prompt 'points' cannot be handed from slice to slice: EfficientSAM does not understand points off " +
			"the object; give it points on the object or a box.", refusal("e7-encoder.onnx,d6-decoder.onnx", Strategy.POINTS,
				box));
	}
}
