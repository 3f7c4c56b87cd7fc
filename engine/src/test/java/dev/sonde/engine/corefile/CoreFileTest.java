package dev.sonde.engine.corefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.debuginfo.elf.BuildId;
import dev.sonde.debuginfo.elf.ElfConstants;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;
import dev.sonde.engine.inferior.MemoryRegion;
import dev.sonde.engine.inferior.Resumption;
import dev.sonde.engine.inferior.SignalDelivery;
import dev.sonde.engine.inferior.StopPoint;
import dev.sonde.engine.x86_64.Register;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Core files that no process has left: what they tell, and what comes of those that are damaged. */
@Timeout(60)
class CoreFileTest {
    private static final int DAMAGES = 2000;
    private static final int PAGES = 20;

    @TempDir
    private Path directory;

    /** Files that are nowhere. */
    private static class NoFiles implements BackingFiles {
        @Override
        public Optional<MemorySegment> contents(String path, Optional<BuildId> buildId) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> file(String path, Optional<BuildId> buildId) {
            return Optional.empty();
        }

        @Override
        public Optional<Path> program() {
            return Optional.empty();
        }

        @Override
        public MemorySegment loaded(long address) {
            return MemorySegment.NULL;
        }
    }

    private CoreInferior open(byte[] bytes, BackingFiles files) throws IOException {
        Path file = Files.write(directory.resolve("core"), bytes);
        return CoreInferior.open(file, files);
    }

    private CoreInferior open(byte[] bytes) throws IOException {
        return open(bytes, new NoFiles());
    }

    @Test
    void memoryIsWhatTheFileHasThenZerosThenNothing() throws IOException {
        CoreInferior core = open(new CoreBuilder().build(3));
        long second = CoreBuilder.page(1);
        assertThat(core.memory().readLong(second)).isEqualTo(1);
        assertThat(core.memory().readLong(second + Long.BYTES)).isZero();
        assertThat(core.memory().readUpTo(second, 2 * CoreBuilder.PAGE)).hasSize(CoreBuilder.PAGE);
        assertThat(core.memory().readUpTo(second - 1, 1)).isEmpty();
        assertThat(core.memory().write(second, MemorySegment.ofArray(new byte[1])))
                .isZero();
    }

    @Test
    void moreMappingsThanSixteenBitsCount() throws IOException {
        int pages = 70_000;
        CoreInferior core = open(new CoreBuilder().build(pages));
        assertThat(core.info().regions()).hasSize(pages);
        assertThat(core.memory().readLong(CoreBuilder.page(pages - 1))).isEqualTo(pages - 1);
    }

    @Test
    void filesThatWereMappedFillInWhatTheCoreFileLacks() throws IOException {
        byte[] contents = "mapped".getBytes(StandardCharsets.US_ASCII);
        long start = CoreBuilder.page(100);
        CoreInferior core = open(
                new CoreBuilder()
                        .note(CoreLayout.NT_FILE, mapping(start, "/some/file"))
                        .build(1),
                new NoFiles() {
                    @Override
                    public Optional<MemorySegment> contents(String path, Optional<BuildId> buildId) {
                        assertThat(path).isEqualTo("/some/file");
                        return Optional.of(MemorySegment.ofArray(contents));
                    }
                });
        assertThat(core.memory().readUpTo(start, 8)).isEqualTo(Arrays.copyOf(contents, 8));
        assertThat(core.memory().readUpTo(start, 3 * CoreBuilder.PAGE)).hasSize(CoreBuilder.PAGE);
        assertThat(core.info().regions()).extracting(MemoryRegion::name).containsExactly("", "/some/file");
        CoreInferior without = open(new CoreBuilder()
                .note(CoreLayout.NT_FILE, mapping(start, "/gone"))
                .build(1));
        assertThat(without.memory().readUpTo(start, 8)).isEmpty();
    }

    private static byte[] mapping(long start, String path) {
        byte[] name = (path + "\0").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(5 * Long.BYTES + name.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(1)
                .putLong(CoreBuilder.PAGE)
                .putLong(start)
                .putLong(start + 2 * CoreBuilder.PAGE)
                .putLong(0)
                .put(name)
                .array();
    }

    @Test
    void whatNeedsAProcessIsRefused() throws IOException {
        CoreInferior core = open(new CoreBuilder().build(1));
        InferiorThread thread = core.threads().getFirst();
        String refusal = "You can't do that without a process to debug.";
        assertThat(core.canRun()).isFalse();
        assertThatThrownBy(() -> core.resume(Resumption.continueAll())).hasMessage(refusal);
        assertThatThrownBy(core::kill).hasMessage(refusal);
        thread.registers().writeLong(Register.RAX, 3);
        assertThatThrownBy(thread::commitRegisters).hasMessage(refusal);
        assertThat(thread.registers().readLong(Register.RAX)).isZero();
        assertThatThrownBy(thread::signalInfo).isInstanceOf(DebugException.class);
        core.plant(new StopPoint.Execute(CoreBuilder.page(0), false), _ -> true);
        core.detach(SignalDelivery.none());
        assertThat(core.threads()).isEmpty();
    }

    @Test
    void otherFilesAreRefusedWithTheReason() throws IOException {
        byte[] good = new CoreBuilder().build(1);
        assertThatThrownBy(() -> CoreInferior.open(directory.resolve("nosuch"), new NoFiles()))
                .hasMessageEndingWith("nosuch: No such file or directory.");
        assertThatThrownBy(() -> CoreInferior.open(directory, new NoFiles()))
                .hasMessageContaining("is not a core dump: ");
        assertThatThrownBy(() -> open(new byte[0])).hasMessageContaining("is not a core dump: not an ELF file");
        assertRefused(good, 4, 1, "is not a core dump: a 32-bit ELF file");
        assertRefused(good, 5, 2, "is not a core dump: a big-endian ELF file");
        assertRefused(good, 16, ElfConstants.ET_REL, "is not a core dump: it is another kind of ELF file");
        assertRefused(good, 18, 40, "is not a core dump: it is of a program for another machine than x86-64");
    }

    private void assertRefused(byte[] good, int offset, int value, String reason) {
        byte[] bytes = good.clone();
        bytes[offset] = (byte) value;
        assertThatThrownBy(() -> open(bytes)).isInstanceOf(DebugException.class).hasMessageContaining(reason);
    }

    @Test
    void countsThatAreTooLargeTakeUpNoMemory() throws IOException {
        byte[] bytes = new CoreBuilder().build(70_000);
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int info = (int) file.getLong(40) + 44;
        for (int count : new int[] {-1, Integer.MAX_VALUE, 1 << 23}) {
            file.putInt(info, count);
            assertThatThrownBy(() -> open(bytes)).isInstanceOf(DebugException.class);
        }
        byte[] files = mapping(CoreBuilder.page(9), "/file");
        ByteBuffer.wrap(files).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
        assertThat(open(new CoreBuilder().note(CoreLayout.NT_FILE, files).build(1))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("The list of mapped files is damaged: ");
    }

    @Test
    void aFileThatIsCutOffAnywhereTellsWhatItHas() throws IOException {
        byte[] whole = new CoreBuilder()
                .note(CoreLayout.NT_FILE, mapping(CoreBuilder.page(100), "/some/file"))
                .build(PAGES);
        int opened = 0;
        for (int length = 0; length < whole.length; length++) {
            if (examine(Arrays.copyOf(whole, length), true)) {
                opened++;
            }
        }
        // From the moment that its thread is there.
        assertThat(opened).isGreaterThan(PAGES * Long.BYTES);
    }

    @Test
    void damageIsNeverMoreThanAnErrorForTheUser() throws IOException {
        byte[] whole = new CoreBuilder()
                .note(CoreLayout.NT_FILE, mapping(CoreBuilder.page(100), "/some/file"))
                .note(CoreLayout.NT_PRPSINFO, new byte[CoreLayout.INFO_SIZE])
                .note(CoreLayout.NT_AUXV, new byte[64])
                .note(CoreLayout.NT_FPREGSET, new byte[512])
                .build(PAGES);
        Random random = new Random(20_26);
        int opened = 0;
        for (int i = 0; i < DAMAGES; i++) {
            byte[] bytes = whole.clone();
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                int at = random.nextInt(bytes.length);
                bytes[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 0xff);
            }
            if (examine(bytes, false)) {
                opened++;
            }
        }
        assertThat(opened).isPositive();
    }

    /** Whether the file could be opened; then all of it is looked at. */
    private boolean examine(byte[] bytes, boolean cut) throws IOException {
        CoreInferior core;
        try {
            core = open(bytes);
        } catch (DebugException e) {
            return false; // as it should be
        }
        if (cut) {
            assertThat(core.warnings()).isNotEmpty();
        }
        core.info().executable();
        core.info().executableFile();
        core.parts((start, end, name) -> name);
        for (InferiorThread thread : core.threads()) {
            thread.registers().readLong(Register.RIP);
        }
        for (MemoryRegion region : core.info().regions()) {
            core.memory().readUpTo(region.start(), 64);
            core.memory().readUpTo(region.end() - 8, 64);
        }
        return true;
    }
}
