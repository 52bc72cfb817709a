package io.github.volumesam.command;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import io.github.volumesam.ij.ImageLock;
import io.github.volumesam.ij.ImagePlusVolume;
import io.github.volumesam.ij.SegmentedImage;
import io.github.volumesam.ij.SessionReplay;
import io.github.volumesam.ij.TiffFiles;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SessionRecord;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Does a saved session again: the same image, model, prompts and settings give the same labels. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Open Session")
public final class OpenSession extends VolumeSamCommand {

	@Parameter(label = "Session", style = "open", required = false, persist = false,
		description = "A session.json file of Volume SAM.")
	private String session = "";

	@Parameter(label = "Image (title or file; empty: as it was)", required = false, persist = false,
		description = "Empty: the same image among those that are open, else the file that it was opened from.")
	private String image = "";

	@Parameter(label = "Save labels as (empty: no)", style = "save", required = false, persist = false,
		description = "A TIFF file for the label image; what lies there is replaced.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus labels;

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable objects;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		if (session.isBlank()) throw new IllegalArgumentException("There is no session. Name its file: session=FILE.json.");
		final SessionRecord record = SessionRecord.parse(Files.readString(path(session)));
		final ImagePlus source = source(record, progress);
		try (ImageLock lock = new ImageLock(source); Outputs outputs = outputs(output, source)) {
			final SegmentedImage found = SessionReplay.run(record, source, progress);
			if (found.result().cancelledWithNothing()) cancel("Cancelled before anything was found.");
			else {
				write(outputs, output, path -> TiffFiles.save(found.labels(), path));
				labels = found.labels();
				objects = found.objects();
				if (found.result().cancelled()) log().warn("Cancelled; the label image holds what was finished by then.");
				else if (record.run().cancelled()) log().warn("The session was cancelled on its way, this time it went to the " +
					"end; so there may be more in the label image now.");
			}
		}
	}

	private ImagePlus source(final SessionRecord record, final CommandProgress progress) throws IOException {
		if (!image.isBlank()) return OpenImages.find("image", image);
		final List<ImagePlus> open = OpenImages.all();
		for (final ImagePlus candidate : open)
			if (SessionReplay.isSame(record, candidate, progress)) return candidate;
		final String file = record.image().path(), title = record.image().title();
		if (file != null && OpenImages.file(file).isPresent()) return OpenImages.find("image", file);
		// Has changed, then, which is said where it is compared.
		for (final ImagePlus candidate : open)
			if (ImagePlusVolume.title(candidate).equals(title)) return candidate;
		throw new IllegalArgumentException("The image of the session, '" + title + "', is not open" + (file == null ? ""
			: ", and no longer at '" + file + "'") + ". Open it, or name it: image=FILE.");
	}
}
