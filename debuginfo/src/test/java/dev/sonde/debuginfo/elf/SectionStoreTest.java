package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.bytes.FormatException;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionStoreTest {
    private static final int ZLIB = 1;
    private static final int ZSTD = 2;
    private static final long LIMIT = 64 << 20;
    /** More than a step, and no multiple of one. */
    private static final byte[] INFO = noise(1_000_003);

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private SectionStore store = new SectionStore(Path.of(""), 0);

    @BeforeEach
    void build() throws IOException {
        file = Files.write(directory.resolve("program"), program(ZLIB, INFO, 7));
        store = new SectionStore(directory.resolve("kept"), LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {ZLIB, ZSTD})
    void isKeptAndFoundAgain(int method) throws IOException {
        Files.write(file, program(method, INFO, 7));
        assertThat(content(read())).isEqualTo(INFO);
        assertThat(kept()).hasSize(1);
        // A file whose compressed bytes are gone shows where the content comes from.
        byte[] damaged = Files.readAllBytes(file);
        Arrays.fill(damaged, 4000, 6000, (byte) 0);
        Files.write(file, damaged);
        assertThat(content(read())).isEqualTo(INFO);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> content(ElfFile.open(file).growing(".debug_info", Optional.empty())));
    }

    @Test
    void partsAreCopiedOnceTheyAreThere() throws IOException {
        for (int round = 0; round < 2; round++) {
            GrowingSection section = read().orElseThrow();
            byte[] part = new byte[1000];
            for (int offset : new int[] {0, 300_000, INFO.length - 999}) {
                section.read(offset, part, 999);
                assertThat(Arrays.copyOf(part, 999)).isEqualTo(Arrays.copyOfRange(INFO, offset, offset + 999));
            }
            section.complete();
            assertThat(section.isComplete()).isTrue();
        }
    }

    @Test
    void aDamagedFileIsReplaced() throws IOException {
        content(read());
        Path kept = kept().getFirst();
        for (byte[] bad : List.of(new byte[0], new byte[20], Arrays.copyOf(Files.readAllBytes(kept), 5000))) {
            Files.write(kept, bad);
            assertThat(content(read())).isEqualTo(INFO);
            assertThat(Files.size(kept)).isGreaterThan(INFO.length);
        }
        byte[] other = Files.readAllBytes(kept);
        other[INFO.length] ^= 1;
        Files.write(kept, other);
        assertThat(content(read())).isEqualTo(INFO);
        assertThat(Files.readAllBytes(kept)).isNotEqualTo(other);
    }

    @Test
    void contentThatIsOlderThanTheMachineIsChecked() throws IOException {
        content(read());
        Path kept = kept().getFirst();
        byte[] bytes = Files.readAllBytes(kept);
        bytes[INFO.length / 2] ^= 1;
        Files.write(kept, bytes);
        Files.setLastModifiedTime(kept, FileTime.from(Instant.EPOCH));
        assertThat(content(read())).isEqualTo(INFO);
        // Sound content is believed from then on.
        Files.setLastModifiedTime(kept, FileTime.from(Instant.EPOCH));
        assertThat(content(read())).isEqualTo(INFO);
        assertThat(Files.getLastModifiedTime(kept).toInstant()).isAfter(Instant.EPOCH);
    }

    @Test
    void anotherSectionOfTheSameNameIsNotTaken() throws IOException {
        content(read());
        byte[] changed = noise(INFO.length - 1);
        Files.write(file, program(ZLIB, changed, 7));
        assertThat(content(read())).isEqualTo(changed);
        Files.write(file, program(ZLIB, INFO, 8));
        assertThat(content(read())).isEqualTo(INFO);
        assertThat(kept()).hasSize(2);
    }

    @Test
    void whatWasUsedLongestAgoGoesFirst() throws IOException {
        store = new SectionStore(directory.resolve("kept"), INFO.length * 5L / 2);
        for (int id = 1; id <= 3; id++) {
            Files.write(file, program(ZLIB, INFO, id));
            content(read());
            for (Path path : kept()) {
                if (path.getFileName().toString().startsWith("0" + id)) {
                    Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(100 - id)));
                }
            }
        }
        assertThat(kept())
                .extracting(path -> path.getFileName().toString().substring(0, 2))
                .containsExactly("02", "03");
    }

    @Test
    void withoutRoomOrBuildIdItIsInMemory() throws IOException {
        store = new SectionStore(directory.resolve("kept"), INFO.length);
        assertThat(content(read())).isEqualTo(INFO);
        store = new SectionStore(file.resolve("under a file"), LIMIT);
        assertThat(content(read())).isEqualTo(INFO);
        store = new SectionStore(directory.resolve("kept"), LIMIT);
        Files.write(file, program(ZLIB, INFO, 0));
        assertThat(content(read())).isEqualTo(INFO);
        assertThat(kept()).isEmpty();
    }

    @Test
    void aMalformedSectionIsNotKept() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4000, 6000, (byte) 0);
        Files.write(file, bytes);
        GrowingSection section = read().orElseThrow();
        assertThatExceptionOfType(FormatException.class).isThrownBy(section::complete);
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> section.await(INFO.length));
        assertThat(section.isComplete()).isFalse();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoWaitsCanBeInterrupted() throws IOException {
        ElfFile elf = ElfFile.open(file);
        Thread.currentThread().interrupt();
        GrowingSection section = elf.growing(".debug_info", Optional.of(store)).orElseThrow();
        try {
            section.complete();
        } catch (CancellationException e) {
            assertThat(e).hasMessageContaining(".debug_info");
        }
        assertThat(Thread.interrupted()).isTrue();
        assertThat(content(Optional.of(section))).isEqualTo(INFO);
    }

    private Optional<GrowingSection> read() throws IOException {
        return ElfFile.open(file).growing(".debug_info", Optional.of(store));
    }

    private static byte[] content(Optional<GrowingSection> section) {
        return section.orElseThrow().complete().toArray(ValueLayout.JAVA_BYTE);
    }

    private List<Path> kept() {
        Path kept = directory.resolve("kept");
        if (!Files.exists(kept)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.list(kept)) {
            return paths.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with a compressed section and, unless {@code id} is 0, a build-id that starts with it. */
    private static byte[] program(int method, byte[] content, int id) throws IOException {
        ElfBuilder builder = new ElfBuilder();
        if (id != 0) {
            builder.section(
                    ".note.gnu.build-id",
                    ElfConstants.SHT_NOTE,
                    0,
                    0,
                    new Bytes()
                            .u32(4)
                            .u32(4)
                            .u32(ElfConstants.NT_GNU_BUILD_ID)
                            .raw("GNU\0".getBytes(StandardCharsets.UTF_8))
                            .u32(id)
                            .toArray(),
                    0,
                    0);
        }
        byte[] section = new Bytes()
                .u32(method)
                .u32(0)
                .u64(content.length)
                .u64(1)
                .raw(method == ZLIB ? deflate(content) : zstd(content))
                .toArray();
        builder.section(".debug_info", ElfConstants.SHT_PROGBITS, ElfConstants.SHF_COMPRESSED, 0, section, 0, 0);
        return builder.build();
    }

    private static byte[] deflate(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
            deflater.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] zstd(byte[] content) {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] bytes = new byte[compressor.maxCompressedLength(content.length)];
        return Arrays.copyOf(bytes, compressor.compress(content, 0, content.length, bytes, 0, bytes.length));
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        Random random = new Random(5);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(16);
        }
        return bytes;
    }
}
