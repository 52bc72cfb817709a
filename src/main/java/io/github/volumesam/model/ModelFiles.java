package io.github.volumesam.model;

import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelDescriptor.ModelFile;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the files of a model lie. Nothing is loaded before its size and, where the
 * descriptor has one, its SHA-256 are right.
 *
 * @param descriptor what the descriptor says; empty if the user named the ONNX
 *          files themselves
 * @param encoder the encoder's file
 * @param decoder the decoder's file
 * @param sides what the model needs besides
 * @param preset how the user wants the model to be treated; null if as it is
 *          recognised
 */
public record ModelFiles(Optional<ModelDescriptor> descriptor, Source encoder, Source decoder, List<Side> sides,
	Preset preset)
{

	/** What a user writes for the model that is packed into the plugin. */
	public static final String EMBEDDED = "embedded";

	private static final String EMBEDDED_FOLDER = "/io/github/volumesam/models/embedded/";

	/**
	 * One file: on disk, or on the class path.
	 *
	 * @param name what messages call it
	 * @param path where it lies on disk; null if it lies on the class path
	 * @param resource where it lies on the class path; null if it lies on disk
	 */
	public record Source(String name, Path path, String resource) {

		public InputStream open() throws IOException {
			if (path != null) return Files.newInputStream(path);
			final InputStream in = ModelFiles.class.getResourceAsStream(resource);
			if (in == null) throw new ModelException("The embedded model is missing from this installation (" + resource +
				"). Install Volume SAM again.");
			return in;
		}

		/** The whole file. */
		public byte[] bytes() {
			try (InputStream in = open()) {
				return in.readAllBytes();
			}
			catch (final IOException e) {
				throw new UncheckedIOException("Cannot read " + name + ": " + e.getMessage(), e);
			}
		}
	}

	/**
	 * A file that a model needs besides encoder and decoder.
	 *
	 * @param role what it holds
	 * @param source where it lies
	 */
	public record Side(FileRole role, Source source) {}

	/**
	 * Finds the files of a model and checks them.
	 *
	 * @param spec {@code embedded}, the ID of an installed model, the path of a
	 *          descriptor ending in {@code .json}, or {@code ENCODER.onnx,DECODER.onnx},
	 *          where the decoder may be followed by a network that reads the prompt
	 *          ({@code .onnx}), an array that the decoder takes ({@code .npy}), and the
	 *          name of a {@link Preset}
	 * @throws ModelException if a file is missing, empty or not the expected one, or the
	 *           model is not installed, or the preset not known
	 */
	public static ModelFiles locate(final String spec) {
		final String text = spec.trim();
		if (text.equals(EMBEDDED)) return embedded();
		try {
			if (text.endsWith(".json")) return described(Path.of(text));
			if (text.indexOf(',') > 0) return named(text.split(","));
		}
		catch (final InvalidPathException e) {
			throw new ModelException("'" + e.getInput() + "' is not a file name: " + e.getReason(), e);
		}
		final ModelFolder folder = ModelFolder.current();
		if (folder.has(text)) return described(folder.descriptor(text));
		throw notInstalled(text, folder);
	}

	/**
	 * A model of two files of which nothing is known.
	 *
	 * @throws ModelException if one is missing or empty
	 */
	public static ModelFiles of(final Path encoder, final Path decoder) {
		final ModelFiles files = new ModelFiles(Optional.empty(), onDisk(encoder), onDisk(decoder), List.of(), null);
		present(files.encoder);
		present(files.decoder);
		return files;
	}

	private static ModelException notInstalled(final String id, final ModelFolder folder) {
		final Catalogue catalogue = Catalogue.onClassPath();
		final CatalogueEntry entry = catalogue.find(id).orElse(null);
		if (entry == null) {
			final List<String> installed = Stream.concat(Stream.of(EMBEDDED), folder.ids().stream()).toList();
			final List<String> others = catalogue.entries().stream().map(CatalogueEntry::id).filter(other -> !installed
				.contains(other)).toList();
			return new ModelException("'" + id + "' names no model. Models that can be used now: " + String.join(", ",
				installed) + "; models that can be installed: " + String.join(", ", others) +
				"; or write the path of a descriptor (MODEL.json) or of two ONNX files (ENCODER.onnx,DECODER.onnx).");
		}
		final String how = entry.isDownloadable() ? "To install it (" + entry.size() +
			"), choose 'download' in Plugins > Volume SAM > Volume SAM Models, or run: volume-sam models get " + id
			: "It has to be added from files: choose 'add' in Plugins > Volume SAM > Volume SAM Models, or run: volume-sam " +
				"models add --id " + id + " ENCODER.onnx DECODER.onnx; 'volume-sam models info " + id +
				"' says where the files are";
		return new ModelException("The model " + entry.displayName() + " ('" + id + "') is not installed. " + how +
			". The model 'embedded' works now.");
	}

	private static ModelFiles named(final String[] parts) {
		final ModelFiles networks = of(Path.of(parts[0].trim()), Path.of(parts[1].trim()));
		final List<Side> sides = new ArrayList<>();
		Preset preset = null;
		for (int i = 2; i < parts.length; i++) {
			final String part = parts[i].trim();
			if (part.endsWith(".onnx") || part.endsWith(".npy")) {
				final Source source = onDisk(Path.of(part));
				present(source);
				sides.add(new Side(part.endsWith(".npy") ? FileRole.IMAGE_PE : FileRole.PROMPT_ENCODER, source));
			}
			else preset = Preset.named(part);
		}
		return new ModelFiles(Optional.empty(), networks.encoder, networks.decoder, List.copyOf(sides), preset);
	}

	private static ModelFiles embedded() {
		final Source json = inJar("descriptor.json");
		final ModelDescriptor descriptor = ModelDescriptor.parse(new String(json.bytes(), StandardCharsets.UTF_8), json
			.name);
		final ModelFile encoder = file(descriptor, FileRole.ENCODER, json.name);
		final ModelFile decoder = file(descriptor, FileRole.DECODER, json.name);
		return new ModelFiles(Optional.of(descriptor), verified(inJar(encoder.path()), encoder), verified(inJar(decoder
			.path()), decoder), List.of(), null);
	}

	private static ModelFiles described(final Path path) {
		final Source json = onDisk(path);
		present(json);
		final ModelDescriptor descriptor = ModelDescriptor.parse(new String(json.bytes(), StandardCharsets.UTF_8), json
			.name);
		final ModelFile encoder = file(descriptor, FileRole.ENCODER, json.name);
		final ModelFile decoder = file(descriptor, FileRole.DECODER, json.name);
		for (final ModelFile file : descriptor.files())
			for (final ModelFile weights : file.externalData())
				verified(onDisk(path.resolveSibling(weights.path())), weights);
		final List<Side> sides = new ArrayList<>();
		for (final ModelFile file : descriptor.files())
			if (file.role() != FileRole.ENCODER && file.role() != FileRole.DECODER) sides.add(new Side(file.role(), verified(
				onDisk(path.resolveSibling(file.path())), file)));
		return new ModelFiles(Optional.of(descriptor), verified(onDisk(path.resolveSibling(encoder.path())), encoder),
			verified(onDisk(path.resolveSibling(decoder.path())), decoder), List.copyOf(sides), null);
	}

	/** The file in a role besides encoder and decoder. */
	public Optional<Source> side(final FileRole role) {
		return sides.stream().filter(s -> s.role == role).map(Side::source).findFirst();
	}

	private static ModelFile file(final ModelDescriptor descriptor, final FileRole role, final String origin) {
		return descriptor.file(role).filter(f -> f.path() != null).orElseThrow(() -> new ModelException(origin +
			" names no " + role.name().toLowerCase(Locale.ROOT) + " file under 'files'."));
	}

	private static Source inJar(final String file) {
		return new Source("embedded " + file, null, EMBEDDED_FOLDER + file);
	}

	private static Source onDisk(final Path path) {
		return new Source(path.toString(), path, null);
	}

	private static void present(final Source source) {
		if (!Files.isRegularFile(source.path)) throw new ModelException("There is no file " + source.name +
			". Check the path of the model.");
		try {
			if (Files.size(source.path) == 0) throw new ModelException("The file " + source.name +
				" is empty; download it again.");
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot read " + source.name + ": " + e.getMessage(), e);
		}
	}

	private static Source verified(final Source source, final ModelFile file) {
		if (source.path != null) present(source);
		if (file.sha256() == null) return source;
		final String found = sha256(source);
		if (!found.equalsIgnoreCase(file.sha256())) throw new ModelException("The file " + source.name +
			" is not the one that its descriptor describes: expected SHA-256 " + file.sha256() + ", found " + found +
			". It is damaged or of another version; download it again.");
		return source;
	}

	/** SHA-256 of a file's content, in lower-case hexadecimal. */
	public static String sha256(final Source source) {
		try (InputStream in = source.open()) {
			final MessageDigest digest = MessageDigest.getInstance("SHA-256");
			final byte[] buffer = new byte[1 << 16];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer))
				digest.update(buffer, 0, n);
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (final IOException e) {
			throw new UncheckedIOException("Cannot read " + source.name + ": " + e.getMessage(), e);
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("Every Java runtime has SHA-256", e);
		}
	}
}
