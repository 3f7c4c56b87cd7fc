package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions about data whose answers are known: sdb's words, files, and what goes beyond gdb. */
class DataTranscriptTest {
    @TempDir
    Path directory;

    /** What {@code commands} print at the first stop in {@code pass}. */
    private static List<String> answers(String... commands) {
        List<String> all = new ArrayList<>(List.of("break pass", "run", "echo ANSWERS\\n"));
        all.addAll(Arrays.asList(commands));
        List<String> lines = BatchRun.sonde(BatchRun.VALUES, all);
        return lines.subList(lines.indexOf("ANSWERS") + 1, lines.size());
    }

    @Test
    void memoryInTheWordsOfSdb() {
        assertThat(answers(
                        "memory read &bytes 18",
                        "memory write &bytes [0xff,2+3]",
                        "memory read &bytes 4",
                        "memory write &bytes 5",
                        "memory write &bytes [256]",
                        "memory write 0 [1]",
                        "memory read 0 4",
                        "memory read",
                        "memory read &bytes -1"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("0x[0-9a-f]{16}: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f"),
                        line -> assertThat(line).matches("0x[0-9a-f]{16}: 88 77"),
                        line -> assertThat(line).endsWith(": ff 05 02 03"),
                        line -> assertThat(line).contains("brackets"),
                        line -> assertThat(line).isEqualTo("256 is no byte."),
                        line -> assertThat(line).isEqualTo("Cannot access memory at address 0x0"),
                        line -> assertThat(line).isEqualTo("Cannot access memory at address 0x0"),
                        line -> assertThat(line).isEqualTo("Argument required (an expression to compute)."),
                        line -> assertThat(line).startsWith("The number of bytes must be from 1"));
    }

    @Test
    void registersInTheWordsOfSdb() {
        assertThat(answers(
                        "register write rsi 0x1234",
                        "register read rsi",
                        "register write al -1",
                        "register read al",
                        "register write xmm3 [0x01,0x02,0x03]",
                        "p/x $xmm3.uint128",
                        "register write st0 42.25",
                        "p $st0",
                        "register write xmm4 1.5",
                        "p $xmm4.v2_double[0]",
                        "register write al 0x1234",
                        "register write nosuch 1",
                        "register write rax",
                        "register read nosuch"))
                .containsExactly(
                        "rsi            0x1234              4660",
                        "al             0xff                -1",
                        "$1 = 0x30201",
                        "$2 = 42.25",
                        "$3 = 1.5",
                        "register al: 0x1234 is too wide for its 1 bytes",
                        "Invalid register `nosuch'",
                        "Usage: register write NAME VALUE",
                        "Invalid register `nosuch'");
        assertThat(answers("register read"))
                .isEqualTo(answers("info registers"))
                .hasSizeGreaterThan(20);
        assertThat(answers("register read all")).isEqualTo(answers("info all-registers"));
    }

    @Test
    void disassemblesACount() {
        assertThat(answers("disassemble -c 2 -a main", "disassemble -c 1", "disassemble -c"))
                .satisfiesExactly(
                        line -> assertThat(line).matches("   0x[0-9a-f]{16} <main\\+0>:\\tpush   %rbp"),
                        line -> assertThat(line).matches("   0x[0-9a-f]{16} <main\\+1>:\\tmov    %rsp,%rbp"),
                        line -> assertThat(line).startsWith("=> 0x"),
                        line -> assertThat(line).startsWith("Usage: disassemble"));
    }

    @Test
    void memoryGoesToFilesAndBack() throws IOException {
        Path file = directory.resolve("memory.bin");
        Path value = directory.resolve("value.bin");
        List<String> lines = answers(
                "dump memory " + file + " &bytes (char*)&bytes+16",
                "append memory " + file + " &bytes (char*)&bytes+2",
                "dump binary value " + value + " (char)65",
                "append value " + value + " (short)0x4342",
                "restore " + file + " binary &zeros 4 8",
                "x/8xb &zeros",
                "x/2xw (char*)&zeros+4",
                "restore " + file + " binary &zeros 99",
                "restore " + file,
                "dump memory " + file + " $sp -4096");
        assertThat(Files.readAllBytes(file))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1);
        assertThat(Files.readString(value)).isEqualTo("ABC");
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst()).startsWith("Restoring binary file " + file + " into memory (0x");
        assertThat(lines.get(1)).endsWith(":\t0x00\t0x00\t0x00\t0x00\t0x04\t0x05\t0x06\t0x07");
        assertThat(lines.get(2)).endsWith(":\t0x07060504\t0x00000000");
        assertThat(lines.get(3)).isEqualTo("Start address is greater than length of binary file " + file + ".");
        assertThat(lines.get(4)).contains("is not a recognized file format");
        assertThat(lines.get(5)).startsWith("Cannot access memory at address 0x7ff");
    }

    @Test
    void aSearchPassesOverHoles() {
        // From the program's data to its stack lie the heap's hole, the libraries and what is unreadable between them.
        List<String> lines = answers(
                "set var *(long*)($sp-64) = 0x1122334455667789",
                "set var $from = (long)&number",
                "set var *(long*)&number = 0x1122334455667789",
                "find /g $from, $sp, 0x1122334455667789",
                "p $numfound",
                "p $_ == $sp-64");
        assertThat(lines).contains("2 patterns found.", "$1 = 2", "$2 = 1");
    }

    @Test
    void sectionsAreCompared() {
        assertThat(answers("compare-sections .text", "compare-sections .rodata"))
                .anyMatch(line -> line.matches("Section \\.text, range 0x[0-9a-f]+ -- 0x[0-9a-f]+: matched\\.  "));
        assertThat(answers("set var *(char*)main = 1", "compare-sections .text"))
                .anyMatch(line -> line.endsWith(": MIS-MATCHED!"));
    }

    @Test
    void settingsLimitWhatIsPrinted() {
        assertThat(answers(
                        "set print elements 4", "p (char*)&text", "p *(unsigned char*)&bytes@6", "show print elements"))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("\"a te\"..."),
                        line -> assertThat(line).isEqualTo("$2 = \"\\000\\001\\002\\003\"..."),
                        line -> assertThat(line).isEqualTo("Limit on string chars or array elements to print is 4."));
    }

    @Test
    void theSystemTellsOfTheProcess() {
        assertThat(answers("info proc status", "info proc stat", "info auxv"))
                .contains("process PID", "State: t")
                .anyMatch(line -> line.startsWith("Name:\tvalues"))
                .anyMatch(line -> line.startsWith("Start of stack: 0x7f"))
                .anyMatch(line -> line.startsWith("31   AT_EXECFN            File name of executable        0x7f")
                        && line.endsWith("/values\""))
                .contains("0    AT_NULL              End of vector                  0x0");
    }

    @Test
    void aConditionThatCannotBeEvaluatedStops() {
        Path program = BatchRun.VALUES;
        List<String> lines = BatchRun.sonde(program, List.of("break pass if *(int*)0 == 1", "run", "p $rdi"));
        assertThat(lines)
                .containsSubsequence(
                        "Error in testing condition for breakpoint 1:",
                        "Cannot access memory at address 0x0",
                        "$1 = 0");
    }

    @Test
    void namesAreShownAsValuesOrMemoryWantThem() {
        Path program = new TestProgram("overloads.cc", "g++", List.of("-O0")).compile();
        assertThat(BatchRun.sonde(program, List.of("p _Z3addii", "x/i _Z3addii", "info symbol _Z3addii")))
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("<add(int, int)>"),
                        line -> assertThat(line).contains("<_Z3addii>:\tpush"),
                        line -> assertThat(line).isEqualTo("add(int, int) in section .text"));
    }

    @Test
    void nothingIsLoadedWithoutAProgram() {
        assertThat(BatchRun.sonde(Path.of("/dev/null"), List.of("p $rax", "x/x 0", "disassemble", "info symbol 0")))
                .contains("No registers.", "No frame selected.", "No symbol matches 0.")
                .anyMatch(line -> line.endsWith("Cannot access memory at address 0x0"));
    }
}
