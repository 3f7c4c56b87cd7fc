package dev.sonde.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.sonde.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sonde.cli.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheTopKnowsTheTerminalLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sonde.cli")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.jline..");

    @ArchTest
    static final ArchRule whatCommandsAreMadeOfKnowsNoCommand = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.sonde.cli.command",
                    "dev.sonde.cli.console",
                    "dev.sonde.cli.setting",
                    "dev.sonde.cli.expression",
                    "dev.sonde.cli.execution",
                    "dev.sonde.cli.printf",
                    "dev.sonde.cli.symbols")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.sonde.cli.command.*..");

    @ArchTest
    static final ArchRule consoleAndSettingsStandAlone = noClasses()
            .that()
            .resideInAnyPackage("dev.sonde.cli.console", "dev.sonde.cli.setting")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sonde.cli.command..", "dev.sonde.engine..");
}
