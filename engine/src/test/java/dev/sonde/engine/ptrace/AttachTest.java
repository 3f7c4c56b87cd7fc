package dev.sonde.engine.ptrace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.Inferior;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.StopEvent;
import dev.sonde.engine.linux.ProcFs;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Attaching to running processes, and what is said when that cannot be. */
@Timeout(120)
@ExtendWith(NoChildLeft.class)
class AttachTest {
    private static final Path ECHO = TestProgram.of("echo.c").compile();
    private static final Path BUSY = TestProgram.of("busy.c").flags("-pthread").compile();
    private static final Path CHILDREN =
            TestProgram.of("children.c").flags("-pthread").compile();

    @Test
    void aRunningProcessIsStoppedAndGoesOnWhenResumed() {
        try (Background background = Background.ready(ECHO);
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            assertThat(Programs.state(background.pid())).isEqualTo('t');
            assertThat(Programs.tracerOf(background.pid())).isPositive();
            assertThat(inferior.launched()).isFalse();
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
            assertThat(inferior.info().executable()).contains(ECHO.toString());
            inferior.resume(Resumption.continueAll());
            background.type("hello\n");
            assertThat(background.line()).isEqualTo("got hello");
            background.endInput();
            assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(7));
            assertThat(background.exitCode()).isEqualTo(7);
        }
    }

    @Test
    void everyThreadIsAttachedToHoweverQuicklyTheyComeAndGo() {
        try (Background background = Background.ready(BUSY, "6")) {
            for (int i = 0; i < 20; i++) {
                try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                    // One that was on its way out when it was attached to cannot be stopped any more.
                    Programs.await(() -> IntStream.of(ProcFs.tasks(background.pid()))
                            .allMatch(tid -> "tXZ-".indexOf(Programs.state(tid)) >= 0));
                    assertThat(inferior.threads()).hasSizeGreaterThanOrEqualTo(7);
                }
            }
            background.endInput();
            assertThat(background.line()).isEqualTo("code intact");
            assertThat(background.exitCode()).isZero();
        }
    }

    @Test
    void whatCannotBeAttachedToIsToldWithTheReason() {
        refused(0, "a process id is a positive number");
        refused(-1, "a process id is a positive number");
        refused((int) ProcessHandle.current().pid(), "this debugger itself");
        refused(Integer.MAX_VALUE, "no such process");
        int kernelThread = 2;
        if (ProcFs.text(kernelThread, "comm").orElse("").startsWith("kthreadd")) {
            refused(kernelThread, "not permitted");
        }
    }

    @Test
    void aProcessThatIsTracedAlreadyIsToldWithItsTracer() {
        try (Background background = Background.ready(ECHO);
                Inferior inferior = PtraceBackend.attach(background.pid())) {
            refused(background.pid(), "already traced by process " + ProcessHandle.current().pid());
            assertThat(inferior.state()).isEqualTo(Inferior.State.STOPPED);
        }
    }

    @Test
    void aZombieIsToldWithItsParent() {
        // The shell becomes a program that never waits for its child, which ends only then.
        String script = "me=$$; (while [ \"$(cat /proc/$me/comm)\" != sleep ]; do :; done) & echo $!; exec sleep 1000";
        try (Background parent = Background.start(List.of("sh", "-c", script))) {
            int zombie = Integer.parseInt(parent.line());
            Programs.await(() -> Programs.state(zombie) == 'Z');
            refused(zombie, "zombie");
            refused(zombie, Integer.toString(parent.pid()));
        }
    }

    @Test
    void aChildThatJavaWaitsForIsToldSo() throws IOException {
        Process child = new ProcessBuilder(ECHO.toString()).start();
        refused((int) child.pid(), "waits for its end");
        child.destroyForcibly().onExit().join();
    }

    @Test
    void aThreadIsToldWithItsProcess() {
        try (Background background = Background.ready(BUSY, "1")) {
            int thread = ProcFs.tasks(background.pid())[1];
            assertThatThrownBy(() -> PtraceBackend.attach(thread))
                    .isInstanceOf(DebugException.class)
                    .hasMessageContaining(Integer.toString(background.pid()));
        }
    }

    @Test
    void aProcessWhoseLeaderHasExitedIsAttachedTo() {
        try (Background background = Background.start(CHILDREN, "leader-exits-first")) {
            assertThat(background.line()).isEqualTo("ready");
            Programs.await(() -> Programs.state(background.pid()) == 'Z');
            try (Inferior inferior = PtraceBackend.attach(background.pid())) {
                assertThat(inferior.threads()).hasSize(1);
                assertThat(inferior.info().regions()).isNotEmpty();
                long pc = Programs.pc(inferior.threads().getFirst());
                assertThat(inferior.memory().readBytes(pc, 16)).hasSize(16);
                inferior.resume(Resumption.continueAll());
                background.endInput();
                assertThat(Programs.next(inferior)).isEqualTo(new StopEvent.Exited(8));
            }
            assertThat(background.exitCode()).isEqualTo(8);
        }
    }

    @Test
    void withoutPermissionTheOwnerIsTold() throws Exception {
        String user = ProcFs.statusField((int) ProcessHandle.current().pid(), "Uid").orElse("");
        assumeTrue(user.startsWith("0"), "only root can become somebody else");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")));
        try (Background background = Background.ready(ECHO)) {
            String said = ChildJvm.asUser("nobody", AttachAndTell.class, Integer.toString(background.pid()));
            assertThat(said)
                    .contains("Cannot attach to process " + background.pid())
                    .contains("not permitted")
                    .contains("uid 0");
            assertThat(Programs.tracerOf(background.pid())).isZero();
        }
    }

    private static void refused(int pid, String reason) {
        assertThatThrownBy(() -> PtraceBackend.attach(pid))
                .isInstanceOf(DebugException.class)
                .hasMessageContaining("process " + pid)
                .hasMessageContaining(reason);
    }
}
