package io.github.volumesam.install;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import io.github.volumesam.Progress;
import io.github.volumesam.model.ModelDescriptor;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.model.ModelException;
import io.github.volumesam.model.ModelFiles;
import io.github.volumesam.model.ModelFolder;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Installed models in one zip file, to bring them to a computer without a network:
 * the folders of the models as they lie in the model folder, and a list of all
 * files with their hashes.
 */
public final class Bundle {

	private static final String LIST = "bundle.json";
	private static final String FORMAT = "volume-sam-bundle-1";
	private static final int LONGEST_LIST = 1 << 20;
	private static final Gson GSON = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

	/** What a bundle says it holds; paths are relative to the model folder. */
	private record Contents(String format, List<ModelFile> files) {}

	/**
	 * What has become of a model of a bundle.
	 *
	 * @param id the model
	 * @param installed false if it was there already
	 */
	public record Imported(String id, boolean installed) {}

	private final ModelFolder folder;

	public Bundle(final ModelStore store) {
		folder = store.folder();
	}

	/**
	 * Writes installed models into a zip file.
	 *
	 * @param ids the models
	 * @param zip gets a new file; give it its name when this has returned
	 * @throws ModelException if a model is not installed or one of its files is damaged
	 */
	public void write(final List<String> ids, final Path zip, final Progress progress) throws IOException {
		final List<ModelFile> files = new ArrayList<>();
		for (final String id : ids) {
			if (id.equals(ModelFiles.EMBEDDED)) throw new ModelException(
				"The embedded model is part of every Volume SAM and needs no bundle.");
			if (!folder.has(id)) throw new ModelException("No model '" + id + "' is installed.");
			files.add(ModelInspection.measure(null, path(id, folder.descriptor(id).getFileName().toString()), folder.path(),
				List.of()));
			for (final ModelFile file : ModelFile.all(folder.describe(id).files())) {
				progress.checkCancelled();
				progress.report(0, 1, "Checking " + id + ", " + file.path());
				final String fault = ModelInspection.fault(file, folder.folder(id));
				if (fault != null) throw new ModelException("The file " + file.path() + " of '" + id + "' is " + fault +
					". Remove the model and install it again.");
				files.add(new ModelFile(null, path(id, file.path()), file.sha256(), file.bytes(), List.of(), List.of()));
			}
		}
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
			// Weights are as good as random.
			out.setLevel(Deflater.NO_COMPRESSION);
			out.putNextEntry(new ZipEntry(LIST));
			out.write(GSON.toJson(new Contents(FORMAT, files)).getBytes(StandardCharsets.UTF_8));
			for (final ModelFile file : files) {
				progress.checkCancelled();
				progress.report(files.indexOf(file), files.size(), "Writing " + file.path());
				out.putNextEntry(new ZipEntry(file.path()));
				Files.copy(folder.path().resolve(file.path()), out);
			}
		}
	}

	/** Paths in zip files have slashes on every system. */
	private static String path(final String id, final String file) {
		return id + "/" + file.replace('\\', '/');
	}

	/**
	 * Installs the models of a bundle.
	 *
	 * @return a row for each model in it
	 * @throws ModelException if the file is no bundle, or something in it is not what
	 *           its list says; then nothing of it is installed
	 */
	public List<Imported> read(final Path zip, final Progress progress) throws IOException {
		try (ZipFile in = new ZipFile(zip.toFile()); Staging staging = new Staging(folder)) {
			final Contents contents = contents(in, zip);
			final Set<String> ids = new LinkedHashSet<>();
			long bytes = 0;
			for (final ModelFile file : contents.files) {
				final String id = file.path() == null ? "" : file.path().replaceFirst("/.*", "");
				if (!ModelFolder.isId(id) || file.sha256() == null || file.bytes() <= 0) throw damaged(zip, file.path());
				ids.add(id);
				bytes += file.bytes();
			}
			DiskSpace.require(folder.path(), bytes);
			for (final ModelFile file : contents.files) {
				progress.checkCancelled();
				progress.report(contents.files.indexOf(file), contents.files.size(), "Reading " + file.path());
				extract(in, file, staging, zip);
			}
			return install(ids, staging, zip);
		}
		catch (final ZipException e) {
			throw new ModelException(zip + " is not a bundle of models, or has not arrived whole (" + e.getMessage() + ").",
				e);
		}
	}

	private static Contents contents(final ZipFile in, final Path zip) throws IOException {
		final ZipEntry list = in.getEntry(LIST);
		if (list == null) throw new ModelException(zip + " is not a bundle of models: it has no " + LIST +
			". Bundles are made with 'volume-sam models export'.");
		try (InputStream stream = in.getInputStream(list)) {
			final Contents contents = GSON.fromJson(new String(stream.readNBytes(LONGEST_LIST), StandardCharsets.UTF_8),
				Contents.class);
			if (contents == null || !FORMAT.equals(contents.format) || contents.files == null) throw new ModelException(zip +
				" is a bundle of another version of Volume SAM.");
			return contents;
		}
		catch (final JsonParseException e) {
			throw damaged(zip, LIST);
		}
	}

	private static void extract(final ZipFile in, final ModelFile file, final Staging staging, final Path zip)
		throws IOException
	{
		final ZipEntry entry = in.getEntry(file.path());
		if (entry == null) throw damaged(zip, file.path());
		final int slash = file.path().indexOf('/');
		if (slash < 0) throw damaged(zip, file.path());
		final Path target;
		try {
			target = Staging.inside(staging.folder(file.path().substring(0, slash)), file.path().substring(slash + 1));
		}
		catch (final ModelException e) {
			throw damaged(zip, file.path());
		}
		Files.createDirectories(target.getParent());
		try (InputStream stream = in.getInputStream(entry); OutputStream out = Files.newOutputStream(target)) {
			// Not more than announced, whatever the zip unpacks to.
			final byte[] buffer = new byte[1 << 16];
			long left = file.bytes();
			for (int n = stream.read(buffer); n >= 0 && left >= 0; n = stream.read(buffer)) {
				left -= n;
				if (left >= 0) out.write(buffer, 0, n);
			}
		}
		if (Files.size(target) != file.bytes() || !ModelInspection.sha256(target).equalsIgnoreCase(file.sha256()))
			throw damaged(zip, file.path());
	}

	private List<Imported> install(final Set<String> ids, final Staging staging, final Path zip) throws IOException {
		for (final String id : ids) {
			final Path place = staging.folder(id);
			final Path json = place.resolve(folder.descriptor(id).getFileName());
			if (!Files.exists(json)) throw damaged(zip, path(id, json.getFileName().toString()));
			final ModelDescriptor descriptor = ModelDescriptor.parse(Files.readString(json), json.getFileName() + " of " + id +
				" in " + zip);
			for (final ModelFile file : ModelFile.all(descriptor.files())) {
				Staging.inside(place, file.path());
				if (ModelInspection.fault(file, place) != null) throw damaged(zip, path(id, file.path()));
			}
		}
		final List<Imported> imported = new ArrayList<>();
		for (final String id : ids) {
			final boolean there = folder.has(id);
			if (there && !folder.describe(id).files().equals(ModelDescriptor.parse(Files.readString(staging.folder(id).resolve(
				folder.descriptor(id).getFileName())), id).files())) throw new ModelException("Another model '" + id +
					"' is installed already. Remove it first.");
			if (!there) staging.install(id);
			imported.add(new Imported(id, !there));
		}
		return imported;
	}

	private static ModelException damaged(final Path zip, final String file) {
		return new ModelException("The bundle " + zip + " is damaged or has been changed: '" + file +
			"' is missing or not what the bundle's list says. Nothing was installed; copy the bundle again.");
	}
}
