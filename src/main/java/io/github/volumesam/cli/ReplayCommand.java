package io.github.volumesam.cli;

import ij.ImagePlus;

import io.github.volumesam.ij.ImageFiles;
import io.github.volumesam.ij.SegmentJob;
import io.github.volumesam.ij.SessionReplay;
import io.github.volumesam.onnx.SamModel;
import io.github.volumesam.session.Outputs;
import io.github.volumesam.session.SessionRecord;
import io.github.volumesam.volume.Volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code volume-sam replay}: a session is done again. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = {
	"Does a session again: the same image, model, prompts and settings give the same labels.",
	"Writes the same files as segment.", "" }, footer = { "", "Example:",
		"  volume-sam replay results/brain-session.json --out again" })
final class ReplayCommand implements Callable<Integer> {

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Parameters(paramLabel = "SESSION.json", description = "A session that segment, ImageJ or Fiji has written.")
	private Path session;

	@Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder for the results.")
	private Path out;

	@Option(names = "--image", paramLabel = "IMAGE", description = "The image, if it no longer lies where it lay.")
	private Path image;

	@Option(names = "--threads", paramLabel = "N", defaultValue = "0",
		description = "Threads for the model; default: one per processor.")
	private int threads;

	@Override
	public Integer call() throws IOException {
		final SessionRecord record = SessionRecord.parse(Files.readString(session));
		final String known = record.image().path();
		if (image == null && known == null) throw new IllegalArgumentException("The session does not say where its image '" +
			record.image().title() + "' lies; name it with --image.");
		final Path file = image == null ? Path.of(known) : image;
		final ImagePlus source = ImageFiles.open(file);
		try (Outputs outputs = new Outputs(out); SamModel model = record.openModel(threads)) {
			final Volume volume;
			try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr(), parent.interrupt())) {
				volume = SessionReplay.volume(record, source, progress);
			}
			final SegmentJob job = new SegmentJob(SegmentJob.fileName(source), source, record.image().channel(), record.image()
				.frame(), volume, List.of(ImageFiles.input("image", file)), threads);
			return new SegmentReport(job, parent.interrupt(), spec.commandLine()).run(record.keySlices(), model, record
				.settings(), outputs);
		}
	}
}
