package io.github.volumesam.command;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

/** What the tests of commands need: SciJava as a script has it, and a folder of their own. */
abstract class CommandTest {

	final Context context = new Context();

	@TempDir
	Path folder;

	@AfterEach
	final void closeContext() {
		context.dispose();
	}
}
