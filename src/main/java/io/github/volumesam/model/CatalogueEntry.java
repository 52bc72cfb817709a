package io.github.volumesam.model;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;

import io.github.volumesam.model.ModelDescriptor.ModelFile;

import java.util.List;
import java.util.Locale;

/**
 * A model that is known by name (models.md A7): what it is, under which licence it
 * may be used, and where its files come from. How it wants to be asked is read from
 * the files when they are there.
 *
 * @param id short name, by which a user asks for it
 * @param displayName name for people
 * @param family name of the architecture
 * @param version of the files; null if unknown
 * @param licence name of the licence of the weights
 * @param licenceUrl where the licence can be read
 * @param permissive whether the licence lets everybody use the model for everything
 * @param nonCommercial whether the licence forbids commercial use
 * @param citation what to cite
 * @param sourceUrl where the model comes from
 * @param speed how long a slice takes, roughly
 * @param speedBasis what {@code speed} rests on
 * @param megabytes size of all files where the exact one is not known; else 0
 * @param notes what a user should know before choosing it; null if there is nothing
 * @param whereToGet how to come by the files of a model that cannot be downloaded
 * @param files the model's files with their hashes; empty if no hashes are known,
 *          and the model can only be added from files
 * @param preset the name of a {@link Preset} that says what the files do not tell;
 *          null if they tell all
 */
public record CatalogueEntry(String id, String displayName, String family, String version, String licence,
	String licenceUrl, boolean permissive, boolean nonCommercial, String citation, String sourceUrl, Speed speed,
	String speedBasis, int megabytes, String notes, String whereToGet, List<ModelFile> files, String preset)
{

	private static final Gson GSON = new Gson();

	/** Rough classes of the time that a slice takes on the processor of a laptop. */
	public enum Speed {
		@SerializedName("about 1 s")
		SECOND("about 1 s"),
		@SerializedName("1 to 5 s")
		SECONDS("1 to 5 s"),
		@SerializedName("5 to 20 s")
		TENS_OF_SECONDS("5 to 20 s"),
		@SerializedName("more than 20 s")
		LONGER("more than 20 s");

		private final String text;

		Speed(final String text) {
			this.text = text;
		}

		@Override
		public String toString() {
			return text;
		}
	}

	public CatalogueEntry {
		files = files == null ? List.of() : List.copyOf(files);
	}

	/** An entry for a model that the catalogue does not know. */
	public static CatalogueEntry unknown(final String id, final String displayName) {
		return new CatalogueEntry(id, displayName, null, null, null, null, false, false, null, null, null, null, 0, null, null,
			null, null);
	}

	/**
	 * Reads an entry.
	 *
	 * @param origin what messages call it
	 * @throws ModelException if it is not complete
	 */
	static CatalogueEntry parse(final String json, final String origin) {
		final CatalogueEntry entry;
		try {
			entry = GSON.fromJson(json, CatalogueEntry.class);
		}
		catch (final JsonParseException e) {
			throw new ModelException(origin + " is not an entry of the catalogue: " + e.getMessage(), e);
		}
		if (entry == null || entry.id == null || !ModelFolder.isId(entry.id) || entry.displayName == null ||
			entry.licence == null || entry.licenceUrl == null || entry.citation == null || entry.sourceUrl == null ||
			entry.speed == null) throw new ModelException(origin + " is not a complete entry of the catalogue.");
		if (entry.files.isEmpty() == (entry.whereToGet == null)) throw new ModelException(origin +
			" must have either files or whereToGet.");
		for (final ModelFile file : ModelFile.all(entry.files))
			if (file.path() == null || file.sha256() == null || file.urls().isEmpty()) throw new ModelException(origin +
				": each file needs a path, a SHA-256 and a URL.");
		return entry;
	}

	/** Whether the model can be downloaded; otherwise it can only be added from files. */
	public boolean isDownloadable() {
		return !files.isEmpty();
	}

	/** The size of all files, for people; empty if it is not known. */
	public String size() {
		final List<ModelFile> all = ModelFile.all(files);
		if (!all.isEmpty() && all.stream().allMatch(file -> file.bytes() > 0)) return megabytes(all.stream().mapToLong(
			ModelFile::bytes).sum());
		return megabytes > 0 ? "about " + megabytes + " MB" : "";
	}

	/** A number of bytes for people. */
	public static String megabytes(final long bytes) {
		return bytes < 1_000_000 ? String.format(Locale.ROOT, "%,d bytes", bytes) : String.format(Locale.ROOT, "%,d MB", Math
			.round(bytes / 1e6));
	}

	/** The licence with a mark if it forbids commercial use; empty if it is not known. */
	public String markedLicence() {
		return licence == null ? "" : nonCommercial ? licence + ", NON-COMMERCIAL" : licence;
	}

	/**
	 * Completes what was detected from a model's files with what only the catalogue
	 * knows.
	 *
	 * @param detected as {@link ContractDetection} returns it
	 * @param installed the files with their hashes, relative to the descriptor
	 */
	public ModelDescriptor describe(final ModelDescriptor detected, final List<ModelFile> installed) {
		final String origin = "The descriptor of " + id;
		final JsonObject identity = new JsonObject();
		identity.addProperty("id", id);
		identity.addProperty("displayName", displayName);
		if (family != null) identity.addProperty("family", family);
		if (version != null) identity.addProperty("version", version);
		if (licence != null) identity.addProperty("licence", licence);
		if (citation != null) identity.addProperty("citation", citation);
		if (sourceUrl != null) identity.addProperty("sourceUrl", sourceUrl);
		identity.add("files", GSON.toJsonTree(installed));
		return (preset == null ? detected : Preset.named(preset).applyTo(detected)).changed(identity, origin);
	}
}
