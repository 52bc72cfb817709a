package io.github.volumesam.model;

import java.util.Optional;

/**
 * What an administrator can set for all users of a computer: a Java system property
 * or, where that is not given, an environment variable.
 */
public enum Setting {

	/** The folder that models are installed in. */
	MODELS("volumesam.models", "VOLUMESAM_MODELS"),

	/** An address to download models from instead of the places that the catalogue names. */
	MIRROR("volumesam.mirror", "VOLUMESAM_MIRROR");

	private final String property;
	private final String variable;

	Setting(final String property, final String variable) {
		this.property = property;
		this.variable = variable;
	}

	/** The name of the system property. */
	public String property() {
		return property;
	}

	/** The name of the environment variable. */
	public String variable() {
		return variable;
	}

	/** What is set; empty if nothing is. */
	public Optional<String> value() {
		final String set = System.getProperty(property, System.getenv(variable));
		return Optional.ofNullable(set).map(String::trim).filter(text -> !text.isEmpty());
	}
}
