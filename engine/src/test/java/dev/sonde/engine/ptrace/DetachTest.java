package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.linux.Signals;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Letting processes go: exactly as they were found. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class DetachTest {
    private static final Path ECHO = TestProgram.of("echo.c").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();

    @Test
    void aProcessGoesOnUntracedWithItsCodeAsItWas() {
        try (Background background = Background.ready(ECHO)) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                StopPoint.Execute point = Programs.breakpoint(inferior, ECHO, "line_read");
                inferior.plant(point, thread -> true);
                inferior.plant(new StopPoint.Execute(point.address(), true), thread -> true);
                inferior.detach(SignalDelivery.pending());
                assertThat(inferior.state()).isEqualTo(Inferior.State.GONE);
                assertThat(inferior.threads()).isEmpty();
                assertThat(inferior.memory().readUpTo(point.address(), 1)).isEmpty();
                assertThatThrownBy(() -> inferior.resume(Resumption.continueAll()))
                        .isInstanceOf(DebugException.class);
            }
            assertThat(Programs.tracerOf(background.pid())).isZero();
            background.type("hello\n");
            assertThat(background.line()).isEqualTo("got hello");
            background.endInput();
            assertThat(background.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void aThreadOnABreakpointExecutesItsOwnInstruction() {
        try (Background background = Background.ready(ECHO)) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                StopPoint point = Programs.breakpoint(inferior, ECHO, "line_read");
                inferior.plant(point, thread -> true);
                inferior.resume(Resumption.continueAll());
                background.type("hello\n");
                assertThat(Programs.causes(Programs.next(inferior))).containsExactly(new StopCause.Hit(point));
            }
            assertThat(background.line()).isEqualTo("got hello");
            background.endInput();
            assertThat(background.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void aRunningProcessIsDetachedToo() {
        try (Background background = Background.ready(BUSY, "4")) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                AtomicLong hits = new AtomicLong();
                inferior.plant(Programs.breakpoint(inferior, BUSY, "turn"), thread -> {
                    hits.incrementAndGet();
                    return false;
                });
                inferior.resume(Resumption.continueAll());
                Programs.await(() -> hits.get() > 20);
            }
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
            assertThat(background.exitCode()).isZero();
        }
    }

    @Test
    void whoWaitsForAStopIsTold() {
        try (Background background = Background.ready(ECHO);
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            inferior.resume(Resumption.continueAll());
            CompletableFuture<StopEvent> waiting = CompletableFuture.supplyAsync(() -> Programs.next(inferior));
            inferior.detach(SignalDelivery.pending());
            assertThatThrownBy(waiting::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(DebugException.class);
        }
    }

    /** The kernel unblocks SIGTRAP, and sets it to its default, when a thread that blocks or ignores it runs onto an int3. */
    @ParameterizedTest
    @CsvSource({
        "SigIgn, --ignore-signal=TRAP, false",
        "SigIgn, --ignore-signal=TRAP, true",
        "SigBlk, --block-signal=TRAP, false",
        "SigBlk, --block-signal=TRAP, true"
    })
    void whatTheProgramMakesOfSigtrapIsAsItWas(String set, String option, boolean inSystemCall) {
        try (Background background = Background.start(List.of("env", option, ECHO.toString()))) {
            assertThat(background.line()).isEqualTo("ready");
            int pid = background.pid();
            String before = ProcFs.statusField(pid, set).orElseThrow();
            assertThat(Long.parseLong(before, 16) & 1 << 4).isNotZero();
            try (Inferior inferior = PtraceBackend.attach(pid)) {
                inferior.plant(Programs.breakpoint(inferior, ECHO, "line_read"), thread -> true);
                inferior.resume(Resumption.continueAll());
                background.type("hello\n");
                Programs.next(inferior);
                assertThat(ProcFs.statusField(pid, set).orElseThrow())
                        .as("the kernel does this")
                        .isNotEqualTo(before);
                if (inSystemCall) {
                    inferior.resume(Resumption.continueAll());
                    assertThat(background.line()).isEqualTo("got hello");
                    Programs.await(() -> Programs.state(pid) == 'S');
                    inferior.interrupt();
                    Programs.next(inferior);
                }
            }
            assertThat(ProcFs.statusField(pid, set)).contains(before);
            if (!inSystemCall) {
                assertThat(background.line()).isEqualTo("got hello");
            }
            background.type("again\n");
            assertThat(background.line()).isEqualTo("got again");
            background.endInput();
            assertThat(background.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void aPendingSignalIsDelivered() {
        try (Background background = Background.ready(ECHO)) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                inferior.resume(Resumption.continueAll());
                Signals.sendToProcess(background.pid(), 15);
                assertThat(Programs.causes(Programs.next(inferior)).getFirst())
                        .isInstanceOfSatisfying(
                                StopCause.Signalled.class,
                                cause -> assertThat(cause.info().number()).isEqualTo(15));
                assertThat(Programs.state(background.pid())).isEqualTo('t');
            }
            assertThat(background.exitCode()).isEqualTo(128 + 15);
        }
    }

    @Test
    void aPendingSignalCanBeDroppedAndAnotherGiven() {
        try (Background background = Background.ready(ECHO);
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            inferior.resume(Resumption.continueAll());
            Signals.sendToProcess(background.pid(), 15);
            Programs.next(inferior);
            inferior.detach(SignalDelivery.none());
            background.type("hello\n");
            assertThat(background.line()).isEqualTo("got hello");
        }
        try (Background background = Background.ready(ECHO);
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            inferior.resume(Resumption.continueAll());
            inferior.interrupt();
            Programs.next(inferior);
            inferior.detach(SignalDelivery.of(10));
            assertThat(background.exitCode()).isEqualTo(128 + 10);
        }
    }

    @Test
    void aStoppedProcessIsLeftStopped() {
        try (Background background = Background.ready(BUSY, "3")) {
            Signals.sendToProcess(background.pid(), Signals.SIGSTOP);
            Programs.await(() -> allAre(background.pid(), 'T'));
            for (int i = 0; i < 5; i++) {
                try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                    assertThat(inferior.threads()).hasSizeGreaterThanOrEqualTo(4);
                    if (i % 2 == 1) {
                        inferior.resume(Resumption.continueAll());
                    }
                }
                Programs.await(() -> allAre(background.pid(), 'T'));
            }
            Signals.sendToProcess(background.pid(), 18);
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
        }
    }

    private static boolean allAre(int pid, char state) {
        for (int tid : ProcFs.tasks(pid)) {
            if (Programs.state(tid) != state) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aLaunchedProcessLivesOnWhenItIsDetached() {
        int pid;
        try (Inferior inferior = Programs.launch(ECHO)) {
            pid = inferior.pid();
            inferior.detach(SignalDelivery.pending());
            assertThat(Programs.line(inferior)).isEqualTo("ready");
            assertThat(Programs.tracerOf(pid)).isZero();
            Programs.type(inferior, "hello\n");
            assertThat(Programs.line(inferior)).isEqualTo("got hello");
            // It can be found again, too.
            try (Inferior again = PtraceBackend.attach(pid)) {
                again.resume(Resumption.continueAll());
                Programs.endInput(inferior);
                assertThat(Programs.next(again)).isEqualTo(new StopEvent.Exited(7));
            }
        }
    }

    @Test
    void watchpointsAreClearedOnEveryThread() {
        try (Background background = Background.ready(BUSY, "3")) {
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                inferior.plant(
                        new StopPoint.Access(Programs.symbol(inferior, BUSY, "turns"), 8, StopPoint.Access.Kind.WRITE),
                        thread -> false);
                inferior.resume(Resumption.continueAll());
                inferior.interrupt();
                Programs.next(inferior);
            }
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                for (InferiorThread thread : inferior.threads()) {
                    if (thread.isStopped()) {
                        assertThat(thread.registers().readLong(dev.sonde.engine.x86_64.Register.DR7))
                                .isZero();
                    }
                }
            }
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
        }
    }

    @Test
    void threeHundredCyclesLeaveNoTrace() {
        try (Background background = Background.ready(BUSY, "4")) {
            for (int i = 0; i < 300; i++) {
                try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                    if (i % 3 != 0) {
                        AtomicLong hits = new AtomicLong();
                        inferior.plant(Programs.breakpoint(inferior, BUSY, "turn"), thread -> {
                            hits.incrementAndGet();
                            return false;
                        });
                        inferior.resume(Resumption.continueAll());
                        if (i % 3 == 1) {
                            Programs.await(() -> hits.get() > 0);
                        }
                    }
                }
            }
            assertThat(Programs.tracerOf(background.pid())).isZero();
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
            assertThat(background.exitCode()).isZero();
        }
    }
}
