package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Watched expressions stop the program where they do in gdb, and print the same. */
@Timeout(120)
class WatchComparisonTest {
    private static final Path PROGRAM =
            TestProgram.of("watching.c").flags("-O0").compile();

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private void compare(String script) throws IOException {
        Path file = directory.resolve("script");
        Files.writeString(file, script);
        List<String> commands = List.of("set width 0", "source " + file);
        assertThat(BatchRun.sonde(PROGRAM, commands)).isEqualTo(BatchRun.gdb(PROGRAM, commands));
    }

    @Test
    void localsUntilTheirBlockIsLeftAndWhatPointersLeadTo() throws IOException {
        compare("""
                break leaf
                run
                watch sum
                watch gp->x
                info watchpoints
                continue
                continue
                continue
                continue
                continue
                delete 1
                continue
                continue
                continue
                continue
                continue
                continue
                continue
                continue
                continue
                info watchpoints
                continue
                continue
                continue
                continue
                continue
                """);
    }

    @Test
    void byStepsWhereDebugRegistersDoNotReach() throws IOException {
        compare("""
                watch total
                watch big
                info watchpoints
                run
                continue
                continue
                continue
                continue
                info watchpoints
                delete
                set can-use-hw-watchpoints 0
                break leaf
                run
                watch sum if sum > 0
                info watchpoints
                continue
                next
                next
                continue
                delete
                watch total
                continue
                rwatch total
                watch 5
                watch nosuch
                info watchpoints
                """);
    }

    @Test
    void aRegisterOfOptimisedCode() throws IOException {
        Path file = directory.resolve("script");
        Files.writeString(file, """
                break leaf
                run
                watch $eax
                continue
                info watchpoints
                """);
        Path program = TestProgram.of("watching.c").flags("-O1").compile();
        List<String> commands = List.of("set width 0", "source " + file);
        assertThat(BatchRun.sonde(program, commands)).isEqualTo(BatchRun.gdb(program, commands));
    }
}
