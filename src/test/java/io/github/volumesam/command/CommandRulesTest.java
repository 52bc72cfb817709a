package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

/** What all commands have to keep to, so that their macro lines work in Fiji and plain ImageJ. */
class CommandRulesTest {

	private final Context context = new Context(CommandService.class);

	@AfterEach
	void closeContext() {
		context.dispose();
	}

	/** Classes by the names in the menu. */
	private Map<String, CommandInfo> commands() {
		final Map<String, CommandInfo> commands = new TreeMap<>();
		for (final CommandInfo command : context.service(CommandService.class).getCommands())
			if (command.getClassName().startsWith("io.github.volumesam")) assertNull(commands.put(command.getMenuPath()
				.getLeaf().getName(), command), "two commands of one name");
		return commands;
	}

	@Test
	void namesInTheMenuStayForEverSinceMacrosUseThem() throws IOException {
		final Set<String> names = Set.of("Volume SAM Segment ROIs", "Volume SAM Refine Labels", "Volume SAM Batch",
			"Volume SAM Labels to ROIs", "Volume SAM Measure Labels", "Volume SAM Evaluate", "Volume SAM Study",
			"Volume SAM Open Session", "Volume SAM Save Session", "Volume SAM Models");
		assertEquals(names, commands().keySet());
		for (final String tool : List.of("Volume SAM Tool", "Volume SAM Macro Extensions"))
			assertTrue(pluginsConfig().contains("Plugins>Volume SAM, \"" + tool + "\", "), tool);
	}

	@Test
	void parametersAreOfTheKindsThatAMacroLineHolds() {
		for (final CommandInfo command : commands().values())
			for (final ModuleItem<?> item : MacroOptions.parameters(command))
				assertTrue(Set.of(String.class, int.class, boolean.class, ImagePlus.class).contains(item.getType()), command
					.getClassName() + ": " + item.getName());
	}

	@Test
	void parametersAreLowerCaseSinceImageJReadsThemSo() {
		for (final CommandInfo command : commands().values())
			for (final ModuleItem<?> item : MacroOptions.parameters(command))
				assertTrue(item.getName().matches("[a-z]+"), command.getClassName() + ": " + item.getName());
	}

	@Test
	void noParameterEndsLikeAnotherSinceImageJWouldMixThemUp() {
		for (final CommandInfo command : commands().values())
			for (final ModuleItem<?> a : MacroOptions.parameters(command))
				for (final ModuleItem<?> b : MacroOptions.parameters(command))
					assertTrue(a == b || !a.getName().endsWith(b.getName()), command.getClassName() + ": " + a.getName());
	}

	@Test
	void noParameterIsRememberedSinceOldValuesWouldComeBackInMacros() {
		for (final CommandInfo command : commands().values())
			for (final ModuleItem<?> item : MacroOptions.parameters(command))
				assertFalse(item.isPersisted(), command.getClassName() + ": " + item.getName());
	}

	@Test
	void everyCommandRunsWithoutAScreenAndSaysWhatItsParametersAre() {
		for (final CommandInfo command : commands().values()) {
			assertTrue(command.canRunHeadless(), command.getClassName());
			for (final ModuleItem<?> item : MacroOptions.parameters(command))
				assertFalse(item.getDescription() == null || item.getDescription().isBlank(), item.getName());
		}
	}

	@Test
	void plainImageJHasTheSameMenu() throws IOException {
		final Map<String, String> menu = new TreeMap<>();
		final Matcher line = Pattern.compile("(?m)^Plugins>Volume SAM, \"(.+)\", " + Pattern.quote(CommandPlugIn.class
			.getName()) + "\\(\"(.+)\"\\)$").matcher(pluginsConfig());
		while (line.find())
			menu.put(line.group(1), line.group(2));
		final Map<String, String> commands = new TreeMap<>();
		commands().forEach((name, command) -> commands.put(name, command.getClassName()));
		assertEquals(commands, menu);
	}

	static String pluginsConfig() throws IOException {
		try (var in = CommandPlugIn.class.getResourceAsStream("/plugins.config")) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}
}
