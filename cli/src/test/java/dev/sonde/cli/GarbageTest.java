package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Memory that holds no containers is shown as what can be made of it, in little time and without end. */
@Timeout(120)
class GarbageTest {
    private static final int STOPS = 4;
    private static final int CONTAINERS = 31;
    private static final List<String> NAMES = List.of(
            "string",
            "wide",
            "view",
            "vector",
            "strings",
            "vectors",
            "bools",
            "deque",
            "list",
            "forward_list",
            "map",
            "set",
            "unordered_map",
            "unordered_set",
            "tuple",
            "optional",
            "variant",
            "any",
            "unique_ptr",
            "shared_ptr",
            "weak_ptr",
            "function",
            "span",
            "bitset",
            "stack",
            "queue",
            "error",
            "tree",
            "map_at",
            "list_at",
            "vector_at");

    @ParameterizedTest
    @CsvSource({"g++,200", "g++,unlimited", "clang++,200"})
    void eachContainerHasAText(String compiler, String elements) {
        TestProgram source =
                TestProgram.of("garbage.cc").flags("-std=c++20", "-w").with(compiler);
        if (compiler.equals("clang++")) {
            source = source.flags("-stdlib=libc++");
        }
        Path program = source.compile();
        List<String> commands = new ArrayList<>(List.of("set print elements " + elements, "break look", "run"));
        for (int i = 0; i < STOPS; i++) {
            commands.add("up");
            for (String name : NAMES) {
                commands.add("print *" + name);
                commands.add("print " + name + "->size()");
                commands.add("print **" + name);
                commands.add("print (*" + name + ")[1]");
            }
            commands.add("continue");
        }
        List<String> lines = BatchRun.sonde(program, commands);
        // Whatever the bytes are, the object itself can be shown: as a container, or as what is stored.
        long shown = lines.stream().filter(line -> line.startsWith("$")).count();
        assertThat(NAMES).hasSize(CONTAINERS);
        assertThat(shown).isGreaterThanOrEqualTo((long) STOPS * CONTAINERS);
        assertThat(lines.stream().mapToLong(String::length).sum()).isLessThan(200_000_000);
        assertThat(lines).noneMatch(line -> line.contains("java."));
    }
}
