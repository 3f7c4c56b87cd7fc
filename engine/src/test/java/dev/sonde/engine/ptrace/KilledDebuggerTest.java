package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.ProcessMemoryFile;
import dev.sonde.testprograms.TestProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attached process goes on when the debugger is killed by SIGKILL, whatever is planted in it. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class KilledDebuggerTest {
    private static final Path ECHO = TestProgram.of("echo.c").compile();
    private static final Path LOOP = TestProgram.of("loop.c").compile();

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "stepped", "watched-stopped", "watched-stepped"})
    void aProcessThatTheUserLooksAtGoesOn(String state) throws IOException {
        try (Background background = Background.ready(ECHO);
                Debugger debugger = Debugger.start(background.pid(), ECHO, state)) {
            assertThat(debugger.line()).isEqualTo("running");
            background.type("one\n");
            assertThat(debugger.line()).isEqualTo(state);
            debugger.kill();
            assertThat(background.line()).isEqualTo("got one");
            goesOn(background);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "watched-running"})
    void aProcessThatRunsGoesOnOnceItIsPutRight(String state) throws IOException {
        try (Background background = Background.ready(ECHO)) {
            int original = codeByte(background.pid());
            try (Debugger debugger = Debugger.start(background.pid(), ECHO, state)) {
                assertThat(debugger.line()).isEqualTo(state);
                int restorer = debugger.restorer();
                assertThat(codeByte(background.pid())).isEqualTo(state.equals("running") ? 0xcc : original);
                debugger.kill();
                Programs.await(() -> "-Z".indexOf(Programs.state(restorer)) >= 0);
            }
            assertThat(codeByte(background.pid())).isEqualTo(original);
            goesOn(background);
        }
    }

    @Test
    void aThreadThatWasKeptOnOneProcessorHasItsAffinityAgain() throws IOException {
        try (Background background = Background.start(LOOP, Long.toString(Long.MAX_VALUE))) {
            int pid = background.pid();
            // The shell that it begins as becomes the program.
            Programs.await(() -> ProcFs.link(pid, "exe").orElse("").equals(LOOP.toString()));
            String before = ProcFs.statusField(pid, "Cpus_allowed_list").orElseThrow();
            assumeFalse(before.matches("\\d+"), "the machine has one processor");
            try (Debugger debugger = Debugger.start(pid, LOOP, "pinned")) {
                assertThat(debugger.line()).isEqualTo("pinned");
                assertThat(ProcFs.statusField(pid, "Cpus_allowed_list").orElseThrow())
                        .matches("\\d+");
                int restorer = debugger.restorer();
                debugger.kill();
                Programs.await(() -> "-Z".indexOf(Programs.state(restorer)) >= 0);
            }
            assertThat(ProcFs.statusField(pid, "Cpus_allowed_list")).contains(before);
        }
    }

    @Test
    void whoPutsRightEndsWithTheDebugging() {
        try (Background background = Background.ready(ECHO)) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                inferior.plant(Programs.breakpoint(inferior, ECHO, "line_read"), thread -> true);
                assertThat(restorers((int) ProcessHandle.current().pid())).isEmpty();
                background.type("one\n");
                Programs.runToStop(inferior);
                assertThat(restorers((int) ProcessHandle.current().pid())).hasSize(1);
            }
            assertThat(restorers((int) ProcessHandle.current().pid())).isEmpty();
            assertThat(background.line()).isEqualTo("got one");
            goesOn(background);
        }
    }

    private static void goesOn(Background background) {
        Programs.await(() -> Programs.tracerOf(background.pid()) == 0);
        background.type("two\n");
        assertThat(background.line()).isEqualTo("got two");
        background.endInput();
        assertThat(background.exitCode()).isEqualTo(7);
    }

    private static int codeByte(int pid) {
        try (ProcessMemoryFile memory = ProcessMemoryFile.open(pid)) {
            return memory.readByte(Programs.symbolOf(pid, ECHO, "line_read"));
        }
    }

    private static int[] restorers(int debugger) {
        return ProcessHandle.of(debugger)
                .orElseThrow()
                .children()
                .mapToInt(child -> (int) child.pid())
                .filter(pid -> ProcFs.link(pid, "exe").orElse("").contains("sonde-restorer"))
                .toArray();
    }

    /** A debugger in another JVM. */
    private record Debugger(Process jvm, BufferedReader output) implements AutoCloseable {
        static Debugger start(int pid, Path program, String state) throws IOException {
            Process jvm = new ProcessBuilder(
                            ChildJvm.command(DebugAndBeKilled.class, Integer.toString(pid), program.toString(), state))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Debugger(jvm, jvm.inputReader());
        }

        String line() throws IOException {
            return output.readLine();
        }

        int restorer() {
            int[] found = restorers((int) jvm.pid());
            assertThat(found).hasSize(1);
            return found[0];
        }

        void kill() {
            jvm.destroyForcibly().onExit().join();
        }

        @Override
        public void close() {
            kill();
        }
    }
}
