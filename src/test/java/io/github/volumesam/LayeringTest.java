package io.github.volumesam;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import ij.IJ;
import ij.gui.GenericDialog;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds who may import whom: the doors know the engine, the engine knows no door. */
class LayeringTest {

	private static final String ROOT = "io.github.volumesam.";
	private static final String[] ENGINE = packages("volume", "prompt", "model", "onnx", "propagate", "label", "evaluate",
		"session", "refine", "study", "install", "auto");
	private static final String[] DOORS = packages("ij", "batch", "cli", "command", "ui");

	private static JavaClasses classes;

	@BeforeAll
	static void importClasses() {
		classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages(
			"io.github.volumesam");
	}

	@Test
	void engineKnowsNoUserInterface() {
		noClasses().that().resideInAnyPackage(ENGINE).should().dependOnClassesThat().resideInAnyPackage("ij..", "javax.swing..",
			"java.awt.event..", "org.scijava..", "picocli..").check(classes);
	}

	@Test
	void engineKnowsNoDoor() {
		noClasses().that().resideInAnyPackage(ENGINE).should().dependOnClassesThat().resideInAnyPackage(DOORS).check(classes);
	}

	@Test
	void volumeAndPromptStandAlone() {
		noClasses().that().resideInAnyPackage(packages("volume", "prompt")).should().dependOnClassesThat()
			.resideInAnyPackage(packages("model", "onnx", "propagate", "label", "evaluate", "session", "refine",
				"study", "install", "auto")).check(classes);
	}

	@Test
	void propagationKnowsNoTensor() {
		noClasses().that().resideInAnyPackage(packages("propagate", "label", "evaluate", "auto")).should().dependOnClassesThat()
			.resideInAnyPackage("ai.onnxruntime..").check(classes);
	}

	@Test
	void onlyTheCommandLineKnowsPicocli() {
		noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should().dependOnClassesThat().resideInAPackage("picocli..")
			.check(classes);
	}

	@Test
	void noCommandRunsAnotherByNameSinceThatDestroysTheRecordedLine() {
		noClasses().that().resideInAPackage(ROOT + "command..").should().callMethodWhere(target(owner(assignableTo(IJ.class)))
			.and(target(name("run")))).check(classes);
	}

	@Test
	void dialogsOfImageJAreOnlyWherePlainImageJAsks() {
		noClasses().that().doNotHaveSimpleName("ParameterDialog").and().doNotHaveSimpleName("ToolOptions").should()
			.dependOnClassesThat().areAssignableTo(GenericDialog.class).check(classes);
	}

	@Test
	void onlyTheCommandLineAndBatchRunsPrint() {
		noClasses().that().resideOutsideOfPackage(ROOT + "cli..").and().doNotHaveSimpleName("CommandPlugIn").should(
			ACCESS_STANDARD_STREAMS).check(classes);
	}

	private static String[] packages(final String... names) {
		final String[] packages = new String[names.length];
		for (int i = 0; i < names.length; i++)
			packages[i] = ROOT + names[i] + "..";
		return packages;
	}
}
