package io.github.volumesam.install;

import io.github.volumesam.Csv;

import java.util.List;

/**
 * A model in the list of all models, in words.
 *
 * @param id what a user writes to have it
 * @param name name for people
 * @param state whether it can be used now
 * @param size of its files; empty if unknown
 * @param licence of its weights, marked if it forbids commercial use; empty if unknown
 * @param speed rough time a slice takes; empty if unknown
 */
public record ModelRow(String id, String name, String state, String size, String licence, String speed) {

	/** State of a model that can be used now. */
	public static final String READY = "ready";

	/** The list as comma-separated values with a header. */
	public static String csv(final List<ModelRow> rows) {
		final StringBuilder csv = new StringBuilder(Csv.row("ID", "Model", "State", "Size", "Licence",
			"Time per slice"));
		for (final ModelRow row : rows)
			csv.append(Csv.row(row.id, row.name, row.state, row.size, row.licence, row.speed));
		return csv.toString();
	}
}
