package io.github.volumesam.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The models that are known by name, in the order in which they are shown.
 *
 * @param entries one for each model
 */
public record Catalogue(List<CatalogueEntry> entries) {

	private static final String INDEX = "io/github/volumesam/models/catalogue/index.txt";

	public Catalogue {
		entries = List.copyOf(entries);
	}

	/**
	 * The catalogue on the class path: an {@code index.txt} names the entries beside it.
	 * Each jar may bring one.
	 *
	 * @throws ModelException if an entry is not complete
	 */
	public static Catalogue onClassPath() {
		final List<CatalogueEntry> entries = new ArrayList<>();
		try {
			for (final URL index : Collections.list(Catalogue.class.getClassLoader().getResources(INDEX)))
				for (final String name : read(index).lines().toList())
					entries.add(CatalogueEntry.parse(read(new URL(index, name)), "The catalogue's " + name));
		}
		catch (final IOException e) {
			throw new UncheckedIOException("The catalogue of models cannot be read: " + e, e);
		}
		return new Catalogue(entries);
	}

	private static String read(final URL url) throws IOException {
		try (InputStream in = url.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** The entry of a model. */
	public Optional<CatalogueEntry> find(final String id) {
		return entries.stream().filter(entry -> entry.id().equals(id)).findFirst();
	}
}
