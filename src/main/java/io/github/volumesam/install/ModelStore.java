package io.github.volumesam.install;

import io.github.volumesam.Progress;
import io.github.volumesam.model.Catalogue;
import io.github.volumesam.model.CatalogueEntry;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;
import io.github.volumesam.model.Setting;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The models that can be used, and those that can be had. */
public final class ModelStore {

	private final ModelFolder folder;
	private final Catalogue catalogue;
	private final Download download;

	/** The user's models, and the catalogue on the class path. */
	public ModelStore() {
		this(ModelFolder.current(), Catalogue.onClassPath(), new Download(new Proxies(System::getenv),
			Download.Patience.DEFAULT));
	}

	ModelStore(final ModelFolder folder, final Catalogue catalogue, final Download download) {
		this.folder = folder;
		this.catalogue = catalogue;
		this.download = download;
	}

	/** Where the models lie. */
	public ModelFolder folder() {
		return folder;
	}

	Catalogue catalogue() {
		return catalogue;
	}

	/** All models: the embedded one, the installed ones, and those of the catalogue that can be installed. */
	public List<ModelRow> list() throws IOException {
		final String chosen = defaultModel();
		final List<ModelRow> rows = new ArrayList<>();
		final ModelDescriptor embedded = ModelFiles.locate(ModelFiles.EMBEDDED).descriptor().orElseThrow();
		rows.add(new ModelRow(ModelFiles.EMBEDDED, embedded.displayName(), ready(ModelFiles.EMBEDDED, chosen), size(embedded
			.files()), embedded.licence(), "less than 1 s"));
		for (final String id : folder.ids())
			rows.add(installed(id, chosen));
		for (final CatalogueEntry entry : catalogue.entries())
			if (!folder.has(entry.id())) rows.add(new ModelRow(entry.id(), entry.displayName(), entry.isDownloadable()
				? "to download" : "to add from files", entry.size(), entry.markedLicence(), speed(entry)));
		return rows;
	}

	private ModelRow installed(final String id, final String chosen) {
		final CatalogueEntry entry = catalogue.find(id).orElse(CatalogueEntry.unknown(id, id));
		try {
			final ModelDescriptor model = folder.describe(id);
			return new ModelRow(id, model.displayName(), ready(id, chosen), size(model.files()), entry.licence() != null ? entry
				.markedLicence() : model.licence() == null ? "" : model.licence(), speed(entry));
		}
		catch (final ModelException e) {
			return new ModelRow(id, entry.displayName(), "damaged", "", entry.markedLicence(), "");
		}
	}

	private static String ready(final String id, final String chosen) {
		return id.equals(chosen) ? ModelRow.READY + ", default" : ModelRow.READY;
	}

	private static String size(final List<ModelFile> files) {
		return CatalogueEntry.megabytes(ModelFile.all(files).stream().mapToLong(ModelFile::bytes).sum());
	}

	private static String speed(final CatalogueEntry entry) {
		return entry.speed() == null ? "" : entry.speed().toString();
	}

	/**
	 * What the catalogue says about a model.
	 *
	 * @throws ModelException if it does not know it; the message lists all
	 */
	public CatalogueEntry entry(final String id) {
		return catalogue.find(id).orElseThrow(() -> new ModelException("The catalogue has no model '" + id + "'. It has " +
			String.join(", ", catalogue.entries().stream().map(CatalogueEntry::id).toList()) + "."));
	}

	/** Whether the user still has to accept a model's licence before it is downloaded. */
	public boolean mustAccept(final CatalogueEntry entry) throws IOException {
		return !entry.permissive() && !StoreSettings.of(folder).acceptedLicences().contains(licence(entry));
	}

	/** Remembers that the user has accepted a model's licence. */
	public void accept(final CatalogueEntry entry) throws IOException {
		StoreSettings.update(folder, settings -> settings.withLicence(licence(entry)));
	}

	private static String licence(final CatalogueEntry entry) {
		return entry.id() + ": " + entry.licence();
	}

	/**
	 * Downloads a model of the catalogue and installs it. What another process has
	 * begun is waited for; what was broken off is taken up again.
	 *
	 * @return the installed model
	 * @throws ModelException if the model cannot be downloaded, its licence has not been
	 *           accepted, or it is not of a kind that can be used
	 * @throws IOException if the download fails
	 * @throws java.util.concurrent.CancellationException if the user cancels
	 */
	public ModelDescriptor get(final String id, final Progress progress) throws IOException {
		final CatalogueEntry entry = entry(id);
		if (!entry.isDownloadable()) throw new ModelException(entry.displayName() +
			" cannot be downloaded from here, since the hashes of its files are not known. Get its files yourself and add " +
			"them under the ID " + id + ". " + entry.whereToGet() + ".");
		if (mustAccept(entry)) throw new ModelException("The licence of " + entry.displayName() + ", " + entry
			.markedLicence() + ", has to be accepted before the download. Read it at " + entry.licenceUrl() + ".");
		try (FolderLock lock = FolderLock.acquire(folder, id, progress)) {
			if (folder.has(id)) return folder.describe(id);
			final Path place = Files.createDirectories(folder.folder(id));
			final List<ModelFile> files = ModelFile.all(entry.files());
			DiskSpace.require(place, missing(files, place));
			long done = 0;
			final long total = Math.max(files.stream().mapToLong(ModelFile::bytes).sum(), entry.megabytes() * 1_000_000L);
			for (final ModelFile file : files) {
				final Path target = place.resolve(file.path());
				download.fetch(file, sources(id, file), target, part(progress, done, total));
				done += Files.size(target);
			}
			return describe(entry, place);
		}
	}

	private static long missing(final List<ModelFile> files, final Path place) throws IOException {
		long bytes = 0;
		for (final ModelFile file : files)
			for (final Path there : List.of(place.resolve(file.path()), Download.part(place.resolve(file.path()))))
				bytes -= Files.exists(there) ? Files.size(there) : 0;
		return bytes + files.stream().mapToLong(ModelFile::bytes).sum();
	}

	/** A mirror has the layout of a model folder: one of those can be handed out by any web server. */
	private static List<URI> sources(final String id, final ModelFile file) {
		final String mirror = Setting.MIRROR.value().orElse(null);
		if (mirror == null) return file.urls().stream().map(URI::create).toList();
		try {
			final URI source = new URI(mirror.replaceFirst("/+$", "") + "/" + id + "/" + file.path());
			if (source.getHost() != null && source.getScheme().matches("https?")) return List.of(source);
		}
		catch (final URISyntaxException e) {
			throw new ModelException(mirrorFault(mirror), e);
		}
		throw new ModelException(mirrorFault(mirror));
	}

	private static String mirrorFault(final String mirror) {
		return Setting.MIRROR.variable() + " is '" + mirror + "', which is not a web address such as https://server/models.";
	}

	private static Progress part(final Progress whole, final long before, final long total) {
		return new Progress() {

			@Override
			public void report(final long done, final long ofFile, final String message) {
				whole.report(before + done, Math.max(total, before + ofFile), message);
			}

			@Override
			public boolean isCancelled() {
				return whole.isCancelled();
			}
		};
	}

	private ModelDescriptor describe(final CatalogueEntry entry, final Path place) throws IOException {
		final Detection detected;
		try {
			detected = Detection.of(place.resolve(file(entry, FileRole.ENCODER)), place.resolve(file(entry,
				FileRole.DECODER)));
		}
		catch (final ModelException e) {
			throw new ModelException("The files of " + entry.displayName() + " have arrived whole, in " + place +
				", but this version of Volume SAM cannot use them: " + e.getMessage(), e);
		}
		final List<ModelFile> files = new ArrayList<>();
		for (final ModelFile file : entry.files())
			files.add(ModelInspection.measured(file, place));
		final ModelDescriptor descriptor = entry.describe(detected.descriptor(), files);
		write(descriptor, folder.descriptor(entry.id()));
		return descriptor;
	}

	private static String file(final CatalogueEntry entry, final FileRole role) {
		return entry.files().stream().filter(file -> file.role() == role).findFirst().orElseThrow(() -> new ModelException(
			"The catalogue names no " + role + " of " + entry.displayName() + ".")).path();
	}

	/** Writes a descriptor, completely or not at all. */
	static void write(final ModelDescriptor descriptor, final Path target) throws IOException {
		final Path part = Download.part(target);
		Files.writeString(part, descriptor.toJson());
		Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Reads all files of an installed model and compares their hashes.
	 *
	 * @throws ModelException if it is not installed
	 */
	public List<FileState> verify(final String id, final Progress progress) throws IOException {
		refuseMissing(id);
		final List<FileState> states = new ArrayList<>();
		final List<ModelFile> files = ModelFile.all(folder.describe(id).files());
		for (final ModelFile file : files) {
			progress.checkCancelled();
			progress.report(states.size(), files.size(), "Checking " + id + ", " + file.path());
			final String fault = ModelInspection.fault(file, folder.folder(id));
			states.add(new FileState(id, file.path(), fault == null ? "right" : fault, fault == null));
		}
		return states;
	}

	/**
	 * Deletes an installed model.
	 *
	 * @throws ModelException if it is not installed
	 */
	public void remove(final String id, final Progress progress) throws IOException {
		if (id.equals(ModelFiles.EMBEDDED)) throw new ModelException(
			"The embedded model is part of Volume SAM and cannot be removed.");
		try (FolderLock lock = FolderLock.acquire(folder, id, progress)) {
			refuseMissing(id);
			// Without its descriptor it is no longer installed, even if a file cannot be deleted because it is in use.
			Files.delete(folder.descriptor(id));
			Staging.delete(folder.folder(id));
		}
		StoreSettings.update(folder, settings -> id.equals(settings.defaultModel()) ? settings.withDefaultModel(null)
			: settings);
	}

	private void refuseMissing(final String id) {
		if (!folder.has(id)) throw new ModelException("No model '" + id + "' is installed. Installed: " + (folder.ids()
			.isEmpty() ? "none besides the embedded one" : String.join(", ", folder.ids())) + ".");
	}

	/** The model that dialogs offer first. */
	public String defaultModel() throws IOException {
		final String chosen = StoreSettings.of(folder).defaultModel();
		return chosen != null && folder.has(chosen) ? chosen : ModelFiles.EMBEDDED;
	}

	/**
	 * Chooses the model that dialogs offer first.
	 *
	 * @throws ModelException if it is not installed
	 */
	public void setDefaultModel(final String id) throws IOException {
		if (!id.equals(ModelFiles.EMBEDDED)) refuseMissing(id);
		StoreSettings.update(folder, settings -> settings.withDefaultModel(id));
	}
}
