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
import dev.sonde.engine.inferior.ThreadAction;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.testprograms.TestProgram;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose trap a trap is: planted, hardware, a step, or the program's own. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
@OnEachBackend
class TrapTest {
    private final Backend backend;

    TrapTest(Backend backend) {
        this.backend = backend;
    }

    private static final int SIGTRAP = 5;
    private static final Path TRAPS = TestProgram.of("traps.c").compile();
    private static final Path LOOP = TestProgram.of("loop.c").compile();
    private static final Path INSTRUCTIONS = TestProgram.of("instructions.s").compile();

    private static SigInfo signal(StopEvent event) {
        assertThat(Programs.causes(event)).hasSize(1);
        return ((StopCause.Signalled) Programs.causes(event).getFirst()).info();
    }

    @Test
    void anInt3OfTheProgramIsItsOwnSigtrap() {
        try (Inferior inferior = backend.launch(TRAPS, "int3")) {
            long own = Programs.symbol(inferior, TRAPS, "the_int3");
            for (int i = 0; i < 2; i++) {
                StopEvent event = Programs.run(inferior);
                assertThat(signal(event).number()).isEqualTo(SIGTRAP);
                assertThat(Programs.pc(Programs.thread(event))).isEqualTo(own + 1);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior))
                    .as("gdb's default does not pass it")
                    .isEqualTo("traps 0\n");
        }
        try (Inferior inferior = backend.launch(TRAPS, "int3")) {
            inferior.catching(Policies.passing("SIGTRAP"));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 2\n");
        }
    }

    @Test
    void aBreakpointOnAnInt3OfTheProgramIsHitAndThenTheInt3IsItsOwn() {
        for (boolean emulate : new boolean[] {true, false}) {
            try (Inferior inferior = backend.launch(emulate, TRAPS, "int3")) {
                StopPoint point = Programs.breakpoint(inferior, TRAPS, "the_int3");
                inferior.plant(point, thread -> true);
                assertThat(inferior.memory().readBytes(point.address(), 1)).containsExactly(0xcc);
                inferior.catching(Policies.handling("SIGTRAP", "stop", "pass"));
                for (int i = 0; i < 2; i++) {
                    assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
                    assertThat(signal(Programs.run(inferior)).number()).isEqualTo(SIGTRAP);
                }
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
                assertThat(Programs.output(inferior)).isEqualTo("traps 2\n");
            }
        }
    }

    @Test
    void aSigtrapThatTheProgramRaisesIsItsOwn() {
        try (Inferior inferior = backend.launch(TRAPS, "raise")) {
            inferior.catching(Policies.handling("SIGTRAP", "stop", "pass"));
            StopEvent event = Programs.run(inferior);
            assertThat(signal(event).codeName()).isEqualTo("SI_TKILL");
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("traps 1\n");
        }
    }

    @Test
    void aTrapFlagOfTheProgramWorksAsWithoutADebugger() {
        backend.needs(Backend.Ability.TRAP_FLAGS);
        String alone = "traps 6\n";
        try (Inferior inferior = backend.launch(TRAPS, "flag")) {
            inferior.catching(Policies.passing("SIGTRAP"));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo(alone);
        }
        // A breakpoint amid the instructions that the program steps through takes none of its traps.
        for (String label : new String[] {"in_flag", "set_flag"}) {
            for (boolean emulate : new boolean[] {true, false}) {
                try (Inferior inferior = backend.launch(emulate, TRAPS, "flag")) {
                    inferior.catching(Policies.passing("SIGTRAP"));
                    StopPoint point = Programs.breakpoint(inferior, TRAPS, label);
                    inferior.plant(point, thread -> true);
                    assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
                    assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
                    assertThat(Programs.output(inferior)).as(label).isEqualTo(alone);
                }
            }
        }
    }

    @Test
    void aHardwareBreakpointIsHitOncePerExecution() {
        try (Inferior inferior = backend.launch(LOOP, "5")) {
            StopPoint point = Programs.hardware(inferior, LOOP, "work");
            byte[] code = inferior.memory().readBytes(point.address(), 16);
            inferior.plant(point, thread -> true);
            for (int i = 0; i < 5; i++) {
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                assertThat(Programs.pc(Programs.thread(event))).isEqualTo(point.address());
                assertThat(Programs.thread(event).registers().readLong(Register.RDI))
                        .isEqualTo(i);
                assertThat(inferior.memory().readBytes(point.address(), 16)).isEqualTo(code);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 10\n");
        }
        AtomicLong hits = new AtomicLong();
        try (Inferior inferior = backend.launch(LOOP, "2000")) {
            inferior.plant(Programs.hardware(inferior, LOOP, "work"), thread -> {
                hits.incrementAndGet();
                return false;
            });
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(hits).hasValue(2000);
        }
    }

    @Test
    void aSoftwareAndAHardwareBreakpointAtOneAddressAreBothHitEachTime() {
        for (boolean stop : new boolean[] {true, false}) {
            AtomicLong software = new AtomicLong();
            AtomicLong hardware = new AtomicLong();
            try (Inferior inferior = backend.launch(LOOP, "5")) {
                inferior.plant(Programs.breakpoint(inferior, LOOP, "work"), thread -> {
                    software.incrementAndGet();
                    return stop;
                });
                inferior.plant(Programs.hardware(inferior, LOOP, "work"), thread -> {
                    hardware.incrementAndGet();
                    return false;
                });
                StopEvent event = Programs.run(inferior);
                while (event instanceof StopEvent.Stopped) {
                    assertThat(Programs.causes(event))
                            .containsExactly(new StopCause.Hit(Programs.breakpoint(inferior, LOOP, "work")));
                    event = Programs.run(inferior);
                }
                assertThat(event).isEqualTo(new StopEvent.Exited(0));
                assertThat(software).hasValue(5);
                assertThat(hardware).hasValue(5);
                assertThat(Programs.output(inferior)).isEqualTo("sum 10\n");
            }
        }
    }

    @Test
    void aGuardedProgramSeesASoftwareBreakpointAndNotAHardwareOne() {
        Path checksum = TestProgram.of("checksum.c").compile();
        try (Inferior inferior = backend.launch(checksum)) {
            Programs.runTo(inferior, checksum, "first_sum_known");
            inferior.plant(Programs.breakpoint(inferior, checksum, "guarded"), thread -> false);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("tampered with 7\n");
        }
        try (Inferior inferior = backend.launch(checksum)) {
            Programs.runTo(inferior, checksum, "first_sum_known");
            StopPoint point = Programs.hardware(inferior, checksum, "guarded");
            inferior.plant(point, thread -> true);
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("innocent 7\n");
        }
    }

    @Test
    void aStepOntoABreakpointReportsBothAndTheBreakpointIsNotHitAgain() {
        for (boolean hardware : new boolean[] {false, true}) {
            try (Inferior inferior = backend.launch(LOOP, "2")) {
                InferiorThread thread = Programs.runTo(inferior, LOOP, "work");
                long start = Programs.pc(thread);
                StopPoint point = new StopPoint.Execute(nextInstruction(inferior, thread), hardware);
                Programs.runTo(inferior, LOOP, "work");
                inferior.plant(point, t -> true);
                StopEvent event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
                assertThat(Programs.causes(event))
                        .containsExactlyInAnyOrder(new StopCause.StepDone(), new StopCause.Hit(point));
                assertThat(start).isNotEqualTo(point.address());
                assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            }
        }
    }

    private static long nextInstruction(Inferior inferior, InferiorThread thread) {
        return Programs.pc(Programs.thread(Programs.run(inferior, Resumption.stepOnly(thread.tid()))));
    }

    @Test
    void stepsFromABreakpointMoveOneInstructionAndTheBreakpointStays() {
        try (Inferior inferior = backend.launch(LOOP, "3")) {
            StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(point, thread -> true);
            for (int i = 0; i < 3; i++) {
                StopEvent event = Programs.run(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                event = Programs.run(inferior, Resumption.stepOnly(inferior.pid()));
                assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
                assertThat(Programs.pc(Programs.thread(event))).isEqualTo(point.address() + 1);
            }
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void theFirstStepOfAProgramExecutesItsFirstInstruction() {
        try (Inferior inferior = backend.launch(LOOP)) {
            InferiorThread thread = inferior.threads().getFirst();
            // The first instruction of the dynamic loader is mov %rsp,%rdi.
            long first = Programs.pc(thread);
            long stack = thread.registers().readLong(Register.RSP);
            StopEvent event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
            assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
            assertThat(Programs.pc(thread)).isEqualTo(first + 3);
            assertThat(thread.registers().readLong(Register.RDI)).isEqualTo(stack);
        }
    }

    @Test
    void manyStepsAreOneStopAndGoThroughBreakpoints() {
        try (Inferior inferior = backend.launch(LOOP, "50")) {
            InferiorThread thread = Programs.runTo(inferior, LOOP, "work");
            AtomicLong hits = new AtomicLong();
            inferior.plant(Programs.breakpoint(inferior, LOOP, "work"), t -> {
                hits.incrementAndGet();
                return false;
            });
            long steps = 0;
            StopEvent event;
            do {
                event = Programs.run(
                        inferior,
                        Resumption.only(
                                thread.tid(), new ThreadAction.Step(SignalDelivery.pending(), StepControl.times(100))));
                steps += 100;
            } while (event instanceof StopEvent.Stopped);
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(steps).isGreaterThan(500);
            assertThat(hits).as("all but the first, where the thread stood").hasValue(49);
            backend.needs(Backend.Ability.STEPPING_THROUGH_PRINTF);
            assertThat(Programs.output(inferior)).isEqualTo("sum 1225\n");
        }
    }

    @Test
    void aJumpToItselfIsSteppedAndHitEachTime() {
        for (boolean emulate : new boolean[] {true, false}) {
            try (Inferior inferior = backend.launch(emulate, INSTRUCTIONS)) {
                InferiorThread thread = Programs.runTo(inferior, INSTRUCTIONS, "main");
                StopPoint point = Programs.breakpoint(inferior, INSTRUCTIONS, "jump_self");
                thread.registers().writeLong(Register.RIP, point.address());
                StopEvent event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
                assertThat(Programs.causes(event)).containsExactly(new StopCause.StepDone());
                inferior.plant(point, t -> true);
                for (int i = 0; i < 5; i++) {
                    event = Programs.run(inferior);
                    assertThat(Programs.causes(event)).containsExactly(new StopCause.Hit(point));
                    assertThat(Programs.pc(Programs.thread(event))).isEqualTo(point.address());
                }
                event = Programs.run(inferior, Resumption.stepOnly(thread.tid()));
                assertThat(Programs.causes(event)).contains(new StopCause.StepDone());
                inferior.unplant(point);
                inferior.resume(Resumption.continueAll());
                inferior.interrupt();
                event = Programs.next(inferior);
                assertThat(Programs.causes(event)).containsExactly(new StopCause.Interrupted());
                assertThat(Programs.pc(Programs.thread(event))).isEqualTo(point.address());
            }
        }
    }

    @Test
    void aBreakpointPlantedWhereTheThreadStandsDoesNotStopItThere() {
        try (Inferior inferior = backend.launch(LOOP, "2")) {
            InferiorThread thread = Programs.runTo(inferior, LOOP, "work");
            for (boolean hardware : new boolean[] {false, true}) {
                inferior.plant(new StopPoint.Execute(Programs.pc(thread), hardware), t -> true);
            }
            StopEvent event = Programs.run(inferior);
            assertThat(thread.registers().readLong(Register.RDI)).isEqualTo(1);
            assertThat(Programs.causes(event)).isNotEmpty();
        }
    }

    @Test
    void placesThatCannotBeWatchedAreRefused() {
        try (Inferior inferior = backend.launch(LOOP, "1")) {
            StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(point, thread -> true);
            assertThatThrownBy(() -> inferior.plant(point, thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("watched already");
            assertThatThrownBy(() -> inferior.plant(new StopPoint.Execute(0x10, false), thread -> true))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("0x10");
            inferior.unplant(new StopPoint.Execute(0x1234, false));
            inferior.unplant(point);
            inferior.unplant(point);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void breakpointsAreHiddenFromReadsAndSurviveWrites() {
        try (Inferior inferior = backend.launch(LOOP, "1")) {
            StopPoint.Execute point = Programs.breakpoint(inferior, LOOP, "work");
            byte[] code = inferior.memory().readBytes(point.address() - 8, 32);
            inferior.plant(point, thread -> true);
            assertThat(inferior.memory().readBytes(point.address() - 8, 32)).isEqualTo(code);
            byte[] nop = {(byte) 0x90};
            inferior.memory().writeBytes(point.address(), nop);
            assertThat(inferior.memory().readBytes(point.address(), 1)).isEqualTo(nop);
            assertThat(Programs.causes(Programs.run(inferior))).containsExactly(new StopCause.Hit(point));
            inferior.unplant(point);
            assertThat(inferior.memory().readBytes(point.address(), 1)).isEqualTo(nop);
            inferior.memory().writeBytes(point.address() - 8, code);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
        }
    }

    @Test
    void aFilterThatThrowsStopsTheProcessAndIsTold() {
        try (Inferior inferior = backend.launch(LOOP, "3")) {
            StopPoint point = Programs.breakpoint(inferior, LOOP, "work");
            inferior.plant(point, thread -> {
                throw new DebugException("the condition cannot be evaluated");
            });
            inferior.resume(Resumption.continueAll());
            assertThatThrownBy(() -> inferior.waitForStop(Programs.LIMIT))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining("condition");
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
            inferior.unplant(point);
            assertThat(Programs.run(inferior)).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("sum 3\n");
        }
    }
}
