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

/** Files of commands do what they do in gdb, and print the same. */
@Timeout(120)
class ScriptComparisonTest {
    private static final Path PROGRAM =
            TestProgram.of("scripted.c").flags("-O0").compile();

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsGdb() {
        assumeTrue(BatchRun.hasGdb());
    }

    private void compare(String script) throws IOException {
        Path file = directory.resolve("script");
        Files.writeString(file, script);
        List<String> commands = List.of("set width 0", "set confirm off", "source " + file);
        assertThat(withoutAddresses(BatchRun.sonde(PROGRAM, commands)))
                .isEqualTo(withoutAddresses(BatchRun.gdb(PROGRAM, commands)));
    }

    /** Those of the stack differ, as the environments do. */
    private static List<String> withoutAddresses(List<String> lines) {
        return lines.stream()
                .map(line -> line.replaceAll("0x7ff[0-9a-f]+", "STACK"))
                .toList();
    }

    @Test
    void branchesLoopsAndDefinitions() throws IOException {
        compare("""
                define classify
                  # how many words, and which
                  printf "argc %d %d\\n", $argc, $arg0 + 1
                  if $arg0 > 3
                    echo big\\n
                  else
                    if $arg0 == 2
                      echo two\\n
                    end
                  end
                end
                document classify
                Say how big.
                More about it.
                end
                help classify
                classify 2
                classify 7 "a b" c
                show user classify
                set $i = 0
                while $i < 10
                  set $i = $i + 1
                  if $i == 3
                    loop_continue
                  end
                  if $i == 6
                    loop_break
                  end
                  printf "i %d\\n", \\
                    $i
                end
                define power
                  if $arg0 < 2
                    set $r = 1
                  else
                    set $n = $arg0 - 1
                    power $n
                    set $r = $r * 2
                  end
                end
                power 5
                print $r
                alias small = classify 1
                small
                define-prefix my
                define my print
                  print $arg0 + $arg1
                end
                my print 1 2
                classify
                """);
    }

    @Test
    void hooks() throws IOException {
        compare("""
                define hook-echo
                echo <
                end
                define hookpost-echo
                echo >\\n
                end
                echo text
                define hook-stop
                printf "stopped\\n"
                end
                break add
                run
                delete
                continue
                """);
    }

    @Test
    void commandsOfBreakpoints() throws IOException {
        compare("""
                break add
                commands
                  silent
                  printf "add %d\\n", i
                  if i == 3
                    echo three\\n
                  end
                  continue
                  echo not reached\\n
                end
                break 7 if i == 15
                commands 2
                  print total
                  print *p
                end
                tbreak main
                commands
                  info breakpoints
                end
                run
                continue
                continue
                info breakpoints
                """);
    }

    @Test
    void aFailingCommandEndsThoseOfTheBreakpointOnly() throws IOException {
        compare("""
                break add
                commands
                  print nosuch
                  echo not reached\\n
                end
                run
                echo reached\\n
                kill
                """);
    }

    @Test
    void dynamicPrintf() throws IOException {
        compare("""
                dprintf add,"at add %d %s\\n", i, "abc"
                dprintf scripted.c:7,"total %d, x %d\\n", total, p->x
                condition 2 i > 17
                ignore 1 3
                info breakpoints
                tbreak 15
                run
                info breakpoints
                disable 1
                kill
                """);
    }

    @Test
    void variablesOfFunctionsFurtherOut() throws IOException {
        compare("""
                break add if i == 5
                run
                print main::p
                print add::i
                kill
                print main::p
                """);
    }

    @Test
    void mistakes() throws IOException {
        for (String script :
                List.of("if\nend", "while\n", "classify", "show user nosuch", "dprintf main", "commands")) {
            compare(script + "\n");
        }
    }
}
