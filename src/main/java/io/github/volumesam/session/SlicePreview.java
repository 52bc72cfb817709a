package io.github.volumesam.session;

import io.github.volumesam.Progress;
import io.github.volumesam.onnx.MaskPredictor;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.prompt.Mask;
import io.github.volumesam.prompt.Prompt;
import io.github.volumesam.propagate.KeyLook;
import io.github.volumesam.propagate.SliceResult;
import io.github.volumesam.volume.Fingerprint;
import io.github.volumesam.volume.Volume;
import io.github.volumesam.volume.WindowReader;

import java.util.HashMap;
import java.util.Map;

/**
 * Shows what a prompt finds on its own slice, before the object is looked for on
 * others; the mask is the one that the slice will have then. What has been encoded is
 * kept, so that the second prompt on a slice is answered fast, until the slice's
 * pixels change.
 * <p>
 * Not safe for use by several threads.
 */
public final class SlicePreview {

	private final Volume volume;
	private final SamModel model;
	private final SegmentationSettings settings;
	private final Map<Integer, String> seen = new HashMap<>();
	private MaskPredictor predictor;
	private Progress current = Progress.NONE;

	/**
	 * @param volume in XY slices
	 * @param model stays open; must be open as long as this is used
	 * @param settings for slices along XY
	 */
	public SlicePreview(final Volume volume, final SamModel model, final SegmentationSettings settings) {
		this.volume = volume;
		this.model = model;
		this.settings = settings;
	}

	/**
	 * @param z slice, from 0
	 * @param progress asked whether to cancel
	 * @return the mask; empty if nothing was found
	 * @throws IllegalArgumentException if the prompt lies outside the slice
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public Mask mask(final int z, final Prompt prompt, final Progress progress) {
		current = progress;
		final String pixels = Fingerprint.ofSlice(volume, z);
		final String before = seen.putIfAbsent(z, pixels);
		if (before != null && !before.equals(pixels)) {
			predictor = null;
			seen.clear();
			seen.put(z, pixels);
		}
		if (predictor == null) predictor = model.predictor(new WindowReader(volume, settings.intensity().mappingOf(
			volume)), settings.window(), Segmentation.CACHE_BYTES, new Current());
		return KeyLook.at(z, prompt, predictor).map(SliceResult::mask).orElse(Mask.EMPTY);
	}

	/** A predictor keeps the progress that it was made with, but every prompt comes with its own. */
	private final class Current implements Progress {

		@Override
		public void report(final long done, final long total, final String message) {
			current.report(done, total, message);
		}

		@Override
		public boolean isCancelled() {
			return current.isCancelled();
		}
	}
}
