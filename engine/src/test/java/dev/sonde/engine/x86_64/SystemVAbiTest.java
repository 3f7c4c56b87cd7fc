package dev.sonde.engine.x86_64;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemVAbiTest {
    @Test
    void registersInOrder() {
        assertThat(SystemVAbi.INTEGER_ARGUMENTS)
                .extracting(Register::name)
                .containsExactly("rdi", "rsi", "rdx", "rcx", "r8", "r9");
        assertThat(SystemVAbi.SYSCALL_ARGUMENTS)
                .extracting(Register::name)
                .containsExactly("rdi", "rsi", "rdx", "r10", "r8", "r9");
        assertThat(SystemVAbi.VECTOR_ARGUMENTS)
                .extracting(Register::name)
                .containsExactly("xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7");
        assertThat(SystemVAbi.CALLEE_SAVED)
                .extracting(Register::name)
                .containsExactly("rbx", "rsp", "rbp", "r12", "r13", "r14", "r15");
    }

    @Test
    void freeStackIsBelowTheRedZoneAndAligned() {
        assertThat(SystemVAbi.freeStack(0x7fff_0000_1009L)).isEqualTo(0x7fff_0000_0f80L);
        assertThat(SystemVAbi.freeStack(0x7fff_0000_1000L)).isEqualTo(0x7fff_0000_0f80L);
    }

    @Test
    void smallNegativeResultsAreErrors() {
        assertThat(SystemVAbi.isSyscallError(-1)).isTrue();
        assertThat(SystemVAbi.isSyscallError(-4095)).isTrue();
        assertThat(SystemVAbi.isSyscallError(-4096)).isFalse();
        assertThat(SystemVAbi.isSyscallError(0)).isFalse();
    }
}
