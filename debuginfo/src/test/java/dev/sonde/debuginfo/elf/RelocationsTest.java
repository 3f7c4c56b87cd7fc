package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.bytes.ByteCursor;
import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelocationsTest {
    private static final int SYMBOL_VALUE = 0x1234;

    @TempDir
    Path directory;

    @Test
    void appliesEveryTypeThatDebugInformationUses() {
        assertThat(relocated(ElfConstants.R_X86_64_NONE, 5, true)).isEqualTo(0x1111_1111_1111_1111L);
        assertThat(relocated(ElfConstants.R_X86_64_64, 5, true)).isEqualTo(0x1239);
        assertThat(relocated(ElfConstants.R_X86_64_DTPOFF64, 5, true)).isEqualTo(0x1239);
        assertThat(relocated(ElfConstants.R_X86_64_32, 5, true)).isEqualTo(0x1111_1111_0000_1239L);
        assertThat(relocated(ElfConstants.R_X86_64_DTPOFF32, 5, true)).isEqualTo(0x1111_1111_0000_1239L);
        assertThat(relocated(ElfConstants.R_X86_64_32S, -0x1235, true)).isEqualTo(0x1111_1111_ffff_ffffL);
        assertThat(relocated(ElfConstants.R_X86_64_16, 5, true)).isEqualTo(0x1111_1111_1111_1239L);
        assertThat(relocated(ElfConstants.R_X86_64_8, -0x1200, true)).isEqualTo(0x1111_1111_1111_1134L);
        // The place is offset 8 of the section.
        assertThat(relocated(ElfConstants.R_X86_64_PC64, 5, true)).isEqualTo(0x1231);
        assertThat(relocated(ElfConstants.R_X86_64_PC32, 5, true)).isEqualTo(0x1111_1111_0000_1231L);
        assertThat(relocated(ElfConstants.R_X86_64_PLT32, 5, true)).isEqualTo(0x1111_1111_0000_1231L);
        assertThat(relocated(ElfConstants.R_X86_64_PC16, 5, true)).isEqualTo(0x1111_1111_1111_1231L);
        assertThat(relocated(ElfConstants.R_X86_64_PC8, -0x1200, true)).isEqualTo(0x1111_1111_1111_112cL);
        assertThat(relocated(ElfConstants.R_X86_64_SIZE32, 1, true)).isEqualTo(0x1111_1111_0000_0011L);
        assertThat(relocated(ElfConstants.R_X86_64_SIZE64, 1, true)).isEqualTo(0x11);
    }

    @Test
    void theAddendMayBeInTheSection() {
        assertThat(relocated(ElfConstants.R_X86_64_64, 0, false)).isEqualTo(0x1111_1111_1111_2345L);
        assertThat(relocated(ElfConstants.R_X86_64_32, 0, false)).isEqualTo(0x1111_1111_1111_2345L);
    }

    @Test
    void refusesWhatCannotBeApplied() {
        refuses(ElfConstants.R_X86_64_32, 8, 1, 1L << 40, "does not fit the 4 bytes");
        refuses(ElfConstants.R_X86_64_64, 9, 1, 0, "outside .debug_info");
        refuses(ElfConstants.R_X86_64_64, -1, 1, 0, "outside .debug_info");
        refuses(ElfConstants.R_X86_64_64, 8, 50, 0, "no symbol 50");
        refuses(ElfConstants.R_X86_64_COPY, 8, 1, 0, "type 5");
    }

    @Test
    void programsAreNotRelocated() {
        ElfBuilder builder = builder(ElfConstants.R_X86_64_64, 8, 1, 5, true).type(ElfConstants.ET_DYN);
        assertThat(ByteCursor.of("", builder.open().contents(".debug_info").orElseThrow())
                        .at(8)
                        .u64())
                .isEqualTo(0x1111_1111_1111_1111L);
    }

    /** The offset of a unit's name in .debug_str, as readelf reads it after applying the relocations. */
    @Test
    void agreesWithReadelfOnAnObjectFile() throws IOException {
        Path source = Files.writeString(
                directory.resolve("unit.c"), "int f(int x) { return x + 1; }\nint g(void) { return f(2); }\n");
        Path object = directory.resolve("unit.o");
        Tool.lines("gcc", "-g", "-gdwarf-5", "-c", "-o", object.toString(), source.toString());
        ElfFile elf = ElfFile.open(object);
        ByteCursor info =
                ByteCursor.of(".debug_info", elf.contents(".debug_info").orElseThrow());
        Pattern indirect = Pattern.compile(
                " +<([0-9a-f]+)>.*\\(indirect (line )?string, offset: (?:0x)?([0-9a-f]+)\\): (.*?)\\s*");
        int compared = 0;
        for (String line : Tool.lines("readelf", "--debug-dump=info", object.toString())) {
            Matcher matcher = indirect.matcher(line);
            if (matcher.matches()) {
                String section = matcher.group(2) == null ? ".debug_str" : ".debug_line_str";
                long offset = info.at(Long.parseLong(matcher.group(1), 16)).u32();
                assertThat(offset).isEqualTo(Long.parseLong(matcher.group(3), 16));
                assertThat(ByteCursor.of(section, elf.contents(section).orElseThrow())
                                .at(offset)
                                .string()
                                .trim())
                        .isEqualTo(matcher.group(4));
                compared++;
            }
        }
        assertThat(compared).isPositive();
    }

    @Test
    void compressedSectionsOfObjectFilesAreRelocatedToo() throws IOException {
        Path source = Files.writeString(directory.resolve("unit.c"), "int f(int x) { return x + 1; }\n");
        Path plain = directory.resolve("plain.o");
        Path packed = directory.resolve("packed.o");
        Tool.lines("gcc", "-g", "-gz=none", "-c", "-o", plain.toString(), source.toString());
        Tool.lines("objcopy", "--compress-debug-sections=zlib", plain.toString(), packed.toString());
        for (String section : List.of(".debug_info", ".debug_line", ".eh_frame")) {
            MemorySegment expected = ElfFile.open(plain).contents(section).orElseThrow();
            MemorySegment found = ElfFile.open(packed).contents(section).orElseThrow();
            assertThat(found.mismatch(expected)).as(section).isEqualTo(-1);
        }
    }

    private static long relocated(int type, long addend, boolean explicit) {
        ElfFile elf = builder(type, 8, 1, addend, explicit).open();
        return ByteCursor.of("", elf.contents(".debug_info").orElseThrow())
                .at(8)
                .u64();
    }

    private static void refuses(int type, long offset, int symbol, long addend, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(
                        () -> builder(type, offset, symbol, addend, true).open().contents(".debug_info"))
                .withMessageContaining(reason)
                .withMessageContaining("relocations+0x0");
    }

    private static ElfBuilder builder(int type, long offset, int symbol, long addend, boolean explicit) {
        ElfBuilder builder = new ElfBuilder().type(ElfConstants.ET_REL);
        int text = builder.section(".text", ElfConstants.SHT_PROGBITS, 6, 0, new byte[16], 0, 0);
        byte[] content = new byte[16];
        Arrays.fill(content, (byte) 0x11);
        int info = builder.progbits(".debug_info", content);
        int symbols = new ElfBuilder.Symbols()
                .add("symbol", ElfBuilder.Symbols.GLOBAL, text, SYMBOL_VALUE, 0x10)
                .addTo(builder, ".symtab", ElfConstants.SHT_SYMTAB);
        Bytes entry = new Bytes().u64(offset).u32(type).u32(symbol);
        if (explicit) {
            entry.u64(addend);
        }
        builder.section(
                "relocations",
                explicit ? ElfConstants.SHT_RELA : ElfConstants.SHT_REL,
                0,
                0,
                entry.toArray(),
                entry.size(),
                symbols,
                info,
                8,
                entry.size());
        return builder;
    }
}
