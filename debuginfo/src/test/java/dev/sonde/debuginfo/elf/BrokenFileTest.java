package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.Tool;
import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Files cut off or altered anywhere: a result or a FormatException, nothing else and no endless loop. */
class BrokenFileTest {
    private static final Path VICTIM = Path.of("/bin/true");

    @Test
    void survivesTruncation() throws IOException {
        Tool.requireFile(VICTIM);
        byte[] whole = Files.readAllBytes(VICTIM);
        int refused = 0;
        for (int length = 0; length < whole.length; length += length < 1200 ? 1 : 97) {
            refused += exercise(MemorySegment.ofArray(whole).asSlice(0, length));
        }
        assertThat(refused).isPositive();
    }

    @Test
    void survivesAlteredHeaders() throws IOException {
        Tool.requireFile(VICTIM);
        byte[] whole = Files.readAllBytes(VICTIM);
        ElfFile elf = ElfFile.of("victim", MemorySegment.ofArray(whole));
        int sectionHeaders = (int) elf.header().sectionHeaderOffset();
        Random random = new Random(7);
        for (int round = 0; round < 3000; round++) {
            byte[] broken = whole.clone();
            for (int change = 0; change < 3; change++) {
                int offset = random.nextBoolean()
                        ? random.nextInt(0x3000)
                        : sectionHeaders + random.nextInt(whole.length - sectionHeaders);
                broken[offset] = (byte) (random.nextInt(4) == 0 ? 0xff : random.nextInt(256));
            }
            exercise(MemorySegment.ofArray(broken));
        }
    }

    /** Reads everything there is to read, and counts what was refused. */
    static int exercise(MemorySegment bytes) {
        ElfFile elf;
        try {
            elf = ElfFile.of("broken", bytes);
        } catch (FormatException e) {
            return 1;
        }
        return attempt(() -> elf.segments().forEach(segment -> attempt(() -> elf.bytes(segment))))
                + attempt(() -> elf.sections().forEach(section -> attempt(() -> elf.contents(section))))
                + attempt(elf::notes)
                + attempt(elf::buildId)
                + attempt(elf::properties)
                + attempt(() -> elf.dynamic().needed())
                + attempt(() -> elf.dynamicSymbols().stream().forEach(Symbol::versionedName))
                + attempt(() -> elf.dynamicSymbols().named("exit"))
                + attempt(() ->
                        elf.dynamicSymbols().matching(Pattern.compile("ex.*")).forEach(Symbol::name))
                + attempt(() -> elf.symbolAt(elf.header().entry()))
                + attempt(elf::pltStubs);
    }

    private static int attempt(Runnable action) {
        try {
            action.run();
            return 0;
        } catch (FormatException e) {
            assertThat(e.reason()).isNotBlank();
            return 1;
        }
    }
}
