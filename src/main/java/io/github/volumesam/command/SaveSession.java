package io.github.volumesam.command;

import ij.ImagePlus;

import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.LabelImages;
import io.github.volumesam.ij.SessionReplay;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SessionRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Writes what a label image was made from, so that <i>Volume SAM Open Session</i> can do it again. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Save Session")
public final class SaveSession extends VolumeSamCommand {

	@Parameter(required = false, persist = false,
		description = "A label image that Volume SAM made, or an image: then the last label image made of it.")
	private ImagePlus labels;

	@Parameter(label = "Save session as", style = "save", required = false, persist = false,
		description = "A .json file; what lies there is replaced.")
	private String output = "";

	@Override
	void execute(final CommandProgress progress) throws IOException {
		if (output.isBlank()) throw new IllegalArgumentException("There is no name for the session: output=FILE.json.");
		final ImagePlus chosen = chosen();
		final SessionRecord session = LabelImages.session(chosen).orElseThrow();
		try (Outputs outputs = outputs(output)) {
			write(outputs, output, path -> Files.writeString(path, session.toJson()));
		}
		if (chosen != labels) log().info("The session of '" + chosen.getTitle() + "' has been saved.");
	}

	/** The chosen image, or the last label image that was made of it. */
	private ImagePlus chosen() {
		if (labels != null && LabelImages.session(labels).isPresent()) return labels;
		final List<ImagePlus> open = new ArrayList<>(OpenImages.all());
		Collections.reverse(open);
		for (final ImagePlus candidate : open) {
			final Optional<SessionRecord> session = LabelImages.session(candidate);
			if (session.isPresent() && (labels == null || isMadeOf(labels, session.get()))) return candidate;
		}
		throw new IllegalArgumentException((labels == null ? "No label image that Volume SAM made is open" : "'" + labels
			.getTitle() + "' is no label image that Volume SAM made, and none that was made of it is open") +
			". A session belongs to a label image; make one, or open one that was saved as TIFF.");
	}

	private static boolean isMadeOf(final ImagePlus image, final SessionRecord session) {
		return SessionReplay.mayBe(session, image) && ImagePlusVolume.title(image).equals(session.image().title());
	}
}
