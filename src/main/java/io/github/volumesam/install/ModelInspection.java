package io.github.volumesam.install;

import io.github.volumesam.model.ModelDescriptor.FileRole;
import io.github.volumesam.model.ModelDescriptor.ModelFile;
import io.github.volumesam.model.ModelFiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compares the files of a model with what is known about them. */
final class ModelInspection {

	private ModelInspection() {}

	/** SHA-256 of a file, in lower-case hexadecimal. */
	static String sha256(final Path path) {
		return ModelFiles.sha256(new ModelFiles.Source(path.toString(), path, null));
	}

	/** A file of which nothing is known, with its size and hash. */
	static ModelFile measure(final FileRole role, final String name, final Path folder, final List<ModelFile> data)
		throws IOException
	{
		final Path path = folder.resolve(name);
		return new ModelFile(role, name, sha256(path), Files.size(path), List.of(), data);
	}

	/** A file whose hash is right, with its size. */
	static ModelFile measured(final ModelFile file, final Path folder) throws IOException {
		final List<ModelFile> data = new ArrayList<>();
		for (final ModelFile weights : file.externalData())
			data.add(measured(weights, folder));
		return new ModelFile(file.role(), file.path(), file.sha256(), Files.size(folder.resolve(file.path())), file.urls(),
			data);
	}

	/**
	 * What is wrong with a file.
	 *
	 * @return null if nothing is
	 */
	static String fault(final ModelFile file, final Path folder) throws IOException {
		final Path path = folder.resolve(file.path());
		if (!Files.isRegularFile(path)) return "missing";
		if (file.bytes() > 0 && Files.size(path) != file.bytes()) return "damaged: it has " + Files.size(path) +
			" bytes instead of " + file.bytes();
		if (file.sha256() == null) return "unknown: its descriptor has no hash";
		return sha256(path).equalsIgnoreCase(file.sha256()) ? null : "damaged: its content has changed";
	}
}
