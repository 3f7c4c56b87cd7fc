package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.syscall.SyscallTable;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** System calls: caught at entry and exit, per thread; breakpoints on the instruction itself. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class SyscallStopTest {
    private final Backend backend;

    SyscallStopTest(Backend backend) {
        this.backend = backend;
    }

    private static final int READ = 0;
    private static final int WRITE = 1;
    private static final int GETPPID = 110;
    private static final Path HELLO = TestProgram.of("hello.c").compile();
    private static final Path CALLS =
            TestProgram.of("calls.c").flags("-pthread", "-O1").compile();

    @Test
    void aCallIsCaughtAtItsEntryAndThenAtItsExit() {
        try (Inferior inferior = backend.launch(HELLO, "x")) {
            if (!backend.can(Backend.Ability.CALLS_FROM_THE_START)) {
                Programs.runTo(inferior, HELLO, "main");
            }
            inferior.catching(Policies.syscalls(number -> number == WRITE));
            StopEvent entry = Programs.run(inferior);
            assertThat(Programs.causes(entry))
                    .singleElement()
                    .isInstanceOfSatisfying(StopCause.SyscallEntry.class, cause -> {
                        assertThat(cause.number()).isEqualTo(WRITE);
                        assertThat(cause.arguments()).hasSize(6).startsWith(1L);
                        byte[] text = inferior.memory()
                                .readBytes(
                                        cause.arguments().get(1),
                                        cause.arguments().get(2).intValue());
                        assertThat(new String(text, StandardCharsets.UTF_8)).isEqualTo("hello from x\n");
                    });
            assertThat(Programs.thread(entry).registers().readLong(Register.ORIG_RAX))
                    .isEqualTo(WRITE);
            StopEvent exit = Programs.run(inferior);
            assertThat(Programs.causes(exit))
                    .singleElement()
                    .isInstanceOfSatisfying(StopCause.SyscallExit.class, cause -> {
                        assertThat(cause.number()).isEqualTo(WRITE);
                        assertThat(cause.result()).isEqualTo(13);
                        assertThat(cause.arguments()).startsWith(1L);
                    });
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(1));
            assertThat(Programs.output(inferior)).isEqualTo("hello from x\n");
        }
    }

    @Test
    void everyCallComesAsAPairOfEntryAndExitPerThread() {
        backend.needs(Backend.Ability.CALLS_FROM_THE_START);
        try (Inferior inferior = backend.launch(CALLS)) {
            inferior.catching(Policies.syscalls(number -> true));
            Map<Integer, Long> open = new HashMap<>();
            int pairs = 0;
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped stopped) {
                for (StopEvent.ThreadStop stop : stopped.stops()) {
                    int tid = stop.thread().tid();
                    for (StopCause cause : stop.causes()) {
                        switch (cause) {
                            case StopCause.SyscallEntry entry -> {
                                assertThat(open.put(tid, entry.number())).isNull();
                                assertThat(SyscallTable.numbered(entry.number()))
                                        .isPresent();
                            }
                            case StopCause.SyscallExit exit -> {
                                Long number = open.remove(tid);
                                if (number != null) {
                                    assertThat(exit.number()).isEqualTo(number);
                                    assertThat(exit.arguments()).hasSize(6);
                                    pairs++;
                                }
                            }
                            default -> throw new AssertionError(cause);
                        }
                    }
                }
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(pairs).isGreaterThan(20);
            assertThat(Programs.output(inferior)).isEqualTo("read x\n");
        }
    }

    @Test
    void anExitWhoseEntryWasNotSeenHasItsOwnNumberAndNoArguments() {
        try (Inferior inferior = backend.launch(CALLS)) {
            inferior.catching(Policies.syscalls(number -> number == GETPPID));
            StopEvent event = Programs.run(inferior);
            assertThat(Programs.causes(event).getFirst()).isInstanceOf(StopCause.SyscallEntry.class);
            InferiorThread thread = Programs.thread(event);
            // Left by other means, nothing of it must show when the exit of the next one is seen.
            inferior.catching(Policies.passing());
            StopPoint point = Programs.breakpoint(inferior, CALLS, "the_read");
            event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
            assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
            assertThat(thread.registers().readLong(Register.RAX))
                    .isEqualTo((long) ProcFs.statusNumber(inferior.pid(), "PPid").orElseThrow());
            inferior.catching(Policies.syscalls(number -> number == WRITE));
            do {
                event = Programs.run(inferior);
            } while (Programs.thread(event).tid() != thread.tid());
            assertThat(Programs.causes(event).getFirst())
                    .isInstanceOfSatisfying(
                            StopCause.SyscallEntry.class,
                            entry -> assertThat(entry.number()).isEqualTo(WRITE));
            assertThat(point.address()).isNotZero();
        }
    }

    @Test
    void aThreadRunsToItsNextEntryOrExit() {
        try (Inferior inferior = backend.launch(HELLO)) {
            int tid = inferior.pid();
            Resumption toSyscall = Resumption.of(tid, new ThreadAction.ToSyscall(SignalDelivery.pending()));
            assertThat(Programs.causes(Programs.run(inferior, toSyscall)).getFirst())
                    .isInstanceOf(StopCause.SyscallExit.class); // of execve itself
            for (int i = 0; i < 5; i++) {
                StopEvent entry = Programs.run(inferior, toSyscall);
                StopEvent exit = Programs.run(inferior, toSyscall);
                assertThat(Programs.causes(entry).getFirst()).isInstanceOf(StopCause.SyscallEntry.class);
                assertThat(Programs.causes(exit).getFirst()).isInstanceOf(StopCause.SyscallExit.class);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aCallCanBeChangedAtItsEntryAndItsResultAtItsExit() {
        try (Inferior inferior = backend.launch(CALLS)) {
            inferior.catching(Policies.syscalls(number -> number == GETPPID));
            InferiorThread thread = Programs.thread(Programs.run(inferior));
            thread.registers().writeLong(Register.ORIG_RAX, 39);
            StopEvent exit = Programs.run(
                    inferior, Resumption.of(thread.tid(), new ThreadAction.ToSyscall(SignalDelivery.pending())));
            assertThat(thread.registers().readLong(Register.RAX))
                    .as("getpid instead")
                    .isEqualTo(inferior.pid());
            assertThat(Programs.causes(exit)).hasSize(1);
        }
    }

    @Test
    void aBreakpointOnASystemCallThatWaitsForAnotherThreadHoldsNobodyUp() {
        for (boolean step : new boolean[] {false, true}) {
            try (Inferior inferior = backend.launch(CALLS)) {
                StopPoint point = Programs.breakpoint(inferior, CALLS, "the_read");
                inferior.plant(point, thread -> true);
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                InferiorThread thread = Programs.thread(event);
                if (step) {
                    // The others run, for the step ends only when one of them has written.
                    event = Programs.run(
                            inferior,
                            Resumption.of(
                                    thread.tid(),
                                    new ThreadAction.Step(
                                            SignalDelivery.pending(), dev.sonde.engine.inferior.StepControl.once())));
                    assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
                    assertThat(Programs.pc(thread)).isEqualTo(Programs.symbol(inferior, CALLS, "after_read"));
                    assertThat(thread.registers().readLong(Register.RAX)).isEqualTo(1);
                }
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
                assertThat(Programs.output(inferior)).isEqualTo("read x\n");
            }
        }
    }

    @Test
    void aBreakpointOnACaughtSystemCallGivesHitEntryAndExit() {
        try (Inferior inferior = backend.launch(CALLS)) {
            StopPoint point = Programs.breakpoint(inferior, CALLS, "the_read");
            Programs.runTo(inferior, CALLS, "main");
            inferior.plant(point, thread -> true);
            StopEvent event = Programs.run(inferior);
            assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
            inferior.catching(Policies.syscalls(number -> number == READ));
            assertThat(Programs.causes(Programs.run(inferior)).getFirst()).isInstanceOf(StopCause.SyscallEntry.class);
            assertThat(Programs.causes(Programs.run(inferior)))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            StopCause.SyscallExit.class,
                            exit -> assertThat(exit.result()).isEqualTo(1));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void namesAndNumbersAreKnownBothWays() {
        assertThat(SyscallTable.named("read").orElseThrow().number()).isZero();
        assertThat(SyscallTable.named("kill").orElseThrow().number()).isEqualTo(62);
        assertThat(SyscallTable.numbered(0).orElseThrow().name()).isEqualTo("read");
        assertThat(SyscallTable.numbered(62).orElseThrow().name()).isEqualTo("kill");
    }
}
