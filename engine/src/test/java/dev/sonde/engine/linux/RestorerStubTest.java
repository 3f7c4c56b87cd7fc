package dev.sonde.engine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.disassembler.Disassembler;
import dev.sonde.disassembler.Instruction;
import dev.sonde.disassembler.SymbolResolver;
import dev.sonde.disassembler.Syntax;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stub, decoded by those who did not write it; what it does is KilledDebuggerTest's. */
class RestorerStubTest {
    private static final int HEADERS = 64 + 56;
    private static final long ENTRY = 0x400000 + HEADERS;

    @Test
    void itIsSmallAndSleepsOnTheMutexUntilItsOwnerDies() {
        byte[] image = RestorerStub.image();
        assertThat(image).hasSizeLessThan(1000);
        Disassembler disassembler = new Disassembler();
        List<Instruction> instructions =
                disassembler.decode(ENTRY, Arrays.copyOfRange(image, HEADERS, image.length), 1000);
        assertThat(instructions.stream()
                        .map(instruction -> disassembler.format(instruction, Syntax.ATT, SymbolResolver.NONE))
                        .map(text -> text.strip().replaceAll("\\s+", " ")))
                .doesNotContain("(bad)")
                .containsSubsequence(
                        "mov (%r12),%eax",
                        "test $0x40000000,%eax",
                        "test $0x3fffffff,%eax",
                        "lock cmpxchg %edx,(%r12)",
                        "mov %r12,%rdi",
                        "mov $0xca,%eax",
                        "syscall");
    }
}
