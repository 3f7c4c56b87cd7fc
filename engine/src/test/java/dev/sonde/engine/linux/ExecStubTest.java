package dev.sonde.engine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.debuginfo.elf.ElfFile;
import dev.sonde.disassembler.Disassembler;
import dev.sonde.disassembler.Instruction;
import dev.sonde.disassembler.SymbolResolver;
import dev.sonde.disassembler.Syntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stub, decoded by those who did not write it. */
class ExecStubTest {
    private static final int HEADERS = 64 + 56;
    private static final long ENTRY = 0x400000 + HEADERS;

    @TempDir
    private Path directory;

    @Test
    void itIsASmallElfProgram() throws IOException {
        byte[] image = ExecStub.image(false);
        assertThat(image).hasSizeLessThan(300);
        Path file = Files.write(directory.resolve("stub"), image);
        ElfFile elf = ElfFile.open(file);
        assertThat(elf.header().entry()).isEqualTo(ENTRY);
    }

    @Test
    void itWaitsClosesAndExecs() {
        String keep = """
                mov $0x3,%edi
                lea -0x8(%rsp),%rsi
                mov $0x1,%edx
                mov $0x0,%eax
                syscall
                mov %eax,%ebx
                mov $0x3,%edi
                mov $0xffffffff,%esi
                mov $0x0,%edx
                mov $0x1b4,%eax
                syscall
                mov $0x1,%edi
                dec %ebx
                jne END
                mov (%rsp),%rcx
                mov 0x8(%rsp),%rdi
                lea 0x10(%rsp),%rsi
                lea 0x10(%rsp,%rcx,8),%rdx
                mov $0x3b,%eax
                syscall
                neg %eax
                mov %eax,%edi
                mov $0xe7,%eax
                syscall
                """;
        assertThat(text(ExecStub.image(true))).isEqualTo(keep);
        assertThat(text(ExecStub.image(false))).isEqualTo("""
                mov $0xffffffff,%edi
                mov $0x87,%eax
                syscall
                mov %eax,%edi
                or $0x40000,%edi
                mov $0x87,%eax
                syscall
                """ + keep);
    }

    /** The code, where the target of the one jump reads END if it is the last two instructions. */
    private static String text(byte[] image) {
        byte[] code = Arrays.copyOfRange(image, HEADERS, image.length);
        Disassembler disassembler = new Disassembler();
        List<Instruction> instructions = disassembler.decode(ENTRY, code, 100);
        String end = "0x"
                + Long.toHexString(instructions.get(instructions.size() - 2).address());
        StringBuilder text = new StringBuilder();
        for (Instruction instruction : instructions) {
            String line = disassembler.format(instruction, Syntax.ATT, SymbolResolver.NONE);
            text.append(line.strip().replaceAll("\\s+", " ").replace(end, "END"))
                    .append('\n');
        }
        return text.toString();
    }
}
