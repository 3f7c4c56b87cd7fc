package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StepControl;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.inferior.StopPoint.Access.Kind;
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Watchpoints in the debug registers of every thread. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class WatchpointTest {
    private final Backend backend;

    WatchpointTest(Backend backend) {
        this.backend = backend;
    }

    private static final Path WATCHED =
            TestProgram.of("watched.c").flags("-pthread").compile();

    private static StopPoint watch(Inferior inferior, String symbol, long offset, long length, Kind kind) {
        return new StopPoint.Access(Programs.symbol(inferior, WATCHED, symbol) + offset, length, kind);
    }

    @Test
    void writesAreSeenOnPresentAndFutureThreadsWithTheValueWritten() {
        try (Inferior inferior = backend.launch(WATCHED)) {
            InferiorThread main = Programs.runTo(inferior, WATCHED, "prepared");
            StopPoint point = watch(inferior, "value", 0, 8, Kind.WRITE);
            inferior.plant(point, thread -> true);
            for (long expected : new long[] {10, 20, 30}) {
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                assertThat(inferior.memory().readLong(point.address())).isEqualTo(expected);
                assertThat(Programs.thread(event).tid() == main.tid()).isEqualTo(expected != 30);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void readsAreSeenToo() {
        try (Inferior inferior = backend.launch(WATCHED)) {
            Programs.runTo(inferior, WATCHED, "prepared");
            StopPoint point = watch(inferior, "value", 0, 8, Kind.READ_WRITE);
            inferior.plant(point, thread -> true);
            int hits = 0;
            StopEvent event = Programs.run(inferior);
            while (event instanceof StopEvent.Stopped) {
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                hits++;
                event = Programs.run(inferior);
            }
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(hits)
                    .as("three writes, one read, and the read for printing")
                    .isEqualTo(5);
        }
    }

    @Test
    void aFilterSeesEachAccessAndDecides() {
        try (Inferior inferior = backend.launch(WATCHED)) {
            Programs.runTo(inferior, WATCHED, "prepared");
            StopPoint point = watch(inferior, "value", 0, 8, Kind.WRITE);
            List<Long> values = new ArrayList<>();
            inferior.plant(point, thread -> {
                values.add(inferior.memory().readLong(point.address()));
                return values.size() == 2;
            });
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(values).containsExactly(10L, 20L, 30L);
        }
    }

    @Test
    void everyLengthAndAlignmentWatchesExactlyItsBytes() {
        long[][] ranges = {{0, 1}, {1, 1}, {2, 2}, {4, 4}, {8, 8}, {3, 2}, {5, 7}, {7, 10}, {8, 32}, {1, 15}};
        for (long[] range : ranges) {
            try (Inferior inferior = backend.launch(WATCHED)) {
                Programs.runTo(inferior, WATCHED, "prepared");
                StopPoint point = watch(inferior, "bytes", range[0], range[1], Kind.WRITE);
                inferior.plant(point, thread -> true);
                StopPoint calls = Programs.breakpoint(inferior, WATCHED, "write_byte");
                List<Long> written = new ArrayList<>();
                AtomicBoolean unused = new AtomicBoolean();
                inferior.plant(calls, thread -> {
                    written.add(thread.registers().readLong(Register.RDI));
                    return unused.get();
                });
                List<Long> seen = new ArrayList<>();
                StopEvent event = Programs.run(inferior);
                while (event instanceof StopEvent.Stopped) {
                    assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                    seen.add(written.getLast());
                    event = Programs.run(inferior);
                }
                List<Long> expected = new ArrayList<>();
                for (long i = 0; i < range[1]; i++) {
                    expected.add(range[0] + i);
                }
                assertThat(written).hasSize(64);
                assertThat(seen).as("%d bytes at %d", range[1], range[0]).isEqualTo(expected);
            }
        }
    }

    @Test
    void whenNoSlotIsFreeThatIsSaidAtOnceAndNothingIsLost() {
        backend.needs(Backend.Ability.REASONS_OF_REFUSALS);
        try (Inferior inferior = backend.launch(WATCHED)) {
            Programs.runTo(inferior, WATCHED, "prepared");
            List<StopPoint> points = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                points.add(watch(inferior, "bytes", 8L * i, 8, Kind.WRITE));
                inferior.plant(points.get(i), thread -> false);
            }
            StopPoint fifth = watch(inferior, "value", 0, 8, Kind.WRITE);
            assertThatThrownBy(() -> inferior.plant(fifth, thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("none is free");
            assertThatThrownBy(() -> inferior.plant(points.getFirst(), thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("watched already");
            inferior.unplant(points.get(2));
            StopPoint twoSlots = watch(inferior, "bytes", 40, 16, Kind.WRITE);
            assertThatThrownBy(() -> inferior.plant(twoSlots, thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("needs 2 and 1 is free");
            inferior.plant(fifth, thread -> true);
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(fifth));
            StopPoint large = watch(inferior, "bytes", 0, 33, Kind.WRITE);
            assertThatThrownBy(() -> inferior.plant(large, thread -> true)).isInstanceOf(DebugException.class);
        }
    }

    @Test
    void anAddressOfTheKernelIsRefusedAndLeavesTheSlotFree() {
        backend.needs(Backend.Ability.KERNEL_ADDRESSES_REFUSED);
        try (Inferior inferior = backend.launch(WATCHED)) {
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> inferior.plant(
                                new StopPoint.Access(0xffff_8000_0000_0000L, 8, Kind.WRITE), thread -> true))
                        .isInstanceOf(DebugException.class)
                        .hasMessageContaining("does not let anybody watch");
            }
        }
    }

    @Test
    void aStepThatFiresAWatchpointAndEndsOnABreakpointHasThreeCauses() {
        try (Inferior inferior = backend.launch(WATCHED)) {
            Programs.runTo(inferior, WATCHED, "prepared");
            StopPoint point = watch(inferior, "value", 0, 8, Kind.WRITE);
            inferior.plant(point, thread -> true);
            InferiorThread thread = Programs.thread(Programs.run(inferior));
            long after = Programs.pc(thread);
            inferior.unplant(point);
            // The same instruction writes once more, now stepped.
            Programs.runTo(inferior, WATCHED, "write_value");
            StopPoint next = new StopPoint.Execute(after, false);
            inferior.plant(point, t -> true);
            inferior.plant(next, t -> true);
            StopEvent event = Programs.run(
                    inferior,
                    Resumption.only(
                            thread.tid(), new ThreadAction.Step(SignalDelivery.pending(), StepControl.times(1000))));
            assertThat(Programs.causes(event))
                    .containsExactlyInAnyOrder(new StopCause.Hit(point), new StopCause.Hit(next));
            inferior.unplant(point);
            inferior.unplant(next);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aWatchedAccessByTheInstructionUnderABreakpointIsSeen() {
        try (Inferior inferior = backend.launch(WATCHED)) {
            Programs.runTo(inferior, WATCHED, "prepared");
            StopPoint stack = Programs.breakpoint(inferior, WATCHED, "write_value");
            inferior.plant(stack, thread -> true);
            InferiorThread thread = Programs.thread(Programs.run(inferior));
            // Its first instruction, push or endbr64 and then push, writes below the stack pointer.
            long slot = thread.registers().readLong(Register.RSP) - 8;
            StopPoint point = new StopPoint.Access(slot, 8, Kind.WRITE);
            inferior.plant(point, t -> true);
            assertThat(Programs.causes(Programs.run(inferior))).contains(new StopCause.Hit(point));
        }
    }

    @Test
    void aReadOfCodeFiresAReadWriteWatchpoint() {
        Path checksum = TestProgram.of("checksum.c").compile();
        try (Inferior inferior = backend.launch(checksum)) {
            Programs.runTo(inferior, checksum, "first_sum_known");
            StopPoint point = new StopPoint.Access(Programs.symbol(inferior, checksum, "guarded"), 1, Kind.READ_WRITE);
            inferior.plant(point, thread -> true);
            StopEvent event = Programs.run(inferior);
            assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
            long pc = Programs.pc(Programs.thread(event));
            assertThat(pc - Programs.symbol(inferior, checksum, "check")).isBetween(0L, 200L);
            inferior.unplant(point);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("innocent 7\n");
        }
    }
}
