package io.github.volumesam.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;

class MacroOptionsTest {

	/** One parameter of each kind. */
	public static final class Example implements Command {

		@Parameter(choices = { "red", "green" })
		private String colour;
		@Parameter
		private int number;
		@Parameter
		private boolean flag;
		@Parameter
		private LogService log;
		@Parameter
		private String file;

		@Override
		public void run() {}
	}

	private static Map<String, Object> inputs(final String options) throws IOException {
		return MacroOptions.inputs(MacroOptions.parse(options), new CommandInfo(Example.class));
	}

	private static void assertRefused(final String words, final String options) {
		final String message = assertThrows(IllegalArgumentException.class, () -> inputs(options)).getMessage();
		assertTrue(message.contains(words), message);
	}

	@Test
	void readsValuesWithSpacesAndBrackets() {
		assertEquals(Map.of("a", "1", "b", "two words", "c", "x[3] y", "d", ""), MacroOptions.parse(
			" a=1 b=[two words] c=[x[3] y] d=[] "));
	}

	@Test
	void valuesThatLookLikeOtherParametersStayValues() {
		assertEquals(Map.of("file", "/tmp/number=3 flag/a.tif", "number", "4"), MacroOptions.parse(
			"file=[/tmp/number=3 flag/a.tif] number=4"));
	}

	@Test
	void flagIsReadInBothForms() throws IOException {
		assertEquals(true, inputs("flag number=2").get("flag"));
		assertEquals(true, inputs("flag=true").get("flag"));
		assertEquals(false, inputs("flag=false").get("flag"));
	}

	@Test
	void valuesGetTheirTypes() throws IOException {
		assertEquals(Map.of("number", -3, "colour", "red", "file", "/a b.tif"), inputs(
			"number=-3 colour=red file=[/a b.tif]"));
	}

	@Test
	void unknownNamesAreRefusedWithTheValidOnes() {
		assertRefused("There is no parameter 'boxMargin'. The parameters are colour, number, flag, file.", "boxMargin=7");
	}

	@Test
	void wrongValuesAreRefusedWithTheValidOnes() {
		assertRefused("colour=blue: use red, green.", "colour=blue");
		assertRefused("number=many: a whole number is needed.", "number=many");
		assertRefused("flag=maybe: use true or false.", "flag=maybe");
	}
}
