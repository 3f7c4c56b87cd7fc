package dev.sonde.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages, as ARCHITECTURE.md has them. */
class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sonde.engine");

    @Test
    void packagesDependOnOneAnotherInOneDirectionOnly() {
        slices().matching("dev.sonde.engine.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void eachLayerIsUsedOnlyByThoseAboveIt() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("vocabulary")
                .definedBy(
                        "dev.sonde.engine.error..",
                        "dev.sonde.engine.signal..",
                        "dev.sonde.engine.syscall..",
                        "dev.sonde.engine.x86_64..")
                .layer("linux")
                .definedBy("dev.sonde.engine.linux..")
                .layer("inferior")
                .definedBy("dev.sonde.engine.inferior..")
                .layer("rsp")
                .definedBy("dev.sonde.engine.rsp..")
                .layer("backends")
                .definedBy("dev.sonde.engine.ptrace..", "dev.sonde.engine.corefile..")
                .layer("symbols")
                .definedBy("dev.sonde.engine.symbols..")
                .layer("library")
                .definedBy("dev.sonde.engine.library..")
                .layer("unwind")
                .definedBy("dev.sonde.engine.unwind..")
                .layer("breakpoint")
                .definedBy("dev.sonde.engine.breakpoint..")
                .layer("type")
                .definedBy("dev.sonde.engine.type..")
                .layer("variable")
                .definedBy("dev.sonde.engine.variable..")
                .layer("target")
                .definedBy("dev.sonde.engine.target..")
                .whereLayer("target")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("rsp")
                .mayOnlyBeAccessedByLayers("backends")
                .whereLayer("backends")
                .mayOnlyBeAccessedByLayers("target")
                .whereLayer("linux")
                .mayOnlyBeAccessedByLayers("backends")
                .whereLayer("breakpoint")
                .mayOnlyBeAccessedByLayers("target")
                .whereLayer("symbols")
                .mayOnlyBeAccessedByLayers("library", "unwind", "breakpoint", "variable", "target")
                .whereLayer("library")
                .mayOnlyBeAccessedByLayers("variable", "target")
                .whereLayer("unwind")
                .mayOnlyBeAccessedByLayers("variable", "target")
                .whereLayer("type")
                .mayOnlyBeAccessedByLayers("variable")
                .whereLayer("variable")
                .mayOnlyBeAccessedByLayers("target")
                .check(CLASSES);
    }

    @Test
    void onlyTheLinuxPackageCallsNativeCode() {
        ArchRule rule = noClasses()
                .that()
                .resideOutsideOfPackage("dev.sonde.engine.linux..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker");
        rule.check(CLASSES);
    }
}
