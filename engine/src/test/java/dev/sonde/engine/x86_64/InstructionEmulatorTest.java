package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstructionEmulatorTest {
    private static final EmulatorMemory UNMAPPED = new EmulatorMemory() {
        @Override
        public OptionalLong read(long address, int size) {
            return OptionalLong.empty();
        }

        @Override
        public boolean write(long address, long value, int size) {
            return false;
        }
    };

    private final FakeThread thread = new FakeThread(576);
    private final RegisterFile registers = new RegisterFile(RegisterTable.of(XsaveLayout.legacy()), thread);

    @BeforeEach
    void stopAtABreakpoint() {
        registers.writeLong(Register.RIP, 0x401000);
        registers.writeLong(Register.CS, 0x33);
        registers.writeLong(Register.ORIG_RAX, -1);
        registers.writeLong(Register.EFLAGS, 0x10246);
        registers.flush(thread);
        thread.calls.clear();
    }

    private boolean execute(String code) {
        return InstructionEmulator.execute(HexFormat.of().parseHex(code), registers, UNMAPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "f30f1efa",
                "90",
                "6690",
                "0f1f00",
                "0f1f4000",
                "0f1f440000",
                "660f1f440000",
                "0f1f8000000000",
                "0f1f840000000000",
                "660f1f840000000000",
                "662e0f1f840000000000",
                "66662e0f1f840000000000",
                "6666662e0f1f840000000000"
            })
    void whatDoesNothingOnlyMovesRip(String code) {
        assertThat(execute(code)).isTrue();
        assertThat(registers.readLong(Register.RIP)).isEqualTo(0x401000 + code.length() / 2);
        assertThat(registers.readLong(Register.EFLAGS)).as("RF is cleared").isEqualTo(0x246);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "48",
                "e8000000",
                "0f",
                "48c7c0",
                "cc", // int3
                "f4", // hlt
                "4190", // xchg %eax,%r8d
                "f390", // pause
                "f30f1efb", // endbr32
                "f3480f1ec8", // rdsspq %rax
                "0f1f08", // a reserved nop
                "0f05", // syscall
                "64488b042500000000", // mov %fs:0,%rax
                "f0480118", // lock add %rbx,(%rax)
                "67488d00", // lea (%eax),%rax
                "668bc3", // mov %bx,%ax
                "6655", // push %bp
                "4811d8", // adc %rbx,%rax
                "4883d801", // sbb $1,%rax
                "480118", // add %rbx,(%rax)
                "48f7d8", // neg %rax
                "488dc0", // lea of a register
                "c7f800000000", // xbegin
                "f2e800000000", // bnd call
                "66c3", // ret with 16-bit operand
                "f20f1f00", // a nop with an unknown prefix
                "666666666666666666666666666666660f1f00", // longer than 15 bytes
                "55", // push to where nothing is mapped
                "c3",
                "e800000000",
                "488945f8",
                "488b45f8",
                "e9000000f0", // to a negative address
                "c745fc00000000"
            })
    void whatIsNotKnownOrFaultsChangesNothing(String code) {
        assertThat(execute(code)).isFalse();
        registers.flush(thread);
        assertThat(thread.calls).isEmpty();
    }

    @Test
    void threadsInOtherStatesAreDeclined() {
        registers.writeLong(Register.EFLAGS, 0x346);
        assertThat(execute("90")).isFalse();
        registers.writeLong(Register.EFLAGS, 0x246);
        registers.writeLong(Register.CS, 0x23);
        assertThat(execute("90")).isFalse();
        registers.writeLong(Register.CS, 0x33);
        registers.writeLong(Register.ORIG_RAX, 0);
        assertThat(execute("90")).isFalse();
        registers.writeLong(Register.ORIG_RAX, -1);
        assertThat(execute("90")).isTrue();
    }

    @Test
    void alignmentChecksAreLeftToTheProcessor() {
        EmulatorMemory anything = new EmulatorMemory() {
            @Override
            public OptionalLong read(long address, int size) {
                return OptionalLong.of(0x402000);
            }

            @Override
            public boolean write(long address, long value, int size) {
                return true;
            }
        };
        for (String code : new String[] {"55", "c3", "e800000000", "488945f8", "488b45f8"}) {
            byte[] bytes = HexFormat.of().parseHex(code);
            registers.writeLong(Register.EFLAGS, 0x40246);
            assertThat(InstructionEmulator.execute(bytes, registers, anything)).isFalse();
            registers.writeLong(Register.EFLAGS, 0x246);
            assertThat(InstructionEmulator.execute(bytes, registers, anything)).isTrue();
        }
    }

    @Test
    void aTypicalPrologueAndEpilogue() {
        assertThat(execute("4889e5")).isTrue();
        assertThat(execute("4883ec10")).isTrue();
        assertThat(registers.readLong(Register.RSP)).isEqualTo(-16);
        assertThat(registers.readLong(Register.EFLAGS) & Eflags.CF.mask()).isNotZero();
        assertThat(execute("31c0")).isTrue();
        assertThat(Eflags.text(registers.readLong(Register.EFLAGS))).isEqualTo("[ PF ZF IF ]");
    }
}
