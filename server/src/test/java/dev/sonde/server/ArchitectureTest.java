package dev.sonde.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which package may know which. */
@AnalyzeClasses(packages = "dev.sonde.server", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCycles =
            slices().matching("dev.sonde.server.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule agentExpressionsKnowNoPackets = noClasses()
            .that()
            .resideInAPackage("dev.sonde.server.gdbserver.agent")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sonde.server.gdbserver", "dev.sonde.engine.rsp");

    @ArchTest
    static final ArchRule aStubHasNoSourceLanguage = noClasses()
            .that()
            .resideInAPackage("dev.sonde.server.gdbserver..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.sonde.engine.breakpoint..",
                    "dev.sonde.engine.expression..",
                    "dev.sonde.engine.unwind..",
                    "dev.sonde.engine.value..",
                    "dev.sonde.engine.variable..");
}
