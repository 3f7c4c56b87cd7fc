package dev.sonde.engine.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Functions by their symbols are those that the debugging information tells, where nothing is inlined. */
class DefinitionSearchTest {
    private final Modules modules =
            new ModuleLoader().ofFile(TestProgram.of("shapes.cc").flags("-O0").compile());

    private List<Long> byDebugInformation(String name) {
        return modules.functionsNamed(name).stream().map(FunctionPlace::address).toList();
    }

    @Test
    void scopesMayBeLeftOut() {
        for (String name :
                List.of("main", "thrower", "scaled", "Square::scaled", "geometry::Square::scaled", "hidden")) {
            assertThat(modules.definitionsNamed(name))
                    .as(name)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(byDebugInformation(name));
        }
    }

    @Test
    void otherScopesAreOtherFunctions() {
        assertThat(modules.definitionsNamed("geometry::Cube::scaled")).isEmpty();
        assertThat(modules.definitionsNamed("caled")).isEmpty();
        assertThat(modules.definitionsNamed("")).isEmpty();
        assertThat(modules.definitionsNamed("::")).isEmpty();
    }
}
