package io.github.volumesam.cli;

import io.github.volumesam.onnx.NativeLibraryException;
import io.github.volumesam.session.Failure;
import io.github.volumesam.session.Software;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code volume-sam}. */
@Command(name = "volume-sam", mixinStandardHelpOptions = true, versionProvider = VolumeSam.Version.class,
	description = "Segments objects in 3D with a Segment Anything model: a box on one slice becomes a 3D label image.",
	subcommands = { SegmentCommand.class, ReplayCommand.class, EvaluateCommand.class, StudyCommand.class,
		PriorsCommand.class, InfoCommand.class, ModelsCommand.class, DemoCommand.class }, footer = { "",
		"Examples:", "  volume-sam demo", "  volume-sam segment brain.tif --out results --box 40,52,61,30,24",
		"  volume-sam segment ct-folder --out results --rois RoiSet.zip --intensity window:40,400",
		"  volume-sam evaluate results/brain-labels.tif truth.tif", "",
		"Exit codes: 0 all went well, 1 something went wrong, 2 the command was not understood,",
		"130 interrupted (what was finished is written)." })
public final class VolumeSam implements Runnable {

	@Spec
	private CommandSpec spec;

	private final Interrupt interrupt;

	VolumeSam(final Interrupt interrupt) {
		this.interrupt = interrupt;
	}

	public static void main(final String[] args) {
		if (System.getProperty("java.awt.headless") == null) System.setProperty("java.awt.headless", "true");
		// A download goes through the proxy that the operating system has been told of.
		if (System.getProperty("java.net.useSystemProxies") == null) System.setProperty("java.net.useSystemProxies", "true");
		final PrintStream out = System.out;
		// What libraries print must not get between the results.
		System.setOut(System.err);
		final Interrupt interrupt = Interrupt.onShutdown();
		int exitCode = 1;
		try {
			exitCode = commandLine(interrupt, new PrintWriter(out, true), new PrintWriter(System.err, true)).execute(args);
		}
		catch (final OutOfMemoryError e) {
			System.err.println("volume-sam: Java ran out of memory (" + (Runtime.getRuntime().maxMemory() >> 20) +
				" MB). Give it more, for example: JAVA_OPTS=-Xmx8g volume-sam ...");
		}
		finally {
			System.setOut(out);
			interrupt.finished();
		}
		if (exitCode != 0) System.exit(exitCode);
	}

	static CommandLine commandLine(final Interrupt interrupt, final PrintWriter out, final PrintWriter err) {
		return new CommandLine(new VolumeSam(interrupt)).setOut(out).setErr(err).setUsageHelpWidth(120)
			.setParameterExceptionHandler(VolumeSam::misunderstood).setExecutionExceptionHandler(VolumeSam::failed);
	}

	Interrupt interrupt() {
		return interrupt;
	}

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(),
			"Say what to do: segment, replay, evaluate, study, priors, info, models or demo.");
	}

	private static int misunderstood(final ParameterException e, final String[] args) {
		final CommandLine command = e.getCommandLine();
		command.getErr().println("volume-sam: " + e.getMessage());
		command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
		return command.getCommandSpec().exitCodeOnInvalidInput();
	}

	private static int failed(final Exception e, final CommandLine command, final ParseResult parsed) {
		command.getErr().println("volume-sam: " + Failure.message(e));
		if (!Failure.isExpected(e)) e.printStackTrace(command.getErr());
		return e instanceof CancellationException ? SegmentReport.INTERRUPTED : command.getCommandSpec()
			.exitCodeOnExecutionException();
	}

	static final class Version implements IVersionProvider {

		@Override
		public String[] getVersion() {
			final Software software;
			try {
				software = Software.running();
			}
			catch (final NativeLibraryException e) {
				return new String[] { "Volume SAM " + Software.version(), e.getMessage() };
			}
			return new String[] { "Volume SAM " + software.volumeSam(), "ONNX Runtime " + software.onnxRuntime(), "Java " +
				software.java() + ", " + software.system() };
		}
	}
}
