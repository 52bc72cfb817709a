package io.github.volumesam.cli;

import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.propagate.KeySlices;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SegmentationResult;
import io.github.volumesam.session.SegmentationSettings;
import io.github.volumesam.session.SegmentedObject;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

import picocli.CommandLine;

/**
 * Runs a segmentation and says on the terminal what came of it.
 *
 * @param job whose files are written
 * @param interrupt the user's wish to stop
 * @param command to whose streams it is said
 */
record SegmentReport(SegmentJob job, Interrupt interrupt, CommandLine command) {

	/** Exit code of a command that Ctrl-C has ended, as shells have it. */
	static final int INTERRUPTED = 130;

	/**
	 * Segments, writes the files and prints a table.
	 *
	 * @return the exit code
	 */
	int run(final List<KeySlices> objects, final SamModel model, final SegmentationSettings settings,
		final Outputs outputs) throws IOException
	{
		final PrintWriter err = command.getErr();
		final SegmentJob.Done done;
		try (ConsoleProgress progress = new ConsoleProgress(err, interrupt)) {
			done = job.run(objects, model, settings, progress);
		}
		catch (final CancellationException e) {
			return interruptedWithNothing();
		}
		final SegmentationResult result = done.result();
		if (result.cancelledWithNothing()) return interruptedWithNothing();
		job.write(done, outputs);
		print(result);
		command.getOut().println("Results in " + outputs.folder() + " (" + String.format(Locale.ROOT, "%.1f", done
			.seconds()) + " s; " + done.session().run().device() + ")");
		if (result.objects().isEmpty()) err.println("volume-sam: no object was found.");
		result.notices().forEach(notice -> err.println("volume-sam: " + notice));
		if (result.cancelled()) {
			err.println("volume-sam: interrupted; what was finished by then has been written.");
			return INTERRUPTED;
		}
		return result.missing().isEmpty() ? 0 : 1;
	}

	private int interruptedWithNothing() {
		command.getErr().println("volume-sam: interrupted before anything was found; nothing has been written.");
		return INTERRUPTED;
	}

	private void print(final SegmentationResult result) {
		final String unit = result.calibration().unit();
		final boolean named = !result.classes().isEmpty();
		final TextTable table = new TextTable(named ? "class" : "object", "voxels", "volume/" + unit + "^3", "slices",
			"ended below", "ended above");
		for (final SegmentedObject object : result.objects()) {
			final var m = object.measurements();
			final boolean empty = object.isEmpty();
			final String name = named ? object.label() + " " + result.classes().get(object.label()) : "" + object.label();
			table.row(name, m.voxels(), String.format(Locale.ROOT, "%.5g", m.volume()), empty ? "none" : m.firstSlice() + 1 +
				"-" + (m.lastSlice() + 1), empty ? "" : object.trace().lowerEnd(), empty ? "" : object.trace().upperEnd());
		}
		table.print(command.getOut());
	}
}
