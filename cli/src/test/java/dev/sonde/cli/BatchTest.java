package dev.sonde.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sessions without a terminal. The program's output goes to files: standard output belongs to the test's runner. */
class BatchTest {
    private static final String HELLO = TestProgram.of("hello.c").compile().toString();
    private static final String LOOP = TestProgram.of("loop.c").compile().toString();
    private static final String SIGNALS = TestProgram.of("signals.c").compile().toString();
    private static final String THREADS =
            TestProgram.of("threads.c").flags("-pthread").compile().toString();

    @TempDir
    Path directory;

    private String into(String name) {
        return "> " + directory.resolve(name);
    }

    private String written(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    @Test
    void aProgramRunsToItsEnd() throws IOException {
        Transcript transcript = Transcript.batch(HELLO, "run 'a b' c d " + into("out"));
        assertThat(transcript.text()).isEqualTo("[Inferior 1 (process PID) exited with code 03]\n");
        assertThat(transcript.status()).isZero();
        assertThat(written("out")).isEqualTo("hello from a b\n");
    }

    @Test
    void argumentsOfTheCommandLineReachTheProgram() {
        Transcript transcript = Transcript.of(
                "--batch",
                "-nx",
                "-ex",
                "show args",
                "-ex",
                "run",
                "--args",
                "/usr/bin/test",
                "it's > x",
                "=",
                "it's > x");
        assertThat(transcript.text())
                .isEqualTo("Argument list to give program being debugged when it is started is "
                        + "\"'it'\\''s > x' = 'it'\\''s > x'\".\n[Inferior 1 (process PID) exited normally]\n");
    }

    @Test
    void inputAndErrorsCanBeRedirected() throws IOException {
        Path in = Files.writeString(directory.resolve("in"), "from a file\n");
        Transcript transcript =
                Transcript.batch("/bin/cat", "run - /nonexistent < " + in + " " + into("out") + " 2>&1");
        assertThat(transcript.text()).isEqualTo("[Inferior 1 (process PID) exited with code 01]\n");
        assertThat(written("out")).startsWith("from a file\n").contains("/nonexistent");
    }

    @Test
    void theEnvironmentAndTheDirectoryAreWhatTheUserSays() throws IOException {
        Transcript.batch(
                "/usr/bin/env",
                "unset environment",
                "set env A = b c",
                "set env B",
                "set cwd " + directory,
                "run " + into("env"),
                "file /bin/pwd",
                "run " + into("pwd"));
        assertThat(written("env")).isEqualTo("A=b c\nB=\n");
        assertThat(written("pwd")).isEqualTo(directory.toRealPath() + "\n");
    }

    @Test
    void hitsConditionsAndIgnoredHitsAreCounted() {
        Transcript transcript = Transcript.batch(
                LOOP,
                "break work if $rdi % 2 == 1",
                "run 10 " + into("out"),
                "p $rdi",
                "ignore 1 2",
                "continue",
                "p $rdi",
                "info breakpoints",
                "delete",
                "continue");
        assertThat(transcript.lines())
                .contains("$1 = 1", "$2 = 7")
                .contains("\tstop only if $rdi % 2 == 1", "\tbreakpoint already hit 4 times")
                .endsWith("[Inferior 1 (process PID) exited normally]");
    }

    @Test
    void temporaryAndSpentBreakpointsGoAway() {
        Transcript transcript = Transcript.batch(
                LOOP, "tbreak main", "break work", "enable once 2", "run " + into("out"), "c", "info breakpoints", "c");
        assertThat(transcript.lines())
                .anyMatch(line -> line.matches("Temporary breakpoint 1, main \\(.*\\) at .*loop.c:12"))
                .anyMatch(line -> line.matches("Breakpoint 2, work \\(.*\\) at .*loop.c:8"))
                .anyMatch(line -> line.matches("2 +breakpoint +keep n +0x[0-9a-f]{16} in work at .*loop.c:8"))
                .noneMatch(line -> line.startsWith("1 "))
                .endsWith("[Inferior 1 (process PID) exited normally]");
    }

    @Test
    void aWatchpointShowsOldAndNew() {
        Transcript transcript = Transcript.batch(
                LOOP, "watch -l *(long *) &sum", "run 3 " + into("out"), "continue", "info watchpoints", "kill");
        assertThat(transcript.text())
                .startsWith("Hardware watchpoint 1: -location *(long *) &sum\n")
                .contains("\nHardware watchpoint 1: -location *(long *) &sum\n\nOld value = 0\nNew value = 1\nwork (")
                .contains("\nOld value = 1\nNew value = 3\nwork (")
                .contains("1       hw watchpoint  keep y                      -location *(long *) &sum\n")
                .contains("\n\tbreakpoint already hit 2 times\n")
                .endsWith("[Inferior 1 (process PID) killed]\n");
    }

    @Test
    void systemCallsShowTheirArguments() {
        Transcript transcript = Transcript.batch(
                HELLO, "catch syscall write", "run x " + into("out"), "continue", "info breakpoints", "continue");
        assertThat(transcript.text())
                .startsWith("Catchpoint 1 (syscall 'write' [1])\n")
                .contains("\nCatchpoint 1 (call to syscall write), 0x")
                .contains("\nwrite(1, \"hello from x\\n\", 13)\n")
                .contains("\nCatchpoint 1 (returned from syscall write), 0x")
                .contains("\nwrite(1, \"hello from x\\n\", 13) = 13\n")
                .contains("1       catchpoint     keep y              syscall \"write\" \n")
                .contains("\n\tcatchpoint already hit 2 times\n");
    }

    @Test
    void signalsStopAndAreHandledAsTheUserSays() {
        Transcript transcript = Transcript.batch(
                SIGNALS, "run 3 " + into("out"), "info program", "signal 0", "handle SIGUSR1 nostop", "continue");
        assertThat(transcript.text())
                .startsWith("\nProgram received signal SIGUSR1, User defined signal 1.\n0x")
                .contains("It stopped at signal SIGUSR1: ")
                .contains("\nProgram received signal SIGUSR1, User defined signal 1.\n[Inferior 1")
                .endsWith("[Inferior 1 (process PID) exited with code 01]\n");
    }

    @Test
    void threadsAreNumberedAndNamed() {
        Transcript transcript = Transcript.batch(
                THREADS,
                "break hit",
                "run 2 " + into("out"),
                "thread",
                "info threads",
                "thread apply 1 2 p 1",
                "thread 1",
                "thread 7",
                "delete",
                "continue");
        assertThat(transcript.text())
                .containsPattern("\\[New Thread 0x[0-9a-f]+ \\(LWP PID\\)\\]\n")
                .containsPattern("\nThread [23] \"threads\" hit Breakpoint 1, hit \\(.*\\) at .*threads.c:10\n10\t")
                .containsPattern("\\[Current thread is [23] \\(Thread 0x[0-9a-f]+ \\(LWP PID\\)\\)\\]")
                .containsPattern("\n  1    Thread 0x[0-9a-f]+ \\(LWP PID\\) \"threads\" ")
                .containsPattern("\nThread 1 \\(Thread 0x[0-9a-f]+ \\(LWP PID\\) \"threads\"\\):\n\\$1 = 1\n")
                .contains("[Switching to thread 1 (Thread 0x")
                .contains("Unknown thread 7.\n")
                .endsWith("[Inferior 1 (process PID) exited normally]\n");
    }

    @Test
    void theWordsOfSdbWork() {
        Transcript transcript = Transcript.batch(
                LOOP,
                "breakpoint set work",
                "breakpoint set main -h",
                "watchpoint set &sum write 8",
                "catchpoint syscall write,read",
                "catchpoint syscall none",
                "run 1 " + into("out"),
                "breakpoint disable 1",
                "watchpoint list",
                "breakpoint delete 1 2",
                "thread list",
                "thread select 1",
                "continue");
        assertThat(transcript.lines())
                .contains("Hardware assisted breakpoint 2 at 0x" + address(transcript, "Hardware assisted"))
                .contains("Hardware watchpoint 3: -location *(unsigned long *) (&sum)")
                .anyMatch(line -> line.startsWith("Breakpoint 2, main ("))
                .anyMatch(line -> line.startsWith("* 1    Thread 0x"))
                .contains("[Inferior 1 (process PID) exited normally]");
    }

    private static String address(Transcript transcript, String start) {
        String line = transcript.lines().stream()
                .filter(candidate -> candidate.startsWith(start))
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf("0x") + 2);
    }

    @Test
    void startStopsInMainAndStartiBeforeAnything() {
        Transcript transcript =
                Transcript.batch(HELLO, "start " + into("out"), "kill", "starti " + into("out"), "stepi 5", "nexti");
        assertThat(transcript.lines())
                .anyMatch(line -> line.matches("Temporary breakpoint 1, main \\(.*\\) at .*hello.c:5"))
                .contains("Program stopped.")
                .anyMatch(line -> line.matches("0x[0-9a-f]{16} in .* \\(\\) from .*"));
        assertThat(transcript.status()).isZero();
    }

    @Test
    void theStatusIsThatOfTheLastCommand() {
        assertThat(Transcript.of("--batch", "-nx", "-ex", "foo").status()).isEqualTo(1);
        assertThat(Transcript.of("--batch", "-nx", "-ex", "foo", "-ex", "pwd").status())
                .isZero();
        assertThat(Transcript.of("--batch", "-nx", "-ex", "quit 3").status()).isEqualTo(3);
        assertThat(Transcript.of("--nonsense").status()).isEqualTo(1);
        assertThat(Transcript.of("--help").text()).startsWith("Usage: sonde ");
        assertThat(Transcript.of("--version").text()).startsWith("Sonde ");
    }

    @Test
    void aScriptEndsAtItsFirstErrorAndSaysWhere() throws IOException {
        Path script = Files.writeString(directory.resolve("s.gdb"), "# comment\n\necho one\\n\nfoo\necho two\\n\n");
        Transcript transcript = Transcript.of("--batch", "-nx", "-x", script.toString(), "-ex", "echo three\\n");
        assertThat(transcript.text())
                .isEqualTo("one\n" + script + ":4: Error in sourced command file:\n"
                        + "Undefined command: \"foo\".  Try \"help\".\nthree\n");
        assertThat(Transcript.of("--batch", "-nx", "-x", "/nonexistent").status())
                .isEqualTo(1);
    }

    @Test
    void aFileThatReadsItselfIsStopped() throws IOException {
        Path script = directory.resolve("s.gdb");
        Files.writeString(script, "source " + script + "\n");
        assertThat(Transcript.of("--batch", "-nx", "-x", script.toString()).text())
                .contains("Command files are nested too deeply.");
    }

    @Test
    void commandsCanComeFromAPipeAndAnEmptyLineRepeats() {
        Transcript transcript = Transcript.withInput("echo one\\n\nprint 7\n\n\nquit 4\n", "-nx", "-q", HELLO);
        assertThat(transcript.lines()).containsExactly("one", "$1 = 7", "$2 = 7", "$3 = 7");
        assertThat(transcript.status()).isEqualTo(4);
    }

    @Test
    void aPendingBreakpointWaitsIfTheUserWants() {
        Transcript transcript = Transcript.batch(
                HELLO, "break puts_or_so", "set breakpoint pending on", "break puts_or_so", "info breakpoints");
        assertThat(transcript.text())
                .isEqualTo("Function \"puts_or_so\" not defined.\n"
                        + "Make breakpoint pending on future shared library load? "
                        + "(y or [n]) [answered N; input not from terminal]\n"
                        + "Function \"puts_or_so\" not defined.\n"
                        + "Breakpoint 1 (puts_or_so) pending.\n"
                        + "Num     Type           Disp Enb Address    What\n"
                        + "1       breakpoint     keep y   <PENDING>  puts_or_so\n");
    }
}
