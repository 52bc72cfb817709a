package io.github.volumesam.session;

import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.onnx.WindowMode;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.propagate.Strategy;
import io.github.volumesam.volume.Axis;
import io.github.volumesam.volume.IntensityRule;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * Settings as a user asks for them, before the model is loaded, which has a say in
 * how intensities are shown to it.
 *
 * @param model {@code embedded}, a descriptor, or encoder and decoder separated by a
 *          comma
 * @param prompt what is handed on from slice to slice
 * @param mode how far objects are followed
 * @param allAxes whether the slices along all three axes vote
 * @param window which part of a slice is shown to the model
 * @param intensity a rule as {@link IntensityRule#parse} reads it, or {@value #AUTO}
 */
public record RequestedSettings(String model, Strategy prompt, Mode mode, boolean allAxes, WindowMode window,
	String intensity)
{

	/** Asks for the intensity rule that the model was made for. */
	public static final String AUTO = "auto";

	/**
	 * @param prompt blank for the usual one
	 * @param intensity blank for {@value #AUTO}
	 * @throws IllegalArgumentException if prompt or window is not known; the message
	 *           lists those that are
	 */
	public static RequestedSettings parse(final String model, final String prompt, final String window,
		final String intensity)
	{
		final SegmentationSettings usual = SegmentationSettings.DEFAULT;
		return new RequestedSettings(model, prompt.isBlank() ? usual.prompt() : Strategy.parse(prompt), usual.mode(), usual
			.allAxes(), WindowMode.parse(window), intensity.isBlank() ? AUTO : intensity.trim());
	}

	/** These settings with objects followed in another way. */
	public RequestedSettings following(final Mode newMode, final boolean vote) {
		return new RequestedSettings(model, prompt, newMode, vote, window, intensity);
	}

	/**
	 * The settings for one image.
	 *
	 * @param descriptor of the loaded model
	 * @param display what the rule {@code display} stands for; asked for only then
	 * @throws IllegalArgumentException if there is no such intensity rule
	 */
	public SegmentationSettings with(final Axis axis, final ModelDescriptor descriptor,
		final Supplier<IntensityRule> display)
	{
		final String rule = intensity.equalsIgnoreCase(AUTO) ? descriptor.intensity() : intensity;
		final boolean shown = rule.toLowerCase(Locale.ROOT).equals("display");
		final SegmentationSettings base = SegmentationSettings.DEFAULT;
		return new SegmentationSettings(model, axis, IntensityRule.parse(rule, shown ? display.get() : null), prompt,
			mode, allAxes, window, base.overlap(), base.cleanUp());
	}
}
