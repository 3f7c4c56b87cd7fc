package dev.sonde.engine.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.bytes.FormatException;
import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.debuginfo.elf.Symbol;
import dev.sonde.engine.inferior.LaunchOptions;
import dev.sonde.engine.inferior.Memory;
import dev.sonde.engine.inferior.Stdio;
import dev.sonde.engine.symbols.LoadedModule;
import dev.sonde.engine.target.Stop;
import dev.sonde.engine.target.Target;
import dev.sonde.testprograms.TestProgram;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What memory has of a file has the dynamic symbols of that file. */
@Timeout(60)
class MemoryImageTest {
    private static List<String> names(ElfFile elf) {
        return elf.dynamicSymbols().stream()
                .map(symbol -> Long.toHexString(symbol.value()) + " " + symbol.name())
                .toList();
    }

    @Test
    void aLibraryIsReadFromMemory() throws IOException, InterruptedException {
        Path plugin = TestProgram.of("plugin.c")
                .flags("-shared", "-fPIC", "-nostdlib")
                .compile();
        Path program = TestProgram.of("library-files.c").compile();
        LaunchOptions options =
                LaunchOptions.of(program.toString(), "none", plugin.toString()).withStdio(Stdio.pipes());
        try (Target target = Target.launch(options)) {
            assertThat(target.resume()).isInstanceOf(Stop.Stopped.class);
            Memory memory = target.inferior().memory();
            for (SharedLibrary library : target.libraries()) {
                LoadedModule module = library.module().orElseThrow();
                ElfFile image =
                        MemoryImage.read(memory, module.start(), library.name()).orElseThrow();
                assertThat(names(image)).isEqualTo(names(module.elf()));
                assertThat(image.segments()).isEqualTo(module.elf().segments());
            }
            assertThat(MemoryImage.read(memory, 0x10, "nothing")).isEmpty();
            long code = target.modules().symbolsNamed("plugin_work").getFirst().start();
            assertThat(MemoryImage.read(memory, code, "code")).isEmpty();
        }
    }

    @Test
    void garbageBehindAGoodHeaderIsRefusedOrHarmless() throws IOException {
        byte[] good = Files.readAllBytes(TestProgram.of("plugin.c")
                .flags("-shared", "-fPIC", "-nostdlib")
                .compile());
        for (int at = 0; at < 64 + 56 * 8; at++) {
            byte[] bytes = good.clone();
            bytes[at] ^= (byte) 0xff;
            MemoryImage.read(new Bytes(bytes), 0, "damaged").ifPresent(MemoryImageTest::look);
        }
    }

    private static void look(ElfFile elf) {
        try {
            elf.dynamicSymbols().stream()
                    .map(Symbol::name)
                    .forEach(name -> assertThat(name).isNotNull());
        } catch (FormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    /** Memory that begins at 0. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Bytes(byte[] bytes) implements Memory {
        @Override
        public long read(long address, MemorySegment into) {
            if (address < 0 || address >= bytes.length) {
                return 0;
            }
            long length = Math.min(into.byteSize(), bytes.length - address);
            MemorySegment.copy(MemorySegment.ofArray(bytes), address, into, 0, length);
            return length;
        }

        @Override
        public long write(long address, MemorySegment from) {
            throw new UnsupportedOperationException("a file is only read");
        }
    }
}
