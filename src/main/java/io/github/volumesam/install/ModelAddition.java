package io.github.volumesam.install;

import io.github.volumesam.Progress;
import io.github.volumesam.model.CatalogueEntry;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.model.OnnxCheck;
import io.github.volumesam.onnx.SamModel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Installs a model from files that the user has. They are copied; files of the
 * catalogue are recognised by their hashes, whatever they are called.
 */
public final class ModelAddition {

	/**
	 * A model that has been added.
	 *
	 * @param descriptor as it is installed
	 * @param found what the files tell, for people
	 * @param guessed what they do not tell and was assumed, for people
	 */
	public record Added(ModelDescriptor descriptor, List<String> found, List<String> guessed) {}

	/** Tries a model before it is installed. */
	@FunctionalInterface
	public interface Trial {

		/** Runs the model; what is thrown keeps it from being installed. */
		void run(SamModel model) throws IOException;
	}

	private final ModelStore store;
	private final ModelFolder folder;

	public ModelAddition(final ModelStore store) {
		this.store = store;
		folder = store.folder();
	}

	/**
	 * Adds a model.
	 *
	 * @param files an encoder and a decoder ({@code .onnx}) in any order, with the files
	 *          that hold their weights unless these lie beside them; or a descriptor
	 *          ({@code .json}) whose files lie beside it
	 * @param id the model's ID; null to take it from the catalogue, the descriptor or
	 *          the encoder's name
	 * @throws ModelException if the files do not make a model that can be used
	 * @throws IOException if a file cannot be read or copied
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public Added add(final List<Path> files, final String id, final Trial trial, final Progress progress)
		throws IOException
	{
		for (final Path file : files)
			if (!Files.isRegularFile(file)) throw new ModelException("There is no file " + file + ".");
		final List<Path> descriptors = ending(files, ".json"), networks = ending(files, ".onnx");
		final boolean described = descriptors.size() == 1 && networks.isEmpty();
		if (!described && (networks.size() != 2 || !descriptors.isEmpty())) throw new ModelException(
			"A model is added from its encoder and its decoder, two .onnx files, or from its descriptor, a .json file; " +
				"given: " + files.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".");
		try (Staging staging = new Staging(folder)) {
			try {
				return described ? addDescribed(descriptors.get(0), id, staging, trial, progress) : addNetworks(networks, files,
					id, staging, trial, progress);
			}
			catch (final ModelException e) {
				throw new ModelException(staging.withoutPath(e.getMessage()), e);
			}
		}
	}

	private static List<Path> ending(final List<Path> files, final String end) {
		return files.stream().filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(end)).toList();
	}

	// -- From a descriptor --

	private Added addDescribed(final Path json, final String id, final Staging staging, final Trial trial,
		final Progress progress) throws IOException
	{
		final ModelDescriptor given = ModelFiles.locate(json.toString()).descriptor().orElseThrow();
		final String name = id == null ? slug(given.id()) : id;
		Staging.refuseInstalled(folder, name);
		final Path place = staging.folder(name);
		final Map<String, Path> sources = new LinkedHashMap<>();
		for (final ModelFile file : ModelFile.all(given.files()))
			sources.put(file.path(), json.resolveSibling(file.path()));
		copy(sources, place, progress);
		final List<ModelFile> files = new ArrayList<>();
		for (final ModelFile file : given.files())
			files.add(measured(file.role(), file.path(), file.externalData().stream().map(ModelFile::path).collect(Collectors
				.toSet()), place));
		final ModelDescriptor descriptor = CatalogueEntry.unknown(name, given.displayName() == null ? name : given
			.displayName()).describe(given, files);
		install(descriptor, staging, trial, progress);
		return new Added(descriptor, List.of("the descriptor " + json.getFileName() + " says all"), List.of());
	}

	// -- From networks --

	private Added addNetworks(final List<Path> networks, final List<Path> files, final String id, final Staging staging,
		final Trial trial, final Progress progress) throws IOException
	{
		progress.report(0, 1, "Reading the files");
		final Optional<CatalogueEntry> known = recognised(networks);
		final String name = id != null ? id : known.map(CatalogueEntry::id).orElse(slug(nameOf(networks)));
		Staging.refuseInstalled(folder, name);
		final CatalogueEntry entry = known.isPresent() && known.get().id().equals(name) ? known.get() : identity(name);
		final Path place = staging.folder(name);
		final Map<String, Path> sources = new LinkedHashMap<>();
		final Map<Path, Set<String>> data = new LinkedHashMap<>();
		for (final Path network : networks) {
			if (sources.put(network.getFileName().toString(), network) != null) throw new ModelException(
				"Both files are called " + network.getFileName() + ". Rename one, for example to decoder.onnx.");
			data.put(network, OnnxCheck.weightsOf(network));
			for (final String weights : data.get(network))
				weightsFile(weights, network, files).ifPresent(file -> sources.put(weights, file));
		}
		copy(sources, place, progress);
		progress.report(0, 1, "Loading the model");
		final Detection detected = Detection.of(place.resolve(networks.get(0).getFileName()), place.resolve(networks.get(1)
			.getFileName()));
		final List<ModelFile> installed = new ArrayList<>();
		for (final Path network : networks)
			installed.add(measured(detected.encoder().endsWith(network.getFileName()) ? FileRole.ENCODER : FileRole.DECODER,
				network.getFileName().toString(), data.get(network), place));
		final ModelDescriptor descriptor = entry.describe(detected.descriptor(), installed);
		install(descriptor, staging, trial, progress);
		return new Added(descriptor, detected.found(), entry.licence() == null ? detected.guessed() : List.of());
	}

	/** The entry of the catalogue whose files these are. */
	private Optional<CatalogueEntry> recognised(final List<Path> networks) {
		final Set<String> hashes = networks.stream().map(ModelInspection::sha256).collect(Collectors.toSet());
		return store.catalogue().entries().stream().filter(entry -> entry.isDownloadable() && entry.files().stream()
			.allMatch(file -> hashes.contains(file.sha256()))).findFirst();
	}

	/** What is known about a model of which the user says that it is this one. */
	private CatalogueEntry identity(final String id) {
		final CatalogueEntry entry = store.catalogue().find(id).orElse(CatalogueEntry.unknown(id, id));
		if (entry.isDownloadable()) throw new ModelException("The catalogue's model '" + id +
			"' has other files than these. Choose another ID for your model.");
		return entry;
	}

	/** Where weights lie; if nowhere, loading the network fails and says so. */
	private static Optional<Path> weightsFile(final String name, final Path network, final List<Path> files) {
		return Stream.concat(files.stream().filter(file -> file.getFileName().toString().equals(name)), Stream.of(network
			.resolveSibling(name))).filter(Files::isRegularFile).findFirst();
	}

	/** A name from the encoder's file, without what all of them have in common. */
	private static String nameOf(final List<Path> networks) {
		for (final Path network : networks) {
			final String name = network.getFileName().toString().toLowerCase(Locale.ROOT).replaceFirst("\\.onnx$", "");
			if (!name.contains("decoder")) return name.replaceFirst("[-_. ]*((image|vision)[-_. ]*)?encoder[-_. ]*", "");
		}
		return "";
	}

	private static String slug(final String name) {
		final String slug = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9.]+", "-").replaceAll("^[-.]+|[-.]+$", "");
		return ModelFolder.isId(slug) ? slug : "my-model";
	}

	// -- Both --

	private static ModelFile measured(final FileRole role, final String name, final Set<String> data, final Path place)
		throws IOException
	{
		final List<ModelFile> weights = new ArrayList<>();
		for (final String file : data)
			weights.add(ModelInspection.measure(null, file, place, List.of()));
		return ModelInspection.measure(role, name, place, weights);
	}

	/** Copies files to names relative to a folder. */
	private static void copy(final Map<String, Path> sources, final Path place, final Progress progress)
		throws IOException
	{
		long bytes = 0;
		for (final Path source : sources.values())
			bytes += Files.size(source);
		DiskSpace.require(place, bytes);
		int done = 0;
		for (final Map.Entry<String, Path> source : sources.entrySet()) {
			progress.checkCancelled();
			progress.report(done++, sources.size(), "Copying " + source.getValue().getFileName());
			final Path target = Staging.inside(place, source.getKey());
			Files.createDirectories(target.getParent());
			Files.copy(source.getValue(), target);
		}
	}

	private void install(final ModelDescriptor descriptor, final Staging staging, final Trial trial,
		final Progress progress) throws IOException
	{
		final Path json = staging.folder(descriptor.id()).resolve(folder.descriptor(descriptor.id()).getFileName());
		ModelStore.write(descriptor, json);
		progress.report(0, 1, "Trying the model");
		try (SamModel model = SamModel.open(json.toString(), 0)) {
			trial.run(model);
		}
		progress.checkCancelled();
		staging.install(descriptor.id());
	}
}
