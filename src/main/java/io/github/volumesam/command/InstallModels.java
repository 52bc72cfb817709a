package io.github.volumesam.command;

import ij.measure.ResultsTable;

import io.github.volumesam.Csv;
import io.github.volumesam.ij.CsvTable;
import io.github.volumesam.ij.ModelTrial;
import io.github.volumesam.install.Bundle;
import io.github.volumesam.install.FileState;
import io.github.volumesam.install.ModelAddition;
import io.github.volumesam.install.ModelAddition.Added;
import io.github.volumesam.install.ModelRow;
import io.github.volumesam.install.ModelStore;
import io.github.volumesam.model.CatalogueEntry;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.session.Outputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Which models there are; downloads, adds, checks and removes them, and chooses the one that dialogs offer. */
@Plugin(type = Command.class, headless = true, menuPath = "Plugins>Volume SAM>Volume SAM Models")
public final class InstallModels extends VolumeSamCommand {

	@Parameter(label = "Action", choices = { "list", "download", "add", "verify", "remove", "default" }, required = false,
		persist = false, description = "list all; download, add, verify or remove one; or make it the default of dialogs.")
	private String action = "list";

	@Parameter(label = "Model (ID in the list)", required = false, persist = false,
		description = "ID of a model as the list shows it, such as mobile-sam; for add, the ID that it gets.")
	private String model = "";

	@Parameter(label = "Add encoder, descriptor or bundle", style = "open", required = false, persist = false,
		description = "For add: the encoder's .onnx file, or a descriptor (.json), or a bundle (.zip) of models.")
	private String file = "";

	@Parameter(label = "Add decoder", style = "open", required = false, persist = false,
		description = "For add: the decoder's .onnx file.")
	private String decoder = "";

	@Parameter(label = "I accept the licence", required = false, persist = false,
		description = "For download: accept a licence that is not permissive.")
	private boolean acceptlicence;

	@Parameter(label = "Save table as (empty: do not save)", style = "save", required = false, persist = false,
		description = "A .csv file.")
	private String output = "";

	@Parameter(type = ItemIO.OUTPUT)
	private ResultsTable models;

	@Override
	void execute(final CommandProgress progress) throws IOException {
		try (Outputs outputs = outputs(output)) {
			final String table = table(new ModelStore(), progress);
			write(outputs, output, path -> Files.writeString(path, table));
			models = CsvTable.of(table);
		}
	}

	/** Does what is asked for; says how things are then. */
	private String table(final ModelStore store, final CommandProgress progress) throws IOException {
		return switch (action.trim()) {
			case "list" -> ModelRow.csv(store.list());
			case "download" -> download(store, progress);
			case "add" -> add(store, progress);
			case "verify" -> verify(store, progress);
			case "remove" -> {
				store.remove(id(), progress);
				yield ModelRow.csv(store.list());
			}
			case "default" -> {
				store.setDefaultModel(id());
				LastUse.forget(DefaultModel.PARAMETER);
				yield ModelRow.csv(store.list());
			}
			default -> throw new IllegalArgumentException("action=" + action +
				": use list, download, add, verify, remove or default.");
		};
	}

	private String id() {
		if (model.isBlank()) throw new IllegalArgumentException(action +
			" needs the ID of a model, such as model=mobile-sam; action=list shows all.");
		return model.trim();
	}

	private String download(final ModelStore store, final CommandProgress progress) throws IOException {
		final CatalogueEntry entry = store.entry(id());
		if (entry.isDownloadable() && store.mustAccept(entry)) {
			if (!acceptlicence) throw new IllegalArgumentException(entry.displayName() + " comes under " + entry
				.markedLicence() + ". Read it at " + entry.licenceUrl() +
				", then download again with 'I accept the licence' (acceptlicence). Nothing was downloaded.");
			store.accept(entry);
		}
		final ModelDescriptor installed = store.get(entry.id(), progress);
		log().info("Installed " + installed.displayName() + ", licence " + entry.markedLicence() + ". Please cite: " +
			installed.citation());
		return ModelRow.csv(store.list());
	}

	private String add(final ModelStore store, final CommandProgress progress) throws IOException {
		if (file.isBlank()) throw new IllegalArgumentException(
			"add needs files: file=ENCODER.onnx decoder=DECODER.onnx, or file=DESCRIPTOR.json, or file=BUNDLE.zip.");
		final List<Path> files = new ArrayList<>(List.of(path(file)));
		if (file.toLowerCase(Locale.ROOT).trim().endsWith(".zip")) {
			new Bundle(store).read(files.get(0), progress);
			return ModelRow.csv(store.list());
		}
		if (!decoder.isBlank()) files.add(path(decoder));
		final List<ModelTrial> trials = new ArrayList<>();
		final Added added = new ModelAddition(store).add(files, model.isBlank() ? null : model.trim(), network -> trials.add(
			ModelTrial.of(network, progress)), progress);
		return report(added, trials, store);
	}

	/** What was found, guessed and tried, a line each. */
	private static String report(final Added added, final List<ModelTrial> trials, final ModelStore store) {
		final StringBuilder csv = new StringBuilder(Csv.row("What", "Says"));
		csv.append(Csv.row("Installed", added.descriptor().id()));
		added.found().forEach(text -> csv.append(Csv.row("Detected", text)));
		added.guessed().forEach(text -> csv.append(Csv.row("Guessed", text)));
		trials.forEach(trial -> csv.append(Csv.row("Trial", trial.toString())));
		return csv.append(Csv.row("Descriptor", store.folder().descriptor(added.descriptor().id()).toString()))
			.toString();
	}

	private String verify(final ModelStore store, final CommandProgress progress) throws IOException {
		final List<FileState> states = new ArrayList<>();
		for (final String id : model.isBlank() ? store.folder().ids() : List.of(id()))
			states.addAll(store.verify(id, progress));
		for (final FileState state : states)
			if (!state.isRight()) log().warn(state.model() + ", " + state.file() + ": " + state.state() +
				". Remove the model and install it again.");
		return FileState.csv(states);
	}
}
