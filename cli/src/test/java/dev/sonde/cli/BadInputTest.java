package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every mistake is one clear sentence, and the session goes on. */
class BadInputTest {
    private static final String HELLO = TestProgram.of("hello.c").compile().toString();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {"continue", "stepi", "nexti", "kill", "detach", "signal 0", "queue-signal 0", "advance main"})
    void withoutAProcessThereIsNothingToRun(String command) {
        Transcript transcript = Transcript.batch(HELLO, command, "echo alive\\n");
        assertThat(transcript.text()).isEqualTo("The program is not being run.\nalive\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "foo                  | Undefined command: \"foo\".  Try \"help\".",
                "delete 9             | No breakpoint number 9.",
                "delete x             | Bad breakpoint number 'x'",
                "delete 0             | Bad breakpoint number '0'",
                "delete 3-1           | inverted range",
                "enable 7             | No breakpoint number 7.",
                "disable 1.2          | Bad breakpoint number '1.2'",
                "enable count         | Argument required (hit count).",
                "ignore               | Argument required (a breakpoint number).",
                "ignore 1             | No breakpoint number 1.",
                "condition            | Argument required (breakpoint number).",
                "condition 1 x        | No breakpoint number 1.",
                "clear nosuch         | No breakpoint at nosuch.",
                "break                | No default breakpoint address now.",
                "break *              | Argument required (an expression after \"*\").",
                "break main if        | Argument required (a condition after \"if\").",
                "break main thread 9  | Unknown thread 9.",
                "break main thread x  | Invalid thread ID: x",
                "watch                | Argument required (expression to compute).",
                "watch 5              | Cannot watch constant value `5'.",
                "watch nosuch         | No symbol \"nosuch\" in current context.",
                "catch syscall nosuch | Unknown syscall name 'nosuch'.",
                "catch syscall g:foo  | Unknown syscall group 'foo'.",
                "catch foo            | Undefined catch command: \"foo\".  Try \"help catch\".",
                "handle               | Argument required (signal to handle).",
                "thread 3             | Unknown thread 3.",
                "thread apply         | Please specify a thread ID list",
                "attach               | Argument required (process-id to attach).",
                "attach x             | Illegal process-id: x.",
                "cd /nonexistent      | /nonexistent: No such file or directory.",
                "file /nonexistent    | /nonexistent: No such file or directory.",
                "source               | source command requires file name of file to source.",
                "source /nonexistent  | /nonexistent: No such file or directory.",
                "set confirm maybe    | \"on\" or \"off\" expected.",
                "set environment      | Argument required (environment variable and value).",
                "show nosuch          | Undefined show command: \"nosuch\".  Try \"help show\".",
                "help nosuch          | Undefined command: \"nosuch\".  Try \"help\".",
                "run 'a               | Unterminated ' in the arguments.",
            })
    void mistakesAreExplained(String command, String message) {
        Transcript transcript = Transcript.batch(HELLO, command, "echo alive\\n");
        assertThat(transcript.text()).isEqualTo(message + "\nalive\n");
    }

    @Test
    void aShellsOperatorsAreRefused() {
        assertThat(Transcript.batch(HELLO, "run a | b").text()).startsWith("\"|\" has no meaning here");
    }

    @Test
    void withoutAProgramThereIsNothingToStart() {
        assertThat(Transcript.of("--batch", "-nx", "-ex", "run").text())
                .isEqualTo("No executable file specified.\nUse the \"file\" or \"exec-file\" command.\n");
    }

    @Test
    void whatIsNoProgramIsNotLoaded() {
        assertThat(Transcript.of("--batch", "-nx", "/etc/passwd").text())
                .contains("\"/etc/passwd\": not in executable format");
        assertThat(Transcript.of("--batch", "-nx", "/nonexistent").status()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "999999999"})
    void processesThatCannotBeAttachedTo(String pid) {
        Transcript transcript = Transcript.of("--batch", "-nx", "-p", pid, "-ex", "echo alive\\n");
        assertThat(transcript.text()).endsWith("alive\n");
    }

    @Test
    void theDebuggerItselfCannotBeAttachedTo() {
        long self = ProcessHandle.current().pid();
        Transcript transcript = Transcript.of("--batch", "-nx", "-ex", "attach " + self, "-ex", "info program");
        assertThat(transcript.text()).endsWith("The program being debugged is not being run.\n");
    }

    @Test
    void theFifthWatchpointIsServedBySteps() {
        Transcript transcript = Transcript.batch(
                HELLO,
                "starti > " + directory.resolve("out"),
                "watch -l *(long *) $rsp",
                "watch -l *(long *) ($rsp + 8)",
                "watch -l *(long *) ($rsp + 16)",
                "watch -l *(long *) ($rsp + 24)",
                "watch -l *(long *) ($rsp + 32)",
                "info program");
        assertThat(transcript.lines()).anyMatch(line -> line.startsWith("Hardware watchpoint 4: "));
        assertThat(transcript.text()).contains("\nWatchpoint 5: ").contains("Program stopped at 0x");
    }

    @Test
    void aFailingConditionStopsAndSaysWhy() {
        Transcript transcript =
                Transcript.batch(HELLO, "break main if *(int *) 0 == 1", "run > " + directory.resolve("out"), "kill");
        assertThat(transcript.text())
                .contains("Error in testing condition for breakpoint 1:\nCannot access memory at address 0x0\n")
                .contains("\nBreakpoint 1, main (");
    }
}
