package dev.sonde.debuginfo.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sonde.debuginfo.bytes.FormatException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfHeaderTest {
    @TempDir
    Path directory;

    @Test
    void readsTheHeader() {
        ElfFile elf =
                new ElfBuilder().type(ElfConstants.ET_EXEC).entry(0x401000).open();
        assertThat(elf.header().type()).isEqualTo(ElfConstants.ET_EXEC);
        assertThat(elf.header().entry()).isEqualTo(0x401000);
        assertThat(elf.header().isX86_64()).isTrue();
        assertThat(elf.isRelocatable()).isFalse();
    }

    @Test
    void acceptsAnotherMachineAndSaysSo() {
        ElfFile elf = new ElfBuilder().machine(ElfConstants.EM_AARCH64).open();
        assertThat(elf.header().isX86_64()).isFalse();
        assertThat(elf.header().machine()).isEqualTo(ElfConstants.EM_AARCH64);
    }

    @Test
    void refusesWhatIsNotElf() {
        refuses("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "not an ELF file");
        refuses(new byte[0], "not an ELF file");
        refuses(new byte[] {0x7f, 'E', 'L', 'F'}, "ends inside the header");
    }

    @Test
    void refuses32BitBigEndianAndUnknownVersions() {
        refuses(patched(4, 1), "32-bit");
        refuses(patched(4, 7), "unknown ELF class");
        refuses(patched(5, 2), "big-endian");
        refuses(patched(5, 0), "unknown ELF data encoding");
        refuses(patched(6, 0), "version 0");
    }

    @Test
    void openTellsFilesFromOtherThings() throws IOException {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ElfFile.open(directory))
                .withMessageContaining("not a regular file");
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> ElfFile.open(directory.resolve("absent")));
        Path empty = Files.createFile(directory.resolve("empty"));
        assertThatExceptionOfType(FormatException.class).isThrownBy(() -> ElfFile.open(empty));
        Path file = Files.write(directory.resolve("file"), new ElfBuilder().build());
        assertThat(ElfFile.open(file).name()).isEqualTo(file.toString());
    }

    private static byte[] patched(int offset, int value) {
        byte[] file = new ElfBuilder().build();
        file[offset] = (byte) value;
        return file;
    }

    private static void refuses(byte[] file, String reason) {
        assertThatExceptionOfType(FormatException.class)
                .isThrownBy(() -> ElfFile.of("test", MemorySegment.ofArray(file)))
                .withMessageContaining(reason);
    }
}
