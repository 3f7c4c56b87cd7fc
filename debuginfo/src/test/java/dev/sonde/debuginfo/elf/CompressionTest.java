package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.bytes.FormatException;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class CompressionTest {
    private static final byte[] PLAIN = plain();

    @TempDir
    Path directory;

    @Test
    void inflatesZlib() throws IOException {
        assertThat(contents(
                        ".debug_info", header(1, PLAIN.length).raw(deflate()).toArray(), true))
                .isEqualTo(PLAIN);
    }

    @Test
    void decompressesZstd() {
        assertThat(contents(".debug_info", header(2, PLAIN.length).raw(zstd()).toArray(), true))
                .isEqualTo(PLAIN);
    }

    @Test
    void inflatesTheGnuForm() throws IOException {
        ElfBuilder builder = new ElfBuilder();
        byte[] bytes = new Bytes()
                .u8('Z')
                .u8('L')
                .u8('I')
                .u8('B')
                .u64(Long.reverseBytes(PLAIN.length))
                .raw(deflate())
                .toArray();
        builder.progbits(".zdebug_line", bytes);
        ElfFile elf = builder.open();
        assertThat(elf.contents(".debug_line").orElseThrow().toArray(ValueLayout.JAVA_BYTE))
                .isEqualTo(PLAIN);
        assertThat(elf.contents(".debug_info")).isEmpty();
        assertThat(elf.contents("line")).isEmpty();
    }

    @Test
    void anEmptySectionIsEmpty() {
        assertThat(contents(".debug_str", header(1, 0).toArray(), true)).isEmpty();
    }

    @Test
    void refusesSizesThatDoNotHold() throws IOException {
        refuses(header(1, PLAIN.length + 1).raw(deflate()).toArray(), "ends after");
        refuses(header(2, PLAIN.length + 1).raw(zstd()).toArray(), "ends after");
        refuses(header(2, PLAIN.length - 1).raw(zstd()).toArray(), "not a readable zstd stream");
        refuses(header(1, 1L << 50).raw(deflate()).toArray(), "claims 1125899906842624 bytes");
        refuses(header(2, -1).raw(zstd()).toArray(), "claims");
        refuses(header(1, 1 << 30).raw(new byte[100]).toArray(), "claims 1073741824 bytes");
    }

    @Test
    void refusesWhatIsNotCompressed() {
        refuses(header(1, 100).raw(new byte[50]).toArray(), "not a readable zlib stream");
        refuses(header(2, 100).raw(new byte[50]).toArray(), "not a readable zstd stream");
        refuses(header(77, 100).toArray(), "method 77");
        refuses(new byte[5], "only 1 are left");
        ElfBuilder builder = new ElfBuilder();
        builder.progbits(".zdebug_info", new byte[20]);
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> builder.open().contents(".debug_info"))
                .withMessageContaining("ZLIB");
    }

    @Test
    void survivesDamage() throws IOException {
        Random random = new Random(3);
        for (byte[] good : new byte[][] {
            header(1, PLAIN.length).raw(deflate()).toArray(),
            header(2, PLAIN.length).raw(zstd()).toArray()
        }) {
            for (int round = 0; round < 500; round++) {
                byte[] bad = random.nextBoolean() ? good.clone() : Arrays.copyOf(good, random.nextInt(good.length));
                if (bad.length > 24) {
                    bad[24 + random.nextInt(bad.length - 24)] ^= (byte) (1 + random.nextInt(255));
                }
                try {
                    assertThat(contents(".debug_info", bad, true)).hasSize(PLAIN.length);
                } catch (FormatException e) {
                    assertThat(e.section()).isEqualTo(".debug_info");
                }
            }
        }
    }

    @Test
    void readsTheEmbeddedSymbolTable() throws IOException {
        ElfBuilder inner = new ElfBuilder();
        int text = inner.section(".text", ElfConstants.SHT_NOBITS, 6, 0x1000, new byte[0], 0x100, 0, 0, 1, 0);
        new ElfBuilder.Symbols()
                .add("hidden", ElfBuilder.Symbols.FUNC, text, 0x1010, 0x10)
                .addTo(inner, ".symtab", ElfConstants.SHT_SYMTAB);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (XZOutputStream out = new XZOutputStream(compressed, new LZMA2Options(6))) {
            out.write(inner.build());
        }
        ElfBuilder outer = new ElfBuilder();
        outer.progbits(".gnu_debugdata", compressed.toByteArray());
        ElfFile elf = outer.open();
        assertThat(elf.miniDebugInfo().orElseThrow().symbols().named("hidden")).hasSize(1);
        assertThat(elf.symbolAt(0x1018)).map(Symbol::name).contains("hidden");
        assertThat(elf.symbolAt(0x1020)).isEmpty();

        ElfBuilder broken = new ElfBuilder();
        broken.progbits(".gnu_debugdata", Arrays.copyOf(compressed.toByteArray(), 50));
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> broken.open().miniDebugInfo())
                .withMessageContaining("xz");
    }

    @Test
    void readsWhatObjcopyCompresses() throws IOException {
        Path source = Files.writeString(directory.resolve("a.c"), "int main(void) { return 0; }\n");
        Path plain = directory.resolve("plain");
        Tool.lines("gcc", "-g", "-gz=none", "-o", plain.toString(), source.toString());
        byte[] expected =
                ElfFile.open(plain).contents(".debug_info").orElseThrow().toArray(ValueLayout.JAVA_BYTE);
        for (String method : new String[] {"zlib-gabi", "zlib-gnu", "zstd"}) {
            Path packed = directory.resolve(method);
            Tool.lines("objcopy", "--compress-debug-sections=" + method, plain.toString(), packed.toString());
            ElfFile elf = ElfFile.open(packed);
            assertThat(elf.contents(".debug_info").orElseThrow().toArray(ValueLayout.JAVA_BYTE))
                    .as(method)
                    .isEqualTo(expected);
            // An objcopy built without zstd leaves the sections as they are.
            assertThat(method.equals("zstd")
                            || elf.sections().stream()
                                    .anyMatch(s -> s.isCompressed() || s.name().startsWith(".zdebug_")))
                    .as(method)
                    .isTrue();
        }
    }

    private static byte[] plain() {
        byte[] bytes = new byte[20_000];
        Random random = new Random(1);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ("debug info ".charAt(i % 11) + random.nextInt(3));
        }
        return bytes;
    }

    private static Bytes header(int type, long size) {
        return new Bytes().u32(type).u32(0).u64(size).u64(1);
    }

    private static byte[] deflate() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(PLAIN);
        }
        return out.toByteArray();
    }

    private static byte[] zstd() {
        ZstdJavaCompressor compressor = new ZstdJavaCompressor();
        byte[] out = new byte[compressor.maxCompressedLength(PLAIN.length)];
        int length = compressor.compress(MemorySegment.ofArray(PLAIN), MemorySegment.ofArray(out));
        return Arrays.copyOf(out, length);
    }

    private static byte[] contents(String name, byte[] bytes, boolean compressed) {
        ElfBuilder builder = new ElfBuilder();
        builder.section(name, ElfConstants.SHT_PROGBITS, compressed ? ElfConstants.SHF_COMPRESSED : 0, 0, bytes, 0, 0);
        return builder.open().contents(name).orElseThrow().toArray(ValueLayout.JAVA_BYTE);
    }

    private static void refuses(byte[] bytes, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> contents(".debug_info", bytes, true))
                .withMessageContaining(reason);
    }
}
