package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.engine.breakpoint.Catchpoint;
import dev.sonde.engine.breakpoint.CodeBreakpoint;
import dev.sonde.engine.breakpoint.LocationSpec;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.inferior.StopCause;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several programs in one session: forks that are followed, shared breakpoints, process trees. */
@Timeout(120)
class ProgramsTest {
    private static final Path FAMILY = TestProgram.of("family.c").compile();
    private static final String TRUE = "/bin/true";

    private static Target launch(Following following, String... arguments) {
        Target target =
                Target.launch(LaunchOptions.of(FAMILY.toString(), arguments).withStdio(Stdio.pipes()));
        target.following(following);
        return target;
    }

    private static CodeBreakpoint breakAt(Target target, String function) {
        return target.breakAt(new LocationSpec.Function(function));
    }

    private static void assertHit(Stop stop, CodeBreakpoint breakpoint) {
        assertThat(stop).isInstanceOf(Stop.Stopped.class);
        assertThat(((Stop.Stopped) stop).reasons()).containsExactly(new StopReason.BreakpointHit(breakpoint));
    }

    private static char state(int pid) throws IOException {
        Path status = Path.of("/proc", Integer.toString(pid), "status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("State:"))
                        .findFirst()
                        .orElseThrow()
                        .charAt(7)
                : '-';
    }

    @Test
    void aChildIsFollowedAndItsParentLetGo() throws Exception {
        try (Target target = launch(new Following(true, true, false, false))) {
            CodeBreakpoint child = breakAt(target, "child_work");
            CodeBreakpoint parent = breakAt(target, "parent_work");
            int parentPid = target.inferior().pid();
            assertHit(target.resume(), child);
            assertThat(target.program().number()).isEqualTo(2);
            assertThat(target.inferior().pid()).isNotEqualTo(parentPid);
            assertThat(target.programs().getFirst().hasProcess()).isFalse();
            assertThat(child.locations()).hasSize(1);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(3));
            assertThat(parent.hits()).isZero();
        }
    }

    @Test
    void bothAreKeptWithBreakpointsInEach() throws Exception {
        try (Target target = launch(new Following(false, false, false, false))) {
            CodeBreakpoint child = breakAt(target, "child_work");
            CodeBreakpoint parent = breakAt(target, "parent_work");
            assertHit(target.resume(), parent);
            assertThat(target.programs()).hasSize(2);
            assertThat(child.locations().stream()
                            .map(location -> location.space().number()))
                    .containsExactly(1, 2);
            Program second = target.programs().getLast();
            target.select(second);
            assertHit(target.resume(), child);
            assertThat(target.program()).isSameAs(second);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(3));
            target.select(target.programs().getFirst());
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(parent.hits()).isEqualTo(1);
        }
    }

    @Test
    void everyProcessRunsWhenToldSo() throws Exception {
        try (Target target = launch(new Following(false, false, false, true))) {
            CodeBreakpoint child = breakAt(target, "child_work");
            CodeBreakpoint parent = breakAt(target, "parent_work");
            Stop stop = target.resume();
            for (int stops = 0; !(stop instanceof Stop.Exited); stops++) {
                assertThat(stops).isLessThan(3);
                stop = target.resume();
            }
            assertThat(stop).isEqualTo(new Stop.Exited(3));
            assertThat(child.hits()).isEqualTo(1);
            target.select(target.programs().getFirst());
            stop = target.resume();
            assertThat(parent.hits()).isEqualTo(1);
            if (stop instanceof Stop.Stopped) {
                stop = target.resume();
            }
            assertThat(stop).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aBorrowerOfMemoryIsFollowedAndLeavesNothingPlantedThere() throws Exception {
        try (Target target = launch(new Following(true, false, false, false), TRUE)) {
            CodeBreakpoint parent = breakAt(target, "parent_work");
            Catchpoint exec = target.breakpoints().addCatchpoint(new Catchpoint.Event.Exec());
            Stop stop = target.resume();
            assertThat(((Stop.Stopped) stop).reasons().getFirst()).isInstanceOf(StopReason.Caught.class);
            assertThat(exec.hits()).isEqualTo(1);
            assertThat(target.program().number()).isEqualTo(2);
            // The new program has no such function.
            assertThat(parent.locations().stream()
                            .map(location -> location.space().number()))
                    .containsExactly(1);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            target.select(target.programs().getFirst());
            assertHit(target.resume(), parent);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aLenderIsLetGoWhenTheMemoryIsGivenBack() throws Exception {
        try (Target target = launch(new Following(true, true, false, false), TRUE)) {
            breakAt(target, "parent_work");
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(target.program().number()).isEqualTo(2);
            assertThat(target.programs().getFirst().hasProcess()).isFalse();
        }
    }

    @Test
    void aParentIsNotLeftWaitingForAChildThatIsHeld() throws Exception {
        try (Target target = launch(new Following(false, false, false, false), TRUE)) {
            assertThatThrownBy(target::resume)
                    .isInstanceOf(DebugException.class)
                    .hasMessageStartingWith("Can not resume the parent process over vfork");
            target.following(Following.DEFAULT);
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
        }
    }

    @Test
    void aCaughtForkIsDecidedAboutAtTheNextResume() throws Exception {
        try (Target target = launch(Following.DEFAULT)) {
            CodeBreakpoint child = breakAt(target, "child_work");
            target.breakpoints().addCatchpoint(new Catchpoint.Event.Fork());
            assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
            target.following(new Following(true, true, false, false));
            assertHit(target.resume(), child);
            assertThat(target.program().number()).isEqualTo(2);
        }
    }

    @Test
    void whatAKilledProgramHasMadeIsKilledWithIt() throws Exception {
        try (Target target = launch(Following.DEFAULT)) {
            target.breakpoints().addCatchpoint(new Catchpoint.Event.Fork());
            Stop stop = target.resume();
            StopReason.Caught caught =
                    (StopReason.Caught) ((Stop.Stopped) stop).reasons().getFirst();
            int child = ((StopCause.Forked) caught.cause()).child();
            assertThat(state(child)).isEqualTo('t');
            target.kill();
            assertThat(state(child)).isIn('-', 'Z', 'X');
        }
    }

    @Test
    void execMayMakeANewProgram() throws Exception {
        try (Target target = launch(new Following(true, true, true, false), TRUE)) {
            assertThat(target.resume()).isEqualTo(new Stop.Exited(0));
            assertThat(target.programs()).hasSize(3);
            assertThat(target.program().executable().orElseThrow().getFileName())
                    .hasToString("true");
            assertThat(target.programs().get(1).executable()).contains(FAMILY);
        }
    }

    /** An ELF file for i386 that calls exit(7): mov $1,%eax; mov $7,%ebx; int $0x80. */
    private static byte[] program32() {
        byte[] code = {(byte) 0xb8, 1, 0, 0, 0, (byte) 0xbb, 7, 0, 0, 0, (byte) 0xcd, (byte) 0x80};
        int base = 0x8048000;
        int codeAt = 52 + 32;
        ByteBuffer file = ByteBuffer.allocate(codeAt + code.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1, 0}).putLong(0);
        file.putShort((short) 2).putShort((short) 3).putInt(1).putInt(base + codeAt);
        file.putInt(52)
                .putInt(0)
                .putInt(0)
                .putShort((short) 52)
                .putShort((short) 32)
                .putShort((short) 1);
        file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
        file.putInt(1)
                .putInt(0)
                .putInt(base)
                .putInt(base)
                .putInt(file.capacity())
                .putInt(file.capacity());
        file.putInt(5).putInt(0x1000);
        file.put(code);
        return file.array();
    }

    @Test
    void aProgramOf32BitsRunsOnUnharmed(@TempDir Path directory) throws Exception {
        Path program = Files.write(directory.resolve("small"), program32());
        assertThat(program.toFile().setExecutable(true)).isTrue();
        List<String> warnings = new ArrayList<>();
        try (Target target = launch(new Following(true, true, false, false), program.toString())) {
            target.onNotice(notice -> {
                if (notice instanceof Notice.Warning(String text)) {
                    warnings.add(text);
                }
            });
            breakAt(target, "child_work");
            Stop stop = target.resume();
            // 9 is what the child exits with where the kernel runs no such programs.
            assumeTrue(!stop.equals(new Stop.Exited(9)), "the kernel runs 32-bit programs");
            assertThat(stop).isEqualTo(new Stop.Exited(7));
            assertThat(warnings).hasSize(1);
            assertThat(warnings.getFirst()).contains("is no x86-64 program", program.toString());
        }
    }

    @Test
    void aWholeTreeIsAttachedToAndLetGo(@TempDir Path directory) throws Exception {
        Path ready = directory.resolve("ready");
        // setsid -f leaves the tree to init, for a child of this Java process could not be attached to.
        Path pidFile = directory.resolve("pid");
        Process starter = new ProcessBuilder(
                        "setsid",
                        "-f",
                        "sh",
                        "-c",
                        "echo $$ > " + pidFile + "; sleep 1000 & (sleep 1000; :) & echo > " + ready + "; wait")
                .start();
        assertThat(starter.waitFor(60, TimeUnit.SECONDS)).isTrue();
        while (!Files.exists(ready)) {
            Thread.onSpinWait();
        }
        int pid = Integer.parseInt(Files.readString(pidFile).strip());
        List<ProcessHandle> tree = ProcessHandle.of(pid).stream()
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .toList();
        try (Target target = new Target()) {
            List<Program> attached = target.attachTree(pid);
            assertThat(attached.stream().map(Program::lastPid))
                    .containsAll(tree.stream().map(handle -> (int) handle.pid()).toList());
            assertThat(attached.getFirst().lastPid()).isEqualTo(pid);
            for (Program program : attached) {
                assertThat(state(program.lastPid())).isEqualTo('t');
                target.detach(program, SignalDelivery.pending());
                assertThat(state(program.lastPid())).isIn('S', 'R');
            }
        } finally {
            ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).forEach(ProcessHandle::destroyForcibly);
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }
}
