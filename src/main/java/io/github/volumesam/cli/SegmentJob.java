package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.ij.ResultFiles;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.InputFile;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.Segmentation;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentedObject;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.session.Software;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import picocli.CommandLine;

/**
 * A segmentation whose results are written to files.
 *
 * @param source the image
 * @param channel from 1; 0 where none was chosen
 * @param frame from 1
 * @param volume that channel and frame
 * @param inputs the files that were read
 * @param threads as the user asked for them
 */
record SegmentJob(ImagePlus source, int channel, int frame, Volume volume, List<InputFile> inputs, int threads) {

	/** Exit code of a command that Ctrl-C has ended, as shells have it. */
	static final int INTERRUPTED = 130;

	/** Segments, writes the six files and prints a table. */
	int run(final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings,
		final Outputs outputs, final Interrupt interrupt, final CommandLine command) throws IOException
	{
		final PrintWriter err = command.getErr();
		final Instant start = Instant.now();
		final SessionRecord.Image image;
		final SegmentationResult result;
		try (ConsoleProgress progress = new ConsoleProgress(err, interrupt)) {
			image = SessionRecord.Image.of(volume, path(), channel, frame, progress);
			result = Segmentation.run(volume, objects, model, settings, progress);
		}
		catch (final CancellationException e) {
			return interruptedEmpty(err);
		}
		if (result.cancelledWithNothing()) return interruptedEmpty(err);
		final double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
		final SessionRecord record = SessionRecord.of(inputs, image, model.descriptor(), objects, result,
			new SessionRecord.Run(start.truncatedTo(ChronoUnit.SECONDS).toString(), seconds, threads, result.cancelled(),
				Software.running()));
		ResultFiles.write(source, volume, result, record, outputs);
		print(result, command.getOut());
		command.getOut().println("Results in " + outputs.folder() + " (" + String.format(Locale.ROOT, "%.1f", seconds) +
			" s)");
		for (final SegmentedObject object : result.missing())
			err.println("volume-sam: object " + object.label() + ": nothing was found" + (result.cancelled()
				? " before the interruption." : ". Check that its prompt fits it tightly."));
		if (result.cancelled()) {
			err.println("volume-sam: interrupted; what was finished by then has been written.");
			return INTERRUPTED;
		}
		return result.missing().isEmpty() ? 0 : 1;
	}

	/** What a command says and returns that has been interrupted with nothing to show. */
	static int interruptedEmpty(final PrintWriter err) {
		err.println("volume-sam: interrupted before anything was found; nothing has been written.");
		return INTERRUPTED;
	}

	/** Where the image lies; null if it is the sample. */
	private String path() {
		return inputs.stream().filter(input -> input.role().equals("image")).map(InputFile::path).findFirst().orElse(null);
	}

	private static void print(final SegmentationResult result, final PrintWriter out) {
		final String unit = result.calibration().unit();
		final TextTable table = new TextTable("object", "voxels", "volume/" + unit + "^3", "slices", "ended below",
			"ended above");
		for (final SegmentedObject object : result.objects()) {
			final var m = object.measurements();
			final boolean empty = object.isEmpty();
			table.row(object.label(), m.voxels(), String.format(Locale.ROOT, "%.5g", m.volume()), empty ? "none" : m
				.firstSlice() + 1 + "-" + (m.lastSlice() + 1), empty ? "" : object.trace().lowerEnd(), empty ? "" : object
					.trace().upperEnd());
		}
		table.print(out);
	}
}
