package dev.sonde.engine.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.Notice;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.library.LibraryOptions;
import dev.sonde.engine.signal.SigInfo;
import dev.sonde.engine.unwind.Frame;
import dev.sonde.engine.x86_64.Register;
import dev.sonde.engine.x86_64.RegisterKind;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is read from a core file that was written of a process is what was read of the process before. */
@Timeout(120)
class CoreTest {
    private static final Path CRASHING =
            TestProgram.of("crashing.cc").flags("-O0", "-pthread").compile();
    private static final int CHUNK = 1 << 20;

    @TempDir
    private Path directory;

    private Path core;

    @BeforeEach
    void chooseFile() {
        core = directory.resolve("core");
    }

    private static Target crashed() throws InterruptedException {
        Target target = Target.launch(LaunchOptions.of(CRASHING.toString()).withStdio(Stdio.pipes()));
        assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
        return target;
    }

    private static Target opened(Path file) {
        Target target = new Target();
        target.openCore(file);
        return target;
    }

    private static Map<String, String> registers(InferiorThread thread) {
        Map<String, String> values = new LinkedHashMap<>();
        for (Register register : thread.registers().table().all()) {
            if (register.kind() != RegisterKind.DEBUG) {
                values.put(
                        register.name(),
                        HexFormat.of().formatHex(thread.registers().readBytes(register)));
            }
        }
        return values;
    }

    private static Map<Integer, List<String>> stacks(Target target) {
        Map<Integer, List<String>> stacks = new LinkedHashMap<>();
        for (InferiorThread thread : target.inferior().threads()) {
            stacks.put(
                    thread.tid(),
                    target.backtrace(thread).all().stream().map(CoreTest::text).toList());
        }
        return stacks;
    }

    private static String text(Frame frame) {
        return Long.toHexString(frame.pc()) + " " + Long.toHexString(frame.cfa().orElse(0)) + " "
                + frame.source().map(Object::toString).orElse("")
                + frame.symbol().map(place -> place.text()).orElse("");
    }

    @Test
    void registersStacksAndMemoryAreThoseOfTheProcess() throws Exception {
        try (Target live = crashed()) {
            live.writeCore(core, CoreOptions.DEFAULT);
            try (Target dead = opened(core)) {
                assertThat(dead.inferior().threads())
                        .extracting(InferiorThread::tid)
                        .containsExactlyInAnyOrderElementsOf(live.inferior().threads().stream()
                                .map(InferiorThread::tid)
                                .toList());
                assertThat(dead.selectedThread().tid())
                        .isEqualTo(live.selectedThread().tid());
                for (InferiorThread thread : live.inferior().threads()) {
                    assertThat(registers(dead.inferior().thread(thread.tid()).orElseThrow()))
                            .isEqualTo(registers(thread));
                }
                assertThat(stacks(dead)).isEqualTo(stacks(live));
                assertThat(dead.inferior().info().auxiliaryVector())
                        .isEqualTo(live.inferior().info().auxiliaryVector());
                assertThat(dead.selectedThread().signalInfo())
                        .isEqualTo(live.selectedThread().signalInfo());
                assertThat(SigInfo.decode(dead.selectedThread().signalInfo()).faultAddress())
                        .contains(0L);
                assertThat(compared(live, dead)).isGreaterThan(CHUNK);
            }
        }
    }

    /** Compares all memory that can be read; how many bytes there were. */
    private static long compared(Target live, Target dead) {
        long bytes = 0;
        for (MemoryRegion region : live.inferior().info().regions()) {
            if (!region.isReadable() || region.name().startsWith("[vvar") || region.start() < 0) {
                continue;
            }
            bytes += compared(region, live.inferior().memory(), dead.inferior().memory());
        }
        return bytes;
    }

    private static long compared(MemoryRegion region, Memory live, Memory dead) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment expected = arena.allocate(CHUNK);
            MemorySegment actual = arena.allocate(CHUNK);
            long done = 0;
            while (done < region.size()) {
                long size = Math.min(CHUNK, region.size() - done);
                long there = live.read(region.start() + done, expected.asSlice(0, size));
                assertThat(dead.read(region.start() + done, actual.asSlice(0, there)))
                        .as(region.toString())
                        .isEqualTo(there);
                assertThat(MemorySegment.mismatch(expected, 0, there, actual, 0, there))
                        .as(region.toString())
                        .isEqualTo(-1);
                done += size;
            }
            return done;
        }
    }

    @Test
    void theFileHasHolesAndKeepsToTheFilter() throws Exception {
        try (Target live = crashed()) {
            Path filter = Path.of("/proc", Integer.toString(live.inferior().pid()), "coredump_filter");
            Files.writeString(filter, "0x33");
            live.writeCore(core, CoreOptions.DEFAULT);
            long size = Files.size(core);
            // Three stacks of 8 MB of which little was touched.
            assertThat(size).isGreaterThan((3 * 8L) << 20);
            assertThat(blocks(core)).isLessThan(size / 2);
            Files.writeString(filter, "0x11");
            live.writeCore(core, CoreOptions.DEFAULT);
            assertThat(Files.size(core)).isEqualTo(size);
            Files.writeString(filter, "0x0");
            live.writeCore(core, CoreOptions.DEFAULT);
            assertThat(Files.size(core)).isLessThan(1 << 20);
            live.writeCore(core, new CoreOptions(false, false));
            assertThat(Files.size(core)).isEqualTo(size);
        }
    }

    private static long blocks(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        long blocks =
                Long.parseLong(new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        assertThat(stat.waitFor()).isZero();
        return blocks * 512;
    }

    @Test
    void whatCannotBeWrittenWholeIsRemoved() throws Exception {
        try (Target live = crashed()) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> live.writeCore(core, CoreOptions.DEFAULT))
                    .isInstanceOf(InterruptedException.class);
            assertThat(core).doesNotExist();
            assertThatThrownBy(() -> live.writeCore(directory.resolve("no/such/core"), CoreOptions.DEFAULT))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theProgramIsFoundByTheCoreAndAnotherOneIsToldOf() throws Exception {
        try (Target live = crashed()) {
            live.writeCore(core, CoreOptions.DEFAULT);
        }
        try (Target dead = opened(core)) {
            assertThat(dead.executable()).contains(CRASHING);
            assertThat(dead.core().orElseThrow().signal()).isEqualTo(11);
            assertThat(dead.canRun()).isFalse();
            assertThatThrownBy(dead::resume).isInstanceOf(DebugException.class);
        }
        try (Target other = new Target()) {
            other.load(TestProgram.of("loop.c").compile());
            assertThat(other.openCore(core).matchesProgram()).isFalse();
        }
        try (Target same = new Target()) {
            same.load(CRASHING);
            assertThat(same.openCore(core).matchesProgram()).isTrue();
            // A process takes its place.
            same.start(LaunchOptions.of(CRASHING.toString()).withStdio(Stdio.pipes()));
            assertThat(same.canRun()).isTrue();
        }
    }

    @Test
    void aCoreOfAnotherMachineHasItsFilesBelowTheSystemRoot() throws Exception {
        Path program = Files.createDirectories(directory.resolve("there")).resolve("program");
        Files.copy(CRASHING, program);
        try (Target live = Target.launch(LaunchOptions.of(program.toString()).withStdio(Stdio.pipes()))) {
            live.resume();
            live.writeCore(core, CoreOptions.DEFAULT);
        }
        Path root = directory.resolve("root");
        Path copy = root.resolve(program.toString().substring(1));
        Files.createDirectories(copy.getParent());
        Files.move(program, copy);
        List<String> notices = new ArrayList<>();
        try (Target dead = new Target()) {
            dead.onNotice(notice -> {
                if (notice instanceof Notice.Warning(String text)) {
                    notices.add(text);
                }
            });
            dead.libraryOptions(new LibraryOptions(Optional.of(root), List.of(), true, false));
            dead.openCore(core);
            assertThat(function(dead)).isEqualTo("sum");
            // The same path with another file is not what was mapped.
            dead.close(dead.program());
            Files.copy(TestProgram.of("loop.c").compile(), program);
            dead.libraryOptions(LibraryOptions.DEFAULT);
            dead.openCore(core);
            assertThat(function(dead)).isNotEqualTo("sum");
            assertThat(notices).anyMatch(text -> text.startsWith(program + " is not the file that was mapped"));
            dead.load(copy);
            assertThat(function(dead)).isEqualTo("sum");
        }
    }

    private static String function(Target target) {
        return target.backtrace()
                .innermost()
                .source()
                .map(place -> place.function())
                .orElse("");
    }
}
