package dev.sonde.server.gdbserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.testprograms.TestProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real gdb, connected to our server. */
@Timeout(120)
class GdbTest {
    @TempDir
    Path directory;

    private static String program(String source, String... flags) {
        return TestProgram.of(source).flags(flags).compile().toString();
    }

    @Test
    void breakpointsWithConditionsOnTheTarget() throws Exception {
        String text = Debugger.remote(
                List.of(program("loop.c"), "20"),
                "set breakpoint condition-evaluation target",
                "break work if i == 7 || sum > 100",
                "continue",
                "print i",
                "info breakpoints",
                "continue",
                "print sum",
                "backtrace",
                "delete",
                "continue");
        assertThat(text)
                .contains("Breakpoint 1, work (i=7)")
                .contains("(target evals)")
                .contains("$1 = 7")
                .contains("$2 = 105")
                .contains("#1  0x")
                .contains("sum 190")
                .contains("exited normally");
    }

    @Test
    void printfsOnTheTarget() throws Exception {
        String text = Debugger.remote(
                List.of(program("loop.c"), "3"),
                "set dprintf-style agent",
                "dprintf work,\"i=%d sum=%ld %c%%\\n\", i, sum, 65",
                "continue");
        assertThat(text).contains("i=0 sum=0 A%").contains("i=2 sum=1 A%").contains("exited normally");
    }

    @Test
    void hardwareBreakpointsAndWatchpoints() throws Exception {
        String text = Debugger.remote(
                List.of(program("watched.c", "-pthread")),
                "hbreak prepared",
                "continue",
                "watch value",
                "continue",
                "awatch bytes[3]",
                "continue",
                "continue",
                "info threads",
                "continue",
                "continue");
        assertThat(text)
                .contains("Breakpoint 1, prepared ()")
                .contains("New value = 10")
                .contains("New value = 20")
                .contains("New value = 30")
                .contains("Hardware access (read/write) watchpoint 3: bytes[3]");
    }

    @Test
    void stepsAndCalls() throws Exception {
        String text = Debugger.remote(
                List.of(program("loop.c"), "5"),
                "break main",
                "continue",
                "next",
                "next",
                "step",
                "step",
                "finish",
                "stepi",
                "nexti",
                "print work(3)",
                "until",
                "kill");
        assertThat(text).contains("work (i=0)").contains("$1 = void").contains("killed]");
    }

    @Test
    void threadsWithTheirNamesAndVariables() throws Exception {
        String text = Debugger.remote(
                List.of(program("workers.c", "-pthread"), "3"),
                "break work",
                "continue",
                "info threads",
                "thread apply all -q print $_thread",
                "set scheduler-locking on",
                "step",
                "set scheduler-locking off",
                "continue",
                "continue",
                "continue");
        assertThat(text)
                .contains("\"worker-1\"")
                .contains("\"worker-3\"")
                .contains("work (number=1)")
                .contains("work (number=2)")
                .contains("work (number=3)")
                .contains("exited normally");
    }

    @Test
    void threadLocalVariablesWithoutTheirLibrarysHelp() throws Exception {
        String text = Debugger.remote(
                List.of(program("tls-loader.c", "-pthread", "-ldl")), "break main", "continue", "info sharedlibrary");
        assertThat(text).contains("Yes").contains("libc.so.6");
    }

    @Test
    void forksAreFollowed() throws Exception {
        String family = program("family.c");
        assertThat(Debugger.remote(
                        List.of(family), "set follow-fork-mode child", "break child_work", "continue", "continue"))
                .contains("Breakpoint 1, child_work")
                .contains("exited with code 03");
        assertThat(Debugger.remote(
                        List.of(family),
                        "set detach-on-fork off",
                        "catch fork",
                        "break parent_work",
                        "continue",
                        "continue",
                        "info inferiors",
                        "inferior 2",
                        "continue"))
                .contains("Catchpoint 1 (forked process")
                .contains("hit Breakpoint 2.1, parent_work")
                .contains("[Switching to inferior 2 [process")
                .contains("exited with code 03");
    }

    @Test
    void vforksAndExecs() throws Exception {
        String family = program("family.c");
        assertThat(Debugger.remote(
                        List.of(family, "/bin/true"),
                        "catch vfork",
                        "break parent_work",
                        "continue",
                        "continue",
                        "continue"))
                .contains("(vforked process")
                .contains("Breakpoint 2, parent_work")
                .contains("exited normally");
        assertThat(Debugger.remote(
                        List.of(family, "/bin/true"),
                        "set follow-fork-mode child",
                        "catch exec",
                        "continue",
                        "continue"))
                .containsPattern("\\(exec'd .*true\\)")
                .contains("exited normally");
        assertThat(Debugger.remote(
                        List.of(program("execer.c"), program("hello.c"), "you"),
                        "catch exec",
                        "continue",
                        "break main",
                        "continue",
                        "print argc",
                        "continue"))
                .containsPattern("\\(exec'd .*hello")
                .contains("$1 = 2")
                .contains("hello from you");
    }

    @Test
    void signalsAndTheirInformation() throws Exception {
        String text = Debugger.remote(
                List.of(program("signals.c"), "3"),
                "continue",
                "print $_siginfo.si_signo",
                "print $_siginfo.si_code",
                "set var $_siginfo.si_code = -1",
                "print $_siginfo.si_code",
                "signal 0",
                "handle SIGUSR1 nostop noprint pass",
                "continue");
        assertThat(text)
                .contains("received signal SIGUSR1, User defined signal 1.")
                .contains("$1 = 10")
                .contains("$2 = 0")
                .contains("$3 = -1")
                .contains("delivered 2 of 3")
                .contains("exited with code 01");
    }

    @Test
    void systemCallsAreCaught() throws Exception {
        String text = Debugger.remote(
                List.of(program("hello.c")), "catch syscall write", "continue", "continue", "delete", "continue");
        assertThat(text)
                .contains("(call to syscall write)")
                .contains("(returned from syscall write)")
                .contains("exited normally");
    }

    @Test
    void aRunningProcessIsAttachedToAndLetGo() throws Exception {
        String sleeper = program("sleepers.c", "-pthread");
        Process process = new ProcessBuilder(sleeper, "3").start();
        try {
            assertThat(process.getInputStream().read()).isPositive();
            String text = Debugger.extended(
                    sleeper, "attach " + process.pid(), "info threads", "print 1 + 1", "detach", "monitor exit");
            assertThat(text).contains("$1 = 2").contains("detached]").containsPattern("4 +Thread");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void programsAreStartedWithEnvironmentDirectoryAndArguments() throws Exception {
        String hello = program("hello.c");
        String text = Debugger.extended(
                hello,
                "set remote exec-file " + hello,
                "set cwd " + directory,
                "set environment GREETING=hello there",
                "set args 'a b'",
                "break main",
                "run",
                "print (char *) getenv(\"GREETING\")",
                "print argv[1]",
                "info proc cwd",
                "kill",
                "run",
                "continue",
                "monitor exit");
        assertThat(text)
                .contains("\"hello there\"")
                .contains("\"a b\"")
                .contains("cwd = '" + directory + "'")
                .contains("hello from a b")
                .contains("exited with code 01");
    }

    @Test
    void threadsStopEachForItselfInNonStopMode() throws Exception {
        String workers = program("workers.c", "-pthread");
        String text = Debugger.gdb(
                workers,
                "set non-stop on",
                "target extended-remote " + Debugger.pipe("--multi", "-"),
                "set remote exec-file " + workers,
                "break work",
                "run",
                "info threads",
                "thread name first",
                "kill",
                "monitor exit");
        assertThat(text).contains("(running)").containsPattern("\"worker-1\" +work \\(number=1\\)");
    }

    @Test
    void filesGoBothWays() throws Exception {
        Path here = directory.resolve("here");
        Path there = directory.resolve("there");
        Path back = directory.resolve("back");
        Files.writeString(here, "# $ } * ".repeat(20_000));
        String text = Debugger.extended(
                program("hello.c"),
                "remote put " + here + " " + there,
                "remote get " + there + " " + back,
                "remote delete " + there,
                "remote get " + there + " " + back,
                "monitor exit");
        assertThat(text).contains("Remote I/O error: No such file or directory");
        assertThat(back).hasSameBinaryContentAs(here);
        assertThat(there).doesNotExist();
    }

    @Test
    void memoryIsSearchedComparedAndChanged() throws Exception {
        String text = Debugger.remote(
                List.of(program("loop.c", "-no-pie"), "5"),
                "break work",
                "continue",
                "set var sum = 0x1122334455",
                "find /g &sum, +8, 0x1122334455L",
                "compare-sections .text",
                "info auxv",
                "info registers rip",
                "set var $rax = 5",
                "print $rax",
                "print $st0",
                "set var $xmm1.v4_int32[2] = 7",
                "print $xmm1.v4_int32",
                "kill");
        assertThat(text)
                .contains("1 pattern found")
                .contains("matched")
                .contains("AT_PHDR")
                .contains("$1 = 5")
                .contains("$2 = 0")
                .containsPattern("\\$3 = \\{.*, .*, 7, .*\\}");
    }

    @Test
    void threadLocalVariables() throws Exception {
        String text = Debugger.remote(
                List.of(program("tls.cc", "-pthread")),
                "break marker",
                "continue",
                "print Counter::live",
                "print ns::deep",
                "continue",
                "print Counter::live",
                "print table",
                "thread 1",
                "print table",
                "kill");
        assertThat(text)
                .contains("$1 = 4")
                .contains("$2 = 14")
                .contains("$3 = 77")
                .contains("$4 = {1, 20, 3}")
                .contains("$5 = {1, 2, 3}");
    }

    @Test
    void overASocketInTheFileSystem() throws Exception {
        Path socket = directory.resolve("socket");
        String program = program("loop.c");
        try (TestServer server = new TestServer("--once", "unix:" + socket, program, "3")) {
            server.await("Listening on socket " + socket);
            String text = Debugger.gdb(program, "target remote " + socket, "break work", "continue", "print i", "kill");
            assertThat(text).contains("$1 = 0");
            assertThat(server.awaitEnd()).isZero();
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void theServerIsTalkedTo() throws Exception {
        String text = Debugger.remote(
                List.of(program("hello.c")), "monitor help", "monitor dance", "info os processes", "monitor exit");
        assertThat(text)
                .contains("The following monitor commands are supported:")
                .contains("Unknown monitor command.")
                .containsPattern("\\d+ +\\w+ +.*java");
    }
}
