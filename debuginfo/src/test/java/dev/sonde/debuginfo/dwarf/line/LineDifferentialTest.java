package dev.sonde.debuginfo.dwarf.line;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.dwarf.Dwarf;
import dev.sonde.debuginfo.dwarf.Programs;
import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import dev.sonde.debuginfo.dwarf.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares rows with those of {@code llvm-dwarfdump}, and look-ups with {@code llvm-addr2line}. */
class LineDifferentialTest {
    private static final Pattern ROW = Pattern.compile("0x[0-9a-f]{16} .*");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-gdwarf-2 -gstrict-dwarf -O0",
                "-gdwarf-3 -O2",
                "-gdwarf-4 -O2",
                "-gdwarf-5 -O0",
                "-gdwarf-5 -O2",
                "-gdwarf-5 -gdwarf64 -O2",
                "-gdwarf-5 -O2 -gz",
                "-gdwarf-5 -O2 -gno-as-loc-support",
            })
    void everyRow(String flags) {
        Tools.require("llvm-dwarfdump");
        Path program = Programs.shapes(directory, flags.split(" ", -1));
        List<String> actual = new ArrayList<>();
        for (Unit unit : Dwarf.of(TestElf.open(program)).units()) {
            for (LineRow row : LineTable.of(unit).orElseThrow().rows()) {
                actual.add(describe(row));
            }
        }
        List<String> expected = Tools.run(directory, "llvm-dwarfdump", "--debug-line", program.toString()).stream()
                .filter(line -> ROW.matcher(line).matches())
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
        assertThat(expected).hasSizeGreaterThan(50);
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private static String describe(LineRow row) {
        String flags = (row.isStatement() ? " is_stmt" : "")
                + (row.basicBlock() ? " basic_block" : "")
                + (row.prologueEnd() ? " prologue_end" : "")
                + (row.epilogueBegin() ? " epilogue_begin" : "")
                + (row.endSequence() ? " end_sequence" : "");
        return String.format(
                Locale.ROOT,
                "0x%016x %d %d %d %d %d%s",
                row.address(),
                row.line(),
                row.column(),
                row.file(),
                row.isa(),
                row.discriminator(),
                flags);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4 -O2", "-gdwarf-5 -O2"})
    void everyAddress(String flags) {
        Tools.require("llvm-addr2line");
        Path program = Programs.shapes(directory, flags.split(" ", -1));
        List<String> command = new ArrayList<>(List.of("llvm-addr2line", "-e", program.toString()));
        List<String> actual = new ArrayList<>();
        for (Unit unit : Dwarf.of(TestElf.open(program)).units()) {
            LineTable table = LineTable.of(unit).orElseThrow();
            for (LineRow row : table.rows()) {
                for (long address = row.address(); address < row.address() + 3; address++) {
                    Optional<LineRow> found = table.rowFor(address);
                    if (found.isPresent()) {
                        command.add(Long.toHexString(address));
                        String path = table.path(found.get().file()).orElseThrow();
                        actual.add(path + ":" + found.get().line());
                    }
                }
            }
        }
        List<String> expected = Tools.run(directory, command.toArray(String[]::new)).stream()
                .filter(line -> !line.isEmpty())
                .map(line -> line.replaceFirst(" \\(discriminator \\d+\\)", ""))
                .toList();
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).as(command.get(i + 3)).isEqualTo(expected.get(i));
        }
    }
}
