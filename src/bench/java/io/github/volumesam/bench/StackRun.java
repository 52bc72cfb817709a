package io.github.volumesam.bench;

import ij.ImagePlus;

import io.github.volumesam.Progress;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.LabelImages;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.prompt.Box;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * One run over a lazily made stack, from boxes on its middle slice to the label image
 * on disk, with the smallest networks of SAM's contract. Prints the seconds taken.
 */
final class StackRun {

	static final int OBJECTS = 4;

	private StackRun() {}

	/**
	 * @param args the number of slices
	 * @throws Exception if it fails
	 */
	public static void main(final String[] args) throws Exception {
		final int slices = Integer.parseInt(args[0]);
		final long start = System.nanoTime();
		final ImagePlus image = SyntheticStack.image(slices);
		final SegmentationSettings usual = SegmentationSettings.DEFAULT;
		final SegmentationSettings settings = new SegmentationSettings("tiny", usual.axis(), usual.intensity(), usual
			.prompt(), usual.mode(), usual.allAxes(), WindowMode.SLICE, usual.overlap(), usual.cleanUp());
		final Path file = Files.createTempFile("volume-sam-bench", ".tif");
		try (SamModel model = Models.openTiny()) {
			final SegmentationResult result = Segmentation.run(ImagePlusVolume.of(image, 0, 1), objects(slices), model,
				settings, Progress.NONE);
			result.objects().forEach(object -> {
				if (object.trace().slices().size() != slices) throw new IllegalStateException("Object " + object.trace()
					.label() + " was found on " + object.trace().slices().size() + " slices only.");
			});
			TiffFiles.save(LabelImages.virtual(result, image), file);
			System.out.println((System.nanoTime() - start) / 1_000_000_000);
		}
		finally {
			Files.delete(file);
		}
	}

	private static List<KeySlices> objects(final int slices) {
		final List<KeySlices> objects = new ArrayList<>();
		for (final Box box : SyntheticStack.boxes(OBJECTS)) {
			final TreeMap<Integer, Prompt> prompts = new TreeMap<>();
			prompts.put(slices / 2, Prompt.box(box));
			objects.add(KeySlices.of(objects.size() + 1, prompts, slices));
		}
		return objects;
	}
}
