package io.github.volumesam.cli;

import io.github.volumesam.ij.ModelTrial;
import io.github.volumesam.install.Bundle;
import io.github.volumesam.install.FileState;
import io.github.volumesam.install.ModelAddition;
import io.github.volumesam.install.ModelRow;
import io.github.volumesam.install.ModelStore;
import io.github.volumesam.model.CatalogueEntry;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.session.Outputs;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code volume-sam models}: which models there are, and how to come by more. */
@Command(name = "models", mixinStandardHelpOptions = true, description = {
	"Lists, downloads, adds, checks and removes models.", "",
	"A model that is installed is named by its ID: volume-sam segment ... --model mobile-sam" }, footer = { "",
		"Examples:", "  volume-sam models list", "  volume-sam models get mobile-sam",
		"  volume-sam models add my_encoder.onnx my_decoder.onnx --id my-model",
		"  volume-sam models export mobile-sam --out models.zip", "",
		"VOLUMESAM_MODELS names the folder for models, VOLUMESAM_MIRROR a server to download them from." })
final class ModelsCommand implements Runnable {

	private static final String MODEL = "ID";
	private static final String MODEL_TEXT = "ID of a model, see 'models list'.";

	@Spec
	private CommandSpec spec;

	@ParentCommand
	private VolumeSam parent;

	@Override
	public void run() {
		throw new ParameterException(spec.commandLine(),
			"Say what to do: list, info, get, add, verify, remove, path, export or import.");
	}

	private PrintWriter out() {
		return spec.commandLine().getOut();
	}

	private ConsoleProgress progress() {
		return new ConsoleProgress(spec.commandLine().getErr(), parent.interrupt());
	}

	@Command(mixinStandardHelpOptions = true, description = "Lists all models, and whether they can be used now.")
	int list() throws IOException {
		final TextTable table = new TextTable("ID", "model", "state", "size", "time/slice", "licence");
		for (final ModelRow row : new ModelStore().list())
			table.row(row.id(), row.name(), row.state(), row.size(), row.speed(), row.licence());
		table.print(out());
		out().println("Times are rough, for the processor of a laptop. To install a model: volume-sam models get ID");
		return 0;
	}

	@Command(mixinStandardHelpOptions = true, description = "Says what a model is, its licence, and where it comes from.")
	int info(@Parameters(paramLabel = MODEL, description = MODEL_TEXT) final String id) throws IOException {
		final ModelStore store = new ModelStore();
		final boolean embedded = id.equals(ModelFiles.EMBEDDED);
		if (!embedded && !store.folder().has(id)) {
			info(store.entry(id));
			return 0;
		}
		final ModelDescriptor model = embedded ? ModelFiles.locate(id).descriptor().orElseThrow() : store.folder().describe(
			id);
		line("Model", model.displayName() + " (" + id + ")");
		line("State", embedded ? "ready, part of Volume SAM" : "installed in " + store.folder().folder(id));
		line("Version", model.version());
		line("Licence", model.licence());
		line("Cite", model.citation());
		line("Source", model.sourceUrl());
		files(model.files());
		return 0;
	}

	private void info(final CatalogueEntry entry) {
		line("Model", entry.displayName() + " (" + entry.id() + ")");
		line("State", entry.isDownloadable() ? "not installed; to install it: volume-sam models get " + entry.id()
			: "not installed; to add it from files: volume-sam models add --id " + entry.id() + " ENCODER.onnx DECODER.onnx");
		line("Version", entry.version());
		line("Size", entry.size().isEmpty() ? null : entry.size());
		line("Time", entry.speed() + " a slice (" + entry.speedBasis() + ")");
		line("Licence", entry.markedLicence() + ", " + entry.licenceUrl());
		line("Cite", entry.citation());
		line("Source", entry.sourceUrl());
		line("Note", entry.notes());
		line("Files", entry.whereToGet());
		files(entry.files());
	}

	private void line(final String name, final String value) {
		if (value != null) out().printf("%-9s %s%n", name, value);
	}

	private void files(final List<ModelFile> files) {
		for (final ModelFile file : ModelFile.all(files)) {
			line("File", file.path() + (file.bytes() > 0 ? String.format(", %d bytes", file.bytes()) : "") + ", SHA-256 " + file
				.sha256());
			file.urls().forEach(url -> line("", url));
		}
	}

	@Command(mixinStandardHelpOptions = true, description = "Downloads a model of the catalogue and installs it.")
	int get(@Parameters(paramLabel = MODEL, description = MODEL_TEXT) final String id,
		@Option(names = "--accept-licence",
			description = "Accept a licence that is not permissive; otherwise you are asked.") final boolean accepted)
		throws IOException
	{
		final ModelStore store = new ModelStore();
		final CatalogueEntry entry = store.entry(id);
		if (entry.isDownloadable() && store.mustAccept(entry)) accept(store, entry, accepted);
		final ModelDescriptor model;
		try (ConsoleProgress progress = progress()) {
			model = store.get(id, progress);
		}
		catch (final CancellationException e) {
			throw new CancellationException("interrupted; what has arrived is kept, and the same command goes on from there.");
		}
		line("Installed", model.displayName() + " in " + store.folder().folder(id));
		line("Licence", entry.markedLicence() + ", " + entry.licenceUrl());
		line("Cite", model.citation());
		line("Use", "--model " + id);
		return 0;
	}

	private void accept(final ModelStore store, final CatalogueEntry entry, final boolean accepted) throws IOException {
		final String licence = entry.displayName() + " comes under " + entry.markedLicence() + ". Read it at " + entry
			.licenceUrl();
		final Console console = System.console();
		if (!accepted && console == null) throw new ModelException(licence +
			", and say that you accept it with --accept-licence. Nothing was downloaded.");
		spec.commandLine().getErr().println(licence);
		if (!accepted && !"yes".equals(console.readLine("Do you accept it? (yes/no) "))) throw new ModelException(
			"Nothing was downloaded, since the licence was not accepted.");
		store.accept(entry);
	}

	@Command(mixinStandardHelpOptions = true, description = {
		"Installs a model from your own files: its encoder and its decoder (.onnx) in any order, or a descriptor (.json).",
		"Shows what the files tell and what had to be guessed, and runs the model once." })
	int add(@Parameters(paramLabel = "FILE", arity = "1..*", description = "The model's files.") final List<Path> files,
		@Option(names = "--id", paramLabel = MODEL,
			description = "ID that the model gets; default: after the encoder's name.") final String id) throws IOException
	{
		final ModelStore store = new ModelStore();
		final List<ModelTrial> trials = new ArrayList<>();
		final ModelAddition.Added added;
		try (ConsoleProgress progress = progress()) {
			added = new ModelAddition(store).add(files, id, model -> trials.add(ModelTrial.of(model, progress)), progress);
		}
		final String name = added.descriptor().id();
		added.found().forEach(text -> line("Detected", text));
		added.guessed().forEach(text -> line("Guessed", text));
		trials.forEach(trial -> line("Trial", trial.toString()));
		line("Installed", added.descriptor().displayName() + " in " + store.folder().folder(name));
		line("Licence", added.descriptor().licence());
		if (!added.guessed().isEmpty()) line("Change", "what was guessed wrongly in " + store.folder().descriptor(name));
		line("Use", "--model " + name);
		return 0;
	}

	@Command(mixinStandardHelpOptions = true, description = "Reads the files of installed models and checks their hashes.")
	int verify(@Parameters(paramLabel = MODEL, arity = "0..1", description = "A model; default: all.") final String id)
		throws IOException
	{
		final ModelStore store = new ModelStore();
		final List<FileState> states = new ArrayList<>();
		try (ConsoleProgress progress = progress()) {
			for (final String model : id == null ? store.folder().ids() : List.of(id))
				states.addAll(store.verify(model, progress));
		}
		final TextTable table = new TextTable(MODEL, "file", "state");
		for (final FileState state : states)
			table.row(state.model(), state.file(), state.state());
		table.print(out());
		return states.stream().allMatch(FileState::isRight) ? 0 : 1;
	}

	@Command(mixinStandardHelpOptions = true, description = "Deletes an installed model.")
	int remove(@Parameters(paramLabel = MODEL, description = MODEL_TEXT) final String id) throws IOException {
		try (ConsoleProgress progress = progress()) {
			new ModelStore().remove(id, progress);
		}
		line("Removed", id);
		return 0;
	}

	@Command(mixinStandardHelpOptions = true, description = "Says which folder models are installed in.")
	int path() {
		out().println(new ModelStore().folder().path());
		return 0;
	}

	@Command(name = "export", mixinStandardHelpOptions = true,
		description = "Packs installed models into one file, for a computer without a network.")
	int exportModels(@Parameters(paramLabel = MODEL, arity = "1..*", description = "Models.") final List<String> ids,
		@Option(names = "--out", required = true, paramLabel = "FILE.zip", description = "The file.") final Path zip)
		throws IOException
	{
		try (Outputs outputs = new Outputs(zip.toAbsolutePath().getParent()); ConsoleProgress progress = progress()) {
			new Bundle(new ModelStore()).write(ids, outputs.add(zip.getFileName().toString()), progress);
			outputs.commit();
		}
		line("Written", zip.toAbsolutePath().toString());
		return 0;
	}

	@Command(name = "import", mixinStandardHelpOptions = true,
		description = "Installs the models that 'export' has packed.")
	int importModels(@Parameters(paramLabel = "FILE.zip", description = "The file.") final Path zip) throws IOException {
		final List<Bundle.Imported> models;
		try (ConsoleProgress progress = progress()) {
			models = new Bundle(new ModelStore()).read(zip, progress);
		}
		for (final Bundle.Imported model : models)
			line(model.installed() ? "Installed" : "There", model.id() + (model.installed() ? "" : " was installed already"));
		return 0;
	}
}
