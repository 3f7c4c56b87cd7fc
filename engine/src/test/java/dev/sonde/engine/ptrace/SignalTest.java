package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.linux.Signals;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Signals: seen, delivered, replaced, swallowed; group-stops. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class SignalTest {
    private final Backend backend;

    SignalTest(Backend backend) {
        this.backend = backend;
    }

    private static final int SIGUSR1 = 10;
    private static final int SIGUSR2 = 12;
    private static final int SIGCONT = 18;
    private static final Path TRAPS = TestProgram.of("traps.c").compile();
    private static final Path ECHO = TestProgram.of("echo.c").compile();
    private static final Path SIGNALS = TestProgram.of("signals.c").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();

    private static StopCause.Signalled signalled(StopEvent event) {
        assertThat(Programs.causes(event)).hasSize(1);
        return (StopCause.Signalled) Programs.causes(event).getFirst();
    }

    @Test
    void aSignalStopsAndIsDeliveredOnResume() {
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            for (int i = 0; i < 3; i++) {
                StopEvent event = Programs.run(inferior);
                assertThat(signalled(event).info().number()).isEqualTo(SIGUSR1);
                assertThat(signalled(event).info().codeName()).isEqualTo("SI_TKILL");
                assertThat(Programs.thread(event).pendingSignal()).isEqualTo(SIGUSR1);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 3\n");
        }
    }

    @Test
    void aSignalCanBeSwallowedOrReplaced() {
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            int tid = Programs.thread(Programs.run(inferior)).tid();
            Programs.run(inferior, Resumption.of(tid, new ThreadAction.Continue(SignalDelivery.none())));
            Programs.run(inferior, Resumption.of(tid, new ThreadAction.Continue(SignalDelivery.of(SIGUSR1))));
            assertThat(Programs.run(
                            inferior, Resumption.of(tid, new ThreadAction.Continue(SignalDelivery.of(SIGUSR2)))))
                    .isEqualTo(new StopEvent.Killed(SIGUSR2, false));
        }
    }

    @Test
    void aSignalCanBeGivenToAThreadThatStoppedForSomethingElse() {
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            // At the exec, at a breakpoint and after an interrupt ptrace would not deliver it by itself.
            Programs.runTo(inferior, TRAPS, "main");
            for (int i = 0; i < 3; i++) {
                assertThat(signalled(Programs.run(inferior)).info().number()).isEqualTo(SIGUSR1);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
        try (Inferior inferior = backend.launch(ECHO)) {
            int tid = inferior.pid();
            inferior.resume(Resumption.continueAll());
            Programs.line(inferior);
            inferior.interrupt();
            Programs.next(inferior);
            assertThat(Programs.run(
                            inferior, Resumption.of(tid, new ThreadAction.Continue(SignalDelivery.of(SIGUSR2)))))
                    .isEqualTo(new StopEvent.Killed(SIGUSR2, false));
        }
    }

    @Test
    void policiesDecideWhetherASignalStopsPrintsAndPasses() {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            inferior.onNotice(notices::add);
            inferior.catching(Policies.handling("SIGUSR1", "nostop", "print", "nopass"));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 0\n");
            assertThat(notices.stream().filter(notice -> notice instanceof Notice.SignalPassed))
                    .hasSize(3);
        }
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            inferior.catching(Policies.passing("SIGUSR1"));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 3\n");
        }
        try (Inferior inferior = backend.launch(TRAPS, "10")) {
            inferior.catching(Policies.handling("SIGUSR1", "stop", "nopass"));
            for (int i = 0; i < 3; i++) {
                assertThat(signalled(Programs.run(inferior)).info().number()).isEqualTo(SIGUSR1);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 0\n");
        }
    }

    @Test
    void aFaultIsSeenWithItsAddressAndEndsTheProgram() {
        try (Inferior inferior = backend.launch(TRAPS, "fault")) {
            StopEvent event = Programs.run(inferior);
            assertThat(signalled(event).info().codeName()).isEqualTo("SEGV_MAPERR");
            assertThat(signalled(event).info().faultAddress()).contains(16L);
            assertThat(Programs.run(inferior))
                    .isInstanceOfSatisfying(
                            StopEvent.Killed.class,
                            killed -> assertThat(killed.signal()).isEqualTo(11));
        }
    }

    @Test
    void aBreakpointOnAFaultingInstructionDoesNotHoldTheThread() {
        backend.needs(Backend.Ability.PLANTED_UNDERFOOT);
        try (Inferior inferior = backend.launch(TRAPS, "fault")) {
            long pc = Programs.pc(Programs.thread(Programs.run(inferior)));
            StopPoint point = new StopPoint.Execute(pc, false);
            inferior.plant(point, thread -> true);
            // Swallowed, the fault comes again and again; each time the breakpoint comes first.
            Resumption swallow = Resumption.of(inferior.pid(), new ThreadAction.Continue(SignalDelivery.none()));
            assertThat(signalled(Programs.run(inferior, swallow)).info().number())
                    .isEqualTo(11);
            inferior.catching(Policies.handling("SIGSEGV", "nostop", "noprint", "nopass"));
            assertThat(Programs.causes(Programs.run(inferior, swallow))).containsExactly(new StopCause.Hit(point));
            inferior.unplant(point);
            inferior.resume(Resumption.continueAll());
            inferior.interrupt();
            assertThat(Programs.causes(Programs.next(inferior))).containsExactly(new StopCause.Interrupted());
        }
    }

    @Test
    void aSignalIsNeverInTheWayOfABreakpoint() {
        try (Inferior inferior = backend.launch(SIGNALS, "300")) {
            StopPoint tick = Programs.breakpoint(inferior, SIGNALS, "tick");
            inferior.plant(tick, thread -> true);
            int hits = 0;
            int signals = 0;
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped stopped) {
                for (StopCause cause : stopped.first().causes()) {
                    switch (cause) {
                        case StopCause.Hit hit -> hits++;
                        case StopCause.Signalled signalled -> signals++;
                        default -> throw new AssertionError(cause);
                    }
                }
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(hits).isEqualTo(300);
            assertThat(signals).isEqualTo(300);
            assertThat(Programs.output(inferior)).isEqualTo("delivered 300 of 300\n");
        }
    }

    @Test
    void aSignalThatComesWhileAThreadStandsOnABreakpointIsDeliveredAfterIt() {
        try (Inferior inferior = backend.launch(SIGNALS, "5")) {
            StopPoint tick = Programs.breakpoint(inferior, SIGNALS, "tick");
            inferior.plant(tick, thread -> true);
            inferior.catching(Policies.passing("SIGUSR1"));
            int hits = 0;
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped stopped) {
                assertThat(stopped.first().causes()).containsExactly(new StopCause.Hit(tick));
                hits++;
                if (hits == 3) {
                    Signals.sendToProcess(inferior.pid(), SIGUSR1);
                }
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(1));
            assertThat(hits).isEqualTo(5);
            assertThat(Programs.output(inferior)).isEqualTo("delivered 6 of 5\n");
        }
    }

    @Test
    void stoppingAndContinuingFromOutsideWorksAsWithoutADebugger() {
        try (Background background = Background.ready(BUSY, "3");
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            inferior.catching(Policies.passing("SIGSTOP", "SIGCONT"));
            inferior.resume(Resumption.continueAll());
            for (int i = 0; i < 10; i++) {
                Signals.sendToProcess(background.pid(), Signals.SIGSTOP);
                Programs.await(() -> everyThreadIs(background.pid(), "t"));
                if (i % 2 == 0) {
                    inferior.interrupt();
                    assertThat(Programs.causes(Programs.next(inferior)))
                            .allMatch(cause -> cause instanceof StopCause.Interrupted);
                    inferior.resume(Resumption.continueAll());
                    Programs.await(() -> everyThreadIs(background.pid(), "t"));
                }
                Signals.sendToProcess(background.pid(), SIGCONT);
                Programs.await(() -> !everyThreadIs(background.pid(), "t"));
            }
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
        }
    }

    private static boolean everyThreadIs(int pid, String states) {
        for (int tid : dev.sonde.engine.linux.ProcFs.tasks(pid)) {
            if (states.indexOf(Programs.state(tid)) < 0) {
                return false;
            }
        }
        return true;
    }

    @Test
    void aProgramThatStopsItselfStopsAndGoesOn() {
        backend.needs(Backend.Ability.GROUP_STOPS);
        try (Inferior inferior = backend.launch(TRAPS, "stop")) {
            assertThat(signalled(Programs.run(inferior)).info().number()).isEqualTo(Signals.SIGSTOP);
            inferior.catching(Policies.passing("SIGCONT"));
            inferior.resume(Resumption.continueAll());
            Programs.await(() -> Programs.state(inferior.pid()) == 't');
            Signals.sendToProcess(inferior.pid(), SIGCONT);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 100\n");
        }
    }

    @Test
    void everySignalOfSeveralThreadsIsTold() {
        Path threads = TestProgram.of("threads.c").flags("-pthread").compile();
        try (Inferior inferior = backend.launch(threads, "10")) {
            StopPoint hit = Programs.breakpoint(inferior, threads, "hit");
            inferior.plant(hit, thread -> true);
            Programs.run(inferior);
            for (InferiorThread thread : inferior.threads()) {
                Signals.sendToThread(inferior.pid(), thread.tid(), SIGUSR2);
            }
            int sent = inferior.threads().size();
            inferior.unplant(hit);
            int seen = 0;
            StopEvent event = Programs.run(inferior, swallowing(inferior));
            while (event instanceof StopEvent.Stopped stopped) {
                for (StopEvent.ThreadStop stop : stopped.stops()) {
                    for (StopCause cause : stop.causes()) {
                        seen += cause instanceof StopCause.Signalled ? 1 : 0;
                    }
                }
                event = Programs.run(inferior, swallowing(inferior));
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(seen).isEqualTo(sent);
        }
    }

    private static Resumption swallowing(Inferior inferior) {
        Catching catching = Policies.handling("SIGUSR2", "stop", "nopass");
        inferior.catching(catching);
        return Resumption.continueAll();
    }
}
