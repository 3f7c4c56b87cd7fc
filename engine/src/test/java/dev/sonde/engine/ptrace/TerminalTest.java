package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Terminals: one of the program's own, and the debugger's, lent while the program runs. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class TerminalTest {
    private static final Path ECHO = TestProgram.of("echo.c").compile();

    /** Reads lines until one contains {@code text}. */
    private static String until(Inferior inferior, String text) {
        String line = Programs.line(inferior);
        while (!line.contains(text)) {
            line = Programs.line(inferior);
        }
        return line.strip();
    }

    @Test
    void aProgramOnItsOwnTerminalReadsAndIsInterruptedFromThere() throws Exception {
        LaunchOptions options = LaunchOptions.of(ECHO.toString()).withStdio(new Stdio.PseudoTerminal());
        try (Inferior inferior = PtraceBackend.launch(options);
                var streams = inferior.streams()) {
            inferior.resume(Resumption.continueAll());
            until(inferior, "ready");
            Programs.type(inferior, "hello\n");
            assertThat(until(inferior, "got")).isEqualTo("got hello");
            Programs.type(inferior, "\3");
            StopEvent event = Programs.next(inferior);
            assertThat(Programs.causes(event).getFirst())
                    .isInstanceOfSatisfying(
                            StopCause.Signalled.class,
                            cause -> assertThat(cause.info().number()).isEqualTo(2));
            inferior.resume(Resumption.continueAll());
            Programs.type(inferior, "again\n");
            assertThat(until(inferior, "got")).isEqualTo("got again");
            Programs.type(inferior, "\4");
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(7));
            assertThat(streams.error().read()).isNegative();
        }
    }

    @Test
    void aTerminalProgramLeadsItsSession() throws Exception {
        Path surroundings = TestProgram.of("surroundings.c").compile();
        LaunchOptions options = LaunchOptions.of(surroundings.toString())
                .withEnvironment(List.of())
                .withStdio(new Stdio.PseudoTerminal());
        try (Inferior inferior = PtraceBackend.launch(options);
                var streams = inferior.streams()) {
            inferior.resume(Resumption.continueAll());
            assertThat(until(inferior, "leads its session")).isEqualTo("leads its session 1");
            assertThat(until(inferior, "argument")).isEqualTo("argument " + surroundings);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(streams.output().read()).isNegative();
        }
    }

    @Test
    void theDebuggersTerminalIsTheProgramsWhileItRunsAndTheDebuggersAtAStop() throws Exception {
        List<String> command = ChildJvm.command(DebugOnTerminal.class, ECHO.toString());
        LaunchOptions options = LaunchOptions.of(
                        command.getFirst(), command.subList(1, command.size()).toArray(new String[0]))
                .withStdio(new Stdio.PseudoTerminal());
        try (Inferior jvm = PtraceBackend.launch(options);
                var streams = jvm.streams()) {
            int pid = jvm.pid();
            jvm.detach(SignalDelivery.pending());
            until(jvm, "ready");
            Programs.type(jvm, "for the program\n");
            assertThat(until(jvm, "debugger:")).isEqualTo("debugger: stopped, in the foreground true");
            Programs.type(jvm, "for the debugger\n");
            assertThat(until(jvm, "debugger:")).isEqualTo("debugger: read for the debugger");
            assertThat(until(jvm, "got")).isEqualTo("got for the program");
            // Ctrl-C is for the program, which the debugger sees stop for it.
            Programs.type(jvm, "\3");
            assertThat(until(jvm, "debugger:")).endsWith("debugger: interrupted, in the foreground true");
            Programs.type(jvm, "\4");
            assertThat(until(jvm, "debugger:")).isEqualTo("debugger: exited 7, in the foreground true");
            assertThat(streams.error().read()).isNegative();
            Programs.await(() -> "Z-".indexOf(Programs.state(pid)) >= 0);
        }
    }
}
