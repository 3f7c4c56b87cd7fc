package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.StopReason;
import dev.sonde.engine.target.Target;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A JVM as the debuggee: many threads that come and go, and faults as a part of normal work. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class JavaAsDebuggeeTest {
    @Test
    void aJvmRunsToItsEndThroughFaultsAndInterrupts() {
        try (Inferior inferior = PtraceBackend.launch(options())) {
            inferior.catching(Policies.passing("SIGSEGV"));
            StopEvent event;
            int interrupts = 0;
            do {
                inferior.resume(Resumption.continueAll());
                if (interrupts < 20) {
                    inferior.interrupt();
                    interrupts++;
                }
                event = Programs.next(inferior);
                if (event instanceof StopEvent.Stopped) {
                    assertThat(Programs.causes(event))
                            .allMatch(cause ->
                                    cause instanceof StopCause.Interrupted || cause instanceof StopCause.Executed);
                }
            } while (event instanceof StopEvent.Stopped);
            assertThat(event).isEqualTo(new StopEvent.Exited(0));
            assertThat(Programs.output(inferior)).isEqualTo("caught 400000\n");
        }
    }

    /** Each time it is stopped where it handles one of its own faults. */
    @Test
    void aJvmThatIsAttachedToGoesOnAsIfNothingHadBeen() throws InterruptedException {
        try (Background jvm = Background.start(ChildJvm.command(FaultingThreads.class))) {
            Programs.await(() -> ProcFs.link(jvm.pid(), "exe").orElse("").endsWith("/java"));
            for (int i = 0; i < 3; i++) {
                try (Target target = new Target()) {
                    target.attachTo(jvm.pid());
                    CodeBreakpoint fault = target.breakAt(new LocationSpec.Function("JVM_handle_linux_signal"));
                    for (InferiorThread thread : target.inferior().threads()) {
                        if (thread.isStopped()) {
                            assertThat(target.backtrace(thread).innermost().pc())
                                    .isNotZero();
                        }
                    }
                    assertThat(target.resume())
                            .isInstanceOfSatisfying(
                                    Stop.Stopped.class,
                                    stop -> assertThat(stop.reasons()).contains(new StopReason.BreakpointHit(fault)));
                }
            }
            assertThat(jvm.line()).isEqualTo("caught 400000");
            assertThat(jvm.exitCode()).isZero();
        }
    }

    @Test
    void itsFaultsAreItsOwnAffairUnlessTheUserWantsToSeeThem() throws InterruptedException {
        List<Notice> notices = new CopyOnWriteArrayList<>();
        try (Target target = Target.launch(options())) {
            target.onNotice(notices::add);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(notices.stream().filter(notice -> notice.toString().contains("Java virtual machine")))
                    .hasSize(1);
        }
        try (Target target = Target.launch(options())) {
            target.signals().handle(List.of("SIGSEGV", "stop"));
            assertThat(target.resume())
                    .isInstanceOfSatisfying(
                            Stop.Stopped.class,
                            stop -> assertThat(stop.reasons().getFirst().toString())
                                    .contains("Signalled"));
        }
    }

    private static LaunchOptions options() {
        List<String> command = ChildJvm.command(FaultingThreads.class);
        return LaunchOptions.of(
                        command.getFirst(), command.subList(1, command.size()).toArray(new String[0]))
                .withStdio(Stdio.pipes());
    }
}
