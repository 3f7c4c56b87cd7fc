package dev.sonde.disassembler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class UsageTest {
    private static final Disassembler DISASSEMBLER = new Disassembler();

    private static Usage usage(String hex) {
        return DISASSEMBLER.usage(DISASSEMBLER.decode(0x401000, HexFormat.of().parseHex(hex)));
    }

    @Test
    void addReadsAndWritesItsDestination() {
        Usage usage = usage("4801d8"); // add rax,rbx
        assertThat(usage.registers())
                .extracting(used -> used.register().name(), Usage.UsedRegister::access)
                .containsExactlyInAnyOrder(tuple("rax", Access.READ_WRITE), tuple("rbx", Access.READ));
        assertThat(usage.memory()).isEmpty();
        assertThat(usage.flagsModified())
                .containsExactlyInAnyOrder(Flag.OF, Flag.SF, Flag.ZF, Flag.AF, Flag.CF, Flag.PF);
        assertThat(usage.flagsRead()).isEmpty();
    }

    @Test
    void partsOfRegistersKnowTheWhole() {
        Usage usage = usage("88e0"); // mov al,ah
        assertThat(usage.registers())
                .extracting(
                        used -> used.register().name(),
                        used -> used.register().fullName(),
                        used -> used.register().size())
                .containsExactlyInAnyOrder(tuple("al", "rax", 1), tuple("ah", "rax", 1));
    }

    @Test
    void memoryOperandsSayWhereAndHowMuch() {
        Usage usage = usage("65488b849810200000"); // mov rax,gs:[rax+rbx*4+0x2010]
        assertThat(usage.memory()).singleElement().satisfies(memory -> {
            assertThat(memory.segment().name()).isEqualTo("gs");
            assertThat(memory.base()).map(Usage.Register::name).hasValue("rax");
            assertThat(memory.index()).map(Usage.Register::name).hasValue("rbx");
            assertThat(memory.scale()).isEqualTo(4);
            assertThat(memory.displacement()).isEqualTo(0x2010);
            assertThat(memory.size()).isEqualTo(8);
            assertThat(memory.access()).isEqualTo(Access.READ);
        });
    }

    @Test
    void ipRelativeMemoryIsAnAddress() {
        assertThat(usage("8b050a300000").memory()).singleElement().satisfies(memory -> {
            assertThat(memory.base()).isEmpty();
            assertThat(memory.displacement()).isEqualTo(0x404010);
        });
    }

    @Test
    void pushWritesTheStack() {
        Usage usage = usage("55");
        assertThat(usage.memory())
                .extracting(memory -> memory.base().map(Usage.Register::name).orElse(""), Usage.UsedMemory::access)
                .containsExactly(tuple("rsp", Access.WRITE));
        assertThat(usage.registers())
                .extracting(used -> used.register().name(), Usage.UsedRegister::access)
                .contains(tuple("rsp", Access.READ_WRITE), tuple("rbp", Access.READ));
    }

    @Test
    void conditionalMovesWriteAlways() {
        Usage usage = usage("480f44c3"); // cmove rax,rbx
        assertThat(usage.flagsRead()).containsExactly(Flag.ZF);
        assertThat(usage.registers()).extracting(used -> used.access().writes()).contains(true);
    }

    @Test
    void maskedStoresWriteUnderACondition() {
        Usage usage = usage("62f17c49110f"); // vmovups [rdi]{k1},zmm1
        assertThat(usage.memory())
                .extracting(Usage.UsedMemory::size, Usage.UsedMemory::access)
                .containsExactly(tuple(64, Access.CONDITIONAL_WRITE));
    }

    @Test
    void repeatedCopiesMayTouchNothing() {
        assertThat(usage("f3a4").memory())
                .extracting(Usage.UsedMemory::access)
                .containsExactlyInAnyOrder(Access.CONDITIONAL_READ, Access.CONDITIONAL_WRITE);
    }
}
