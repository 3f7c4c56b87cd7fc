package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that the program makes run clean; execve ends everything that was planted. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class ForkExecTest {
    private final Backend backend;

    ForkExecTest(Backend backend) {
        this.backend = backend;
    }

    private static final Path CHILDREN =
            TestProgram.of("children.c").flags("-pthread").compile();

    private Inferior launchCounting(String mode, AtomicLong hits, List<Notice> notices) {
        Inferior inferior = backend.launch(CHILDREN, mode);
        inferior.onNotice(notices::add);
        // At the start the program is not relocated yet, but mapped.
        inferior.plant(Programs.breakpoint(inferior, CHILDREN, "work"), thread -> {
            hits.incrementAndGet();
            return false;
        });
        inferior.plant(
                new StopPoint.Access(Programs.symbol(inferior, CHILDREN, "worked"), 8, StopPoint.Access.Kind.WRITE),
                thread -> false);
        return inferior;
    }

    @ParameterizedTest
    @CsvSource({
        "fork, 1, 'child exited 5, worked 10'",
        "vfork, 1, 'child exited 4, worked 12'",
        "spawn, 1, 'child exited 4, worked 10'",
        "clone-copy, 1, 'child exited 5, worked 10'",
        "clone-vfork-copy, 1, 'child exited 5, worked 10'",
        "clone-shared, 3, 'child exited 5, worked 12'",
        "clone-shared-sigchld, 3, 'child exited 5, worked 12'",
    })
    void aChildIsNotHitByWhatIsPlantedInItsMaker(String mode, long expectedHits, String expectedOutput) {
        if (mode.startsWith("clone")) {
            backend.needs(Backend.Ability.ODD_CLONES);
        }
        AtomicLong hits = new AtomicLong();
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Inferior inferior = launchCounting(mode, hits, notices)) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).endsWith(expectedOutput + "\n");
            assertThat(hits).hasValue(expectedHits);
            assertThat(notices.stream().filter(notice -> notice instanceof Notice.ChildReleased))
                    .hasSize(expectedHits == 1 ? 1 : 0);
        }
    }

    @Test
    void severalThreadsVforkAtOnceAndNoHitIsLost() {
        AtomicLong hits = new AtomicLong();
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Inferior inferior = launchCounting("vforks", hits, notices)) {
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("all vforked\n");
            assertThat(hits).hasValue(80);
        }
    }

    @Test
    void forksAndVforksCanBeCaught() {
        for (String mode : new String[] {"fork", "vfork"}) {
            try (Inferior inferior = backend.launch(CHILDREN, mode)) {
                inferior.catching(Policies.tasks());
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event))
                        .singleElement()
                        .isInstanceOfSatisfying(StopCause.Forked.class, forked -> {
                            assertThat(forked.child()).isGreaterThan(0);
                            assertThat(forked.vfork()).isEqualTo(mode.equals("vfork"));
                        });
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            }
        }
    }

    @Test
    void breakpointsPlantedWhileAVforkedChildHasTheMemoryAreHitAfterwards() {
        try (Inferior inferior = backend.launch(CHILDREN, "vfork")) {
            inferior.catching(Policies.tasks());
            Programs.run(inferior);
            StopPoint point = Programs.breakpoint(inferior, CHILDREN, "work");
            inferior.plant(point, thread -> true);
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).endsWith("child exited 4, worked 12\n");
        }
    }

    @Test
    void execStopsBeforeTheFirstInstructionWithNothingPlanted() {
        try (Inferior inferior = backend.launch(CHILDREN, "exec")) {
            StopPoint point = Programs.breakpoint(inferior, CHILDREN, "work");
            inferior.plant(point, thread -> true);
            inferior.plant(new StopPoint.Execute(point.address(), true), thread -> true);
            assertThat(Programs.causes(Programs.run(inferior))).contains(new StopCause.Hit(point));
            StopEvent event = Programs.run(inferior);
            assertThat(Programs.causes(event))
                    .containsExactly(new StopCause.Executed(CHILDREN.toString(), OptionalInt.empty()));
            assertThat(inferior.info().commandLine()).containsExactly(CHILDREN.toString(), "plain");
            StopPoint again = Programs.breakpoint(inferior, CHILDREN, "work");
            inferior.plant(again, thread -> true);
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(again));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(4));
            assertThat(Programs.output(inferior)).isEqualTo("plain, worked 4\n");
        }
    }

    @Test
    void execFromAnotherThreadMakesItTheLeader() {
        backend.needs(Backend.Ability.THREAD_THAT_EXECS);
        for (int i = 0; i < 10; i++) {
            try (Inferior inferior = backend.launch(CHILDREN, "thread-exec")) {
                InferiorThread thread = Programs.runTo(inferior, CHILDREN, "work");
                assertThat(thread.tid()).isNotEqualTo(inferior.pid());
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event))
                        .containsExactly(new StopCause.Executed(CHILDREN.toString(), OptionalInt.of(thread.tid())));
                assertThat(Programs.thread(event).tid()).isEqualTo(inferior.pid());
                assertThat(inferior.threads()).hasSize(1);
                assertThat(Programs.pc(Programs.thread(event))).isNotZero();
                assertThat(Programs.run(inferior, Resumption.stepOnly(inferior.pid())))
                        .isInstanceOf(StopEvent.Stopped.class);
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(4));
            }
        }
    }

    @Test
    void execFromAnotherThreadWhileItIsInterrupted() {
        for (int i = 0; i < 30; i++) {
            try (Inferior inferior = backend.launch(CHILDREN, "thread-exec")) {
                inferior.catching(Policies.tasks());
                Programs.runTo(inferior, CHILDREN, "main");
                StopEvent event = Programs.run(inferior);
                // However the interrupts fall, the exec comes through.
                while (event instanceof StopEvent.Stopped) {
                    inferior.resume(Resumption.continueAll());
                    inferior.interrupt();
                    event = Programs.next(inferior);
                }
                assertThat(event).isEqualTo(new StopEvent.Exited(4));
            }
        }
    }
}
