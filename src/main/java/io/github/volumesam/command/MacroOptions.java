package io.github.volumesam.command;

import ij.ImagePlus;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.scijava.Context;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.service.Service;

/**
 * The options of a macro line: {@code name=value}, {@code name=[value with spaces]},
 * and {@code name} alone for {@code name=true}.
 */
final class MacroOptions {

	private MacroOptions() {}

	/** Names and values in their order. */
	static Map<String, String> parse(final String options) {
		final Map<String, String> values = new LinkedHashMap<>();
		int i = 0;
		while (i < options.length()) {
			if (Character.isWhitespace(options.charAt(i))) {
				i++;
				continue;
			}
			int end = i;
			while (end < options.length() && options.charAt(end) != '=' && !Character.isWhitespace(options.charAt(end)))
				end++;
			final String name = options.substring(i, end);
			if (end == options.length() || options.charAt(end) != '=') values.put(name, "true");
			else {
				i = end + 1;
				end = endOfValue(options, i);
				values.put(name, unquoted(options.substring(i, end)));
			}
			i = end;
		}
		return values;
	}

	private static int endOfValue(final String options, final int start) {
		if (start < options.length() && options.charAt(start) == '[') {
			int depth = 0;
			for (int i = start; i < options.length(); i++) {
				if (options.charAt(i) == '[') depth++;
				if (options.charAt(i) == ']' && --depth == 0) return i + 1;
			}
		}
		int end = start;
		while (end < options.length() && !Character.isWhitespace(options.charAt(end)))
			end++;
		return end;
	}

	private static String unquoted(final String value) {
		return value.startsWith("[") && value.endsWith("]") ? value.substring(1, value.length() - 1) : value;
	}

	/**
	 * Options as inputs of a command.
	 *
	 * @param options texts by name
	 * @throws IOException if an image file cannot be read
	 * @throws IllegalArgumentException if a name is none of the command's parameters,
	 *           or a value is of the wrong kind; the message says what there is
	 */
	static Map<String, Object> inputs(final Map<String, String> options, final ModuleInfo command) throws IOException {
		final Map<String, Object> inputs = new LinkedHashMap<>();
		for (final Map.Entry<String, String> option : options.entrySet())
			inputs.put(option.getKey(), value(parameter(option.getKey(), command), option.getValue()));
		return inputs;
	}

	/**
	 * The inputs of a command that a person gives, without the services that SciJava
	 * gives. SciJava puts what a command inherits first; here its own come first, since
	 * they matter more, and what most commands share comes last.
	 */
	static List<ModuleItem<?>> parameters(final ModuleInfo command) {
		final List<ModuleItem<?>> parameters = new ArrayList<>();
		for (final ModuleItem<?> item : command.inputs())
			if (!Service.class.isAssignableFrom(item.getType()) && item.getType() != Context.class) parameters.add(item);
		parameters.sort(Comparator.comparingInt(MacroOptions::depth).reversed());
		return parameters;
	}

	/** How many classes lie above the one that declares a parameter. */
	private static int depth(final ModuleItem<?> item) {
		int depth = 0;
		if (item instanceof CommandModuleItem<?> own) for (Class<?> c = own.getField()
			.getDeclaringClass(); c != null; c = c.getSuperclass())
			depth++;
		return depth;
	}

	private static ModuleItem<?> parameter(final String name, final ModuleInfo command) {
		final List<String> names = new ArrayList<>();
		for (final ModuleItem<?> item : parameters(command)) {
			if (item.getName().equals(name)) return item;
			names.add(item.getName());
		}
		throw new IllegalArgumentException("There is no parameter '" + name + "'. The parameters are " + String.join(", ",
			names) + ".");
	}

	private static Object value(final ModuleItem<?> item, final String text) throws IOException {
		final Class<?> type = item.getType();
		final List<?> choices = item.getChoices();
		if (choices != null && !choices.isEmpty() && !choices.contains(text)) throw wrong(item, text, "use " + String.join(
			", ", choices.stream().map(String::valueOf).toList()));
		if (type == ImagePlus.class) return OpenImages.find(item.getName(), text);
		if (type == boolean.class) {
			if (text.matches("true|false")) return Boolean.valueOf(text);
			throw wrong(item, text, "use true or false");
		}
		if (type == int.class) {
			try {
				return Integer.valueOf(text.trim());
			}
			catch (final NumberFormatException e) {
				throw wrong(item, text, "a whole number is needed");
			}
		}
		return text;
	}

	private static IllegalArgumentException wrong(final ModuleItem<?> item, final String text, final String advice) {
		return new IllegalArgumentException(item.getName() + "=" + text + ": " + advice + ".");
	}
}
