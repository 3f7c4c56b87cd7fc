package dev.sonde.debuginfo.dwarf.cfi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.debuginfo.dwarf.TestElf;
import dev.sonde.debuginfo.dwarf.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares rows with those that {@code readelf} interprets. */
class CallFrameDifferentialTest {
    private static final List<String> REGISTERS = List.of(
            "rax", "rdx", "rcx", "rbx", "rsi", "rdi", "rbp", "rsp", "r8", "r9", "r10", "r11", "r12", "r13", "r14",
            "r15", "ra");

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/x86_64-linux-gnu/libc.so.6",
                "/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2",
                "/usr/lib/x86_64-linux-gnu/libstdc++.so.6",
                "/usr/bin/python3"
            })
    void rowsOfSystemLibraries(String file) {
        Path path = Path.of(file);
        assumeTrue(Files.exists(path), "not installed");
        compare(path, ".eh_frame", true);
    }

    @Test
    void rowsOfDebugFrame() {
        String source = """
                int g(int *p);
                int f(int a, int b) { int x[a]; x[0] = b; return g(x) + __builtin_popcount(a); }
                int g(int *p) { return *p; }
                int main(int argc, char **argv) { return f(argc, 3); }
                """;
        Path program =
                Tools.compile(directory, "frames", "frames.c", source, "-g", "-O1", "-fno-asynchronous-unwind-tables");
        compare(program, ".debug_frame", false);
    }

    @Test
    void scanningFindsWhatTheHeaderFinds() {
        Path path = Path.of("/lib/x86_64-linux-gnu/libc.so.6");
        assumeTrue(Files.exists(path), "not installed");
        TestElf elf = TestElf.open(path);
        CallFrameInfo searched = frames(elf);
        var ehFrame = elf.find(".eh_frame").orElseThrow();
        CallFrameInfo scanned = CallFrameInfo.builder()
                .ehFrame(ehFrame.bytes(), ehFrame.address())
                .build();
        for (FrameDescriptionEntry fde : scanned.descriptions()) {
            for (long pc : new long[] {fde.start(), fde.end() - 1}) {
                assertThat(searched.rowFor(pc).map(UnwindRow::toString))
                        .isEqualTo(scanned.rowFor(pc).map(UnwindRow::toString))
                        .isPresent();
            }
        }
        assertThat(scanned.diagnostics()).isEmpty();
    }

    private static CallFrameInfo frames(TestElf elf) {
        var builder = CallFrameInfo.builder();
        elf.find(".eh_frame").ifPresent(s -> builder.ehFrame(s.bytes(), s.address()));
        elf.find(".eh_frame_hdr").ifPresent(s -> builder.ehFrameHeader(s.bytes(), s.address()));
        elf.find(".debug_frame").ifPresent(s -> builder.debugFrame(s.bytes()));
        return builder.build();
    }

    private void compare(Path file, String section, boolean signed) {
        CallFrameInfo frames = frames(TestElf.open(file));
        int compared = 0;
        for (ExpectedRow row : expected(file, section)) {
            if (row.end == row.start) {
                continue;
            }
            for (long pc : new long[] {row.start, row.end - 1}) {
                Optional<UnwindRow> actual = frames.rowFor(pc);
                assertThat(actual).as("0x%x", pc).isPresent();
                assertThat(describe(actual.get(), row.columns.keySet().stream().toList()))
                        .as("0x%x", pc)
                        .isEqualTo(row.columns);
            }
            compared++;
        }
        assertThat(compared).isGreaterThan(signed ? 10 : 3);
    }

    private record ExpectedRow(long start, long end, Map<String, String> columns) {}

    private List<ExpectedRow> expected(Path file, String section) {
        var rows = new ArrayList<ExpectedRow>();
        String[] header = {};
        long end = 0;
        boolean wanted = false;
        for (String line : Tools.run(directory, "readelf", "-wF", file.toString())) {
            if (line.startsWith("Contents of")) {
                wanted = line.contains(section);
            } else if (!wanted || line.isBlank()) {
                header = new String[0];
            } else if (line.contains(" FDE ")) {
                end = Long.parseUnsignedLong(line.substring(line.indexOf("..") + 2), 16);
            } else if (line.contains(" CIE ")) {
                end = 0;
            } else if (line.startsWith("   LOC")) {
                header = line.trim().split(" +", -1);
            } else if (end != 0 && header.length > 0) {
                // A rule "in register" is printed with the number and with the name.
                String[] cells = line.replaceAll(" \\(\\w+\\)", "").trim().split(" +", -1);
                long start = Long.parseUnsignedLong(cells[0], 16);
                var columns = new HashMap<String, String>();
                for (int i = 1; i < cells.length; i++) {
                    columns.put(header[i], cells[i]);
                }
                int last = rows.size() - 1;
                if (last >= 0 && rows.get(last).end == end && rows.get(last).start <= start) {
                    rows.set(last, new ExpectedRow(rows.get(last).start, start, rows.get(last).columns));
                }
                rows.add(new ExpectedRow(start, end, columns));
            }
        }
        return rows;
    }

    private static Map<String, String> describe(UnwindRow row, List<String> columns) {
        var result = new HashMap<String, String>();
        for (String column : columns) {
            result.put(
                    column,
                    column.equals("CFA")
                            ? cfa(row.cfa())
                            : row.rule(REGISTERS.indexOf(column))
                                    .map(CallFrameDifferentialTest::rule)
                                    .orElse("u"));
        }
        return result;
    }

    private static String cfa(CfaRule rule) {
        return switch (rule) {
            case CfaRule.RegisterOffset(int register, long offset) ->
                REGISTERS.get(register) + (offset < 0 ? "" : "+") + offset;
            case CfaRule.OfExpression _ -> "exp";
        };
    }

    private static String rule(RegisterRule rule) {
        return switch (rule) {
            case RegisterRule.Undefined _ -> "u";
            case RegisterRule.SameValue _ -> "s";
            case RegisterRule.AtCfaOffset(long offset) -> "c" + (offset < 0 ? "" : "+") + offset;
            case RegisterRule.CfaPlusOffset(long offset) -> "v" + (offset < 0 ? "" : "+") + offset;
            case RegisterRule.InRegister(int register) -> "r" + register;
            case RegisterRule.AtExpression _ -> "exp";
            case RegisterRule.OfExpression _ -> "vexp";
        };
    }
}
