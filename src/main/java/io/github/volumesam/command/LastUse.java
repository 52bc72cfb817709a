package io.github.volumesam.command;

import java.util.HashMap;
import java.util.Map;

import org.scijava.module.ModuleInfo;

/**
 * What was entered last in the dialogs, which they offer again until ImageJ is closed.
 * Macros, scripts and runs without a screen never see it: what SciJava itself
 * remembers of parameters would come back in all of them.
 */
final class LastUse {

	/** Texts by parameter, by class of the command. */
	private static final Map<String, Map<String, String>> ENTERED = new HashMap<>();

	private LastUse() {}

	/** Texts by parameter; none before the first use. */
	static synchronized Map<String, String> of(final ModuleInfo command) {
		return Map.copyOf(ENTERED.getOrDefault(command.getDelegateClassName(), Map.of()));
	}

	/** Replaces what was entered before for these parameters. */
	static synchronized void keep(final ModuleInfo command, final Map<String, String> texts) {
		ENTERED.computeIfAbsent(command.getDelegateClassName(), key -> new HashMap<>()).putAll(texts);
	}

	/** Offers the preset of a parameter again, in all commands. */
	static synchronized void forget(final String parameter) {
		ENTERED.values().forEach(entered -> entered.remove(parameter));
	}
}
