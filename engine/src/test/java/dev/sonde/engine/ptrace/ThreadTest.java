package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Threads: followed from their first instruction, stopped together, run and stepped one by one. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class ThreadTest {
    private final Backend backend;

    ThreadTest(Backend backend) {
        this.backend = backend;
    }

    private static final Path THREADS =
            TestProgram.of("threads.c").flags("-pthread").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();
    private static final Path CHILDREN =
            TestProgram.of("children.c").flags("-pthread").compile();

    @Test
    void tenThreadsHitABreakpointWithTenIdsAndExit() {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Inferior inferior = backend.launch(THREADS, "10")) {
            inferior.onNotice(notices::add);
            StopPoint hit = Programs.breakpoint(inferior, THREADS, "hit");
            inferior.plant(hit, thread -> true);
            Set<Integer> ids = new HashSet<>();
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped stopped) {
                for (InferiorThread thread : inferior.threads()) {
                    // One that was on its way out cannot be stopped any more.
                    Programs.await(() -> "tXZ-".indexOf(Programs.state(thread.tid())) >= 0);
                }
                for (StopEvent.ThreadStop stop : stopped.stops()) {
                    assertThat(stop.causes()).containsExactly(new StopCause.Hit(hit));
                    assertThat(stop.thread().name()).isEqualTo("threads");
                    assertThat(inferior.thread(stop.thread().tid())).contains(stop.thread());
                    ids.add(stop.thread().tid());
                }
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(ids).hasSize(10);
            if (!backend.can(Backend.Ability.EACH_THREAD)) {
                return;
            }
            assertThat(notices.stream().filter(notice -> notice instanceof Notice.ThreadStarted))
                    .hasSize(10);
            assertThat(notices.stream().filter(notice -> notice instanceof Notice.ThreadEnded))
                    .hasSize(10);
        }
    }

    @Test
    void everyHitOfEveryThreadIsCountedWhileAllRun() {
        for (boolean emulate : new boolean[] {true, false}) {
            AtomicLong hits = new AtomicLong();
            try (Inferior inferior = backend.launch(emulate, THREADS, "100")) {
                inferior.plant(Programs.breakpoint(inferior, THREADS, "hit"), thread -> {
                    hits.incrementAndGet();
                    return false;
                });
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
                assertThat(hits).hasValue(100);
                assertThat(Programs.output(inferior)).isEqualTo("total 5050\n");
            }
        }
    }

    @Test
    void startsAndEndsOfThreadsCanBeCaught() {
        backend.needs(Backend.Ability.THREAD_EVENTS);
        try (Inferior inferior = backend.launch(THREADS, "5")) {
            inferior.catching(Policies.tasks());
            Set<Integer> created = new HashSet<>();
            Set<Integer> ended = new HashSet<>();
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped stopped) {
                for (StopEvent.ThreadStop stop : stopped.stops()) {
                    for (StopCause cause : stop.causes()) {
                        switch (cause) {
                            case StopCause.ThreadCreated(int tid) -> created.add(tid);
                            case StopCause.ThreadExiting() -> {
                                ended.add(stop.thread().tid());
                                assertThat(stop.thread().registers().readLong(Register.ORIG_RAX))
                                        .isEqualTo(60);
                            }
                            default -> throw new AssertionError(cause);
                        }
                    }
                }
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(created).hasSize(5);
            assertThat(ended).isEqualTo(created);
        }
    }

    @Test
    void oneThreadIsSteppedWhileTheOthersStayOrRun() {
        try (Inferior inferior = backend.launch(BUSY, "3")) {
            InferiorThread thread = busyThread(inferior);
            Map<Integer, Long> before = pcs(inferior);
            for (int i = 0; i < 50; i++) {
                long pc = Programs.pc(thread);
                StopEvent event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
                assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
                assertThat(Programs.thread(event).tid()).isEqualTo(thread.tid());
                assertThat(Programs.pc(thread)).isNotEqualTo(pc);
            }
            Map<Integer, Long> after = pcs(inferior);
            after.remove(thread.tid());
            before.remove(thread.tid());
            assertThat(after).as("the pcs of those that stayed").isEqualTo(before);
            for (int i = 0; i < 50; i++) {
                StopEvent event = Programs.run(
                        inferior,
                        Resumption.of(
                                thread.tid(), new ThreadAction.Step(SignalDelivery.pending(), StepControl.once())));
                assertThat(Programs.stopped(event).stops())
                        .filteredOn(stop -> stop.thread().tid() == thread.tid())
                        .singleElement()
                        .satisfies(stop -> assertThat(stop.causes()).containsExactly(new StopCause.StepDone()));
            }
            inferior.resume(Resumption.continueAll());
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void oneThreadRunsAloneToABreakpointPastThoseThatOthersStandOn() {
        backend.needs(Backend.Ability.ONE_ALONE);
        try (Inferior inferior = backend.launch(BUSY, "4")) {
            InferiorThread thread = busyThread(inferior);
            StopPoint turn = Programs.breakpoint(inferior, BUSY, "turn");
            inferior.plant(turn, t -> true);
            for (int i = 0; i < 30; i++) {
                StopEvent event = Programs.run(inferior, Resumption.only(thread.tid(), ThreadAction.run()));
                assertThat(Programs.stopped(event).stops()).hasSize(1);
                assertThat(Programs.thread(event).tid()).isEqualTo(thread.tid());
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(turn));
            }
            inferior.unplant(turn);
            inferior.resume(Resumption.continueAll());
            Programs.endInput(inferior);
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).endsWith("code intact\n");
        }
    }

    /** One of the threads that are busy, with every thread stopped. */
    private static InferiorThread busyThread(Inferior inferior) {
        StopPoint turn = Programs.breakpoint(inferior, BUSY, "turn");
        inferior.resume(Resumption.continueAll());
        assertThat(Programs.line(inferior)).isEqualTo("ready");
        inferior.plant(
                turn,
                thread -> inferior.threads().stream()
                                .filter(t -> t.tid() < thread.tid())
                                .count()
                        == 1);
        StopEvent event = Programs.next(inferior);
        inferior.unplant(turn);
        return Programs.thread(event);
    }

    private static Map<Integer, Long> pcs(Inferior inferior) {
        Map<Integer, Long> pcs = new java.util.TreeMap<>();
        for (InferiorThread thread : inferior.threads()) {
            if (thread.isStopped()) {
                pcs.put(thread.tid(), Programs.pc(thread));
            }
        }
        return pcs;
    }

    @Test
    void theLeaderMayExitFirst() {
        try (Inferior inferior = backend.launch(CHILDREN, "leader-exits")) {
            InferiorThread other = Programs.runTo(inferior, CHILDREN, "work");
            assertThat(other.tid()).isNotEqualTo(inferior.pid());
            assertThat(inferior.info().regions()).isNotEmpty();
            if (backend.can(Backend.Ability.EXECUTABLE_WITHOUT_LEADER)) {
                assertThat(inferior.info().executable()).contains(CHILDREN.toString());
            }
            assertThat(inferior.memory().readBytes(Programs.pc(other), 16)).hasSize(16);
            StopEvent event = Programs.run(inferior, Resumption.stepOnly(other.tid()));
            assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(9));
            assertThat(Programs.output(inferior)).isEqualTo("outlived the leader, worked 3\n");
        }
    }

    @Test
    void aProcessWhoseLeaderHasExitedCanBeInterruptedDetachedAndKilled() {
        for (String end : new String[] {"interrupt", "detach", "kill"}) {
            try (Inferior inferior = backend.launch(CHILDREN, "leader-exits-first")) {
                inferior.resume(Resumption.continueAll());
                assertThat(Programs.line(inferior)).isEqualTo("ready");
                switch (end) {
                    case "interrupt" -> {
                        inferior.interrupt();
                        assertThat(Programs.causes(Programs.next(inferior)))
                                .containsExactly(new StopCause.Interrupted());
                        inferior.resume(Resumption.continueAll());
                        Programs.endInput(inferior);
                        assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(8));
                    }
                    case "detach" -> {
                        if (!backend.can(Backend.Ability.DETACH_WITHOUT_LEADER)) {
                            continue;
                        }
                        int pid = inferior.pid();
                        inferior.detach(SignalDelivery.pending());
                        // As a child of ours it stays to be waited for, which the debugger no longer does.
                        try (Inferior again = PtraceBackend.attach(pid)) {
                            again.resume(Resumption.continueAll());
                            Programs.endInput(inferior);
                            assertThat(Programs.next(again)).isInstanceOf(StopEvent.Exited.class);
                        }
                    }
                    default -> {
                        inferior.kill();
                        assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Killed(9, false));
                    }
                }
            }
        }
    }

    @Test
    void whenTheOnlyThreadThatRunsEndsTheProcessIsStopped() {
        try (Inferior inferior = backend.launch(THREADS, "2")) {
            InferiorThread thread = Programs.runTo(inferior, THREADS, "hit");
            StopEvent event = Programs.run(inferior, Resumption.only(thread.tid(), ThreadAction.run()));
            assertThat(Programs.causes(event)).containsExactly(new StopCause.ThreadEnded(thread.tid()));
            assertThat(inferior.thread(thread.tid())).isEmpty();
            assertThatThrownBy(() -> inferior.resume(Resumption.stepOnly(thread.tid())))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("thread " + thread.tid());
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
        backend.needs(Backend.Ability.THREAD_EVENTS);
        try (Inferior inferior = backend.launch(CHILDREN, "leader-exits")) {
            InferiorThread leader = inferior.threads().getFirst();
            inferior.catching(Policies.tasks());
            assertThat(Programs.causes(Programs.run(inferior)).getFirst()).isInstanceOf(StopCause.ThreadCreated.class);
            inferior.catching(Policies.passing());
            StopEvent event = Programs.run(inferior, Resumption.only(leader.tid(), ThreadAction.run()));
            assertThat(Programs.causes(event)).containsExactly(new StopCause.ThreadEnded(leader.tid()));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(9));
        }
    }

    @Test
    void nothingToResumeIsAnErrorAndChangesNothing() {
        try (Inferior inferior = backend.launch(THREADS, "2")) {
            assertThatThrownBy(() -> inferior.resume(new Resumption(Map.of(), new ThreadAction.Stay())))
                    .isInstanceOf(DebugException.class);
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
            assertThatThrownBy(inferior::waitForStop).isInstanceOf(DebugException.class);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }
}
