package io.github.volumesam.ij;

import ij.ImagePlus;

import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.propagate.Mode;
import io.github.volumesam.session.RequestedSettings;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.volume.Axis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings by the names and with the defaults that they have in <i>Volume SAM Segment
 * ROIs</i>: model, prompt, mode, allaxes, window, intensity, first, last, channel and
 * frame.
 */
final class NamedSettings {

	private static final List<String> NUMBERS = List.of("first", "last", "channel", "frame");
	private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

	static {
		DEFAULTS.put("model", ModelFiles.EMBEDDED);
		DEFAULTS.put("prompt", SegmentationSettings.DEFAULT.prompt().toString());
		DEFAULTS.put("mode", SegmentationSettings.DEFAULT.mode().toString());
		DEFAULTS.put("allaxes", Boolean.toString(SegmentationSettings.DEFAULT.allAxes()));
		DEFAULTS.put("window", SegmentationSettings.DEFAULT.window().toString());
		DEFAULTS.put("intensity", RequestedSettings.AUTO);
		NUMBERS.forEach(name -> DEFAULTS.put(name, "0"));
	}

	private final Map<String, String> values;

	NamedSettings() {
		this(DEFAULTS);
	}

	private NamedSettings(final Map<String, String> values) {
		this.values = new LinkedHashMap<>(values);
	}

	/**
	 * Changes one.
	 *
	 * @throws IllegalArgumentException if there is no setting of that name, or the
	 *           value is none that it can have; then nothing has changed
	 */
	void set(final String name, final String value) {
		if (!DEFAULTS.containsKey(name)) throw new IllegalArgumentException("There is no setting '" + name +
			"'. The settings are " + String.join(", ", DEFAULTS.keySet()) + ".");
		final NamedSettings changed = copy();
		changed.values.put(name, value.trim());
		changed.requested();
		if (NUMBERS.contains(name)) changed.number(name);
		values.putAll(changed.values);
	}

	String get(final String name) {
		return values.get(name);
	}

	NamedSettings copy() {
		return new NamedSettings(values);
	}

	/** These settings, but for the slices, channel and frame of others. */
	NamedSettings at(final NamedSettings other) {
		final NamedSettings changed = copy();
		for (final String name : NUMBERS)
			changed.values.put(name, other.get(name));
		return changed;
	}

	/** Those that are not as they are by default, by name. */
	Map<String, String> changed() {
		final Map<String, String> changed = new LinkedHashMap<>(values);
		changed.entrySet().removeAll(DEFAULTS.entrySet());
		return changed;
	}

	private RequestedSettings requested() {
		return RequestedSettings.parse(get("model"), get("prompt"), get("window"), get("intensity")).following(Mode.parse(get(
			"mode")), truth("allaxes"));
	}

	/** The settings for one image and a loaded model. */
	SegmentationSettings settings(final ModelDescriptor model, final ImagePlus image) {
		return requested().with(Axis.XY, model, () -> ImagePlusVolume.displayRange(image));
	}

	/** The part of an image that is meant. */
	ImageSelection selection() {
		return new ImageSelection(number("channel"), number("frame"), number("first"), number("last"));
	}

	private boolean truth(final String name) {
		if (get(name).matches("true|false")) return Boolean.parseBoolean(get(name));
		throw new IllegalArgumentException(name + "=" + get(name) + ": use true or false.");
	}

	private int number(final String name) {
		try {
			return Integer.parseInt(get(name));
		}
		catch (final NumberFormatException e) {
			throw new IllegalArgumentException(name + "=" + get(name) + ": a whole number is needed.", e);
		}
	}
}
