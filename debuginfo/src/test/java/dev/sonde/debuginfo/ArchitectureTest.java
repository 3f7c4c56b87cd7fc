package dev.sonde.debuginfo;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The dependencies between the packages, as ARCHITECTURE.md has them. */
class ArchitectureTest {
    private static final String ROOT = "dev.sonde.debuginfo.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sonde.debuginfo");

    @Test
    void packagesDependOnOneAnotherInOneDirectionOnly() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "packages";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void eachPackageUsesOnlyThoseBelowIt() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (String name : new String[] {
            "bytes",
            "elf",
            "debuginfod",
            "demangle",
            "dwarf",
            "dwarf.expression",
            "dwarf.cfi",
            "dwarf.line",
            "dwarf.index",
            "symbolize"
        }) {
            layers = layers.layer(name).definedBy(ROOT + name);
        }
        layers = uses(layers, "bytes");
        layers = uses(layers, "demangle");
        layers = uses(layers, "elf", "bytes");
        layers = uses(layers, "debuginfod", "elf", "bytes");
        layers = uses(layers, "dwarf", "bytes");
        layers = uses(layers, "dwarf.expression", "dwarf", "bytes");
        layers = uses(layers, "dwarf.cfi", "dwarf.expression", "dwarf", "bytes");
        layers = uses(layers, "dwarf.line", "dwarf", "bytes");
        layers = uses(layers, "dwarf.index", "dwarf.line", "dwarf", "bytes");
        layers.whereLayer("symbolize").mayNotBeAccessedByAnyLayer().check(CLASSES);
    }

    private static LayeredArchitecture uses(LayeredArchitecture layers, String layer, String... others) {
        return others.length == 0
                ? layers.whereLayer(layer).mayNotAccessAnyLayer()
                : layers.whereLayer(layer).mayOnlyAccessLayers(Arrays.copyOf(others, others.length));
    }

    @Test
    void nothingCallsNativeCode() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.lang.foreign.Linker")
                .check(CLASSES);
    }
}
