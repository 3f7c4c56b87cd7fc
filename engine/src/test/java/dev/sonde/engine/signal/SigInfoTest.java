package dev.sonde.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sonde.engine.signal.SigInfo.Detail;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SigInfoTest {
    private final ByteBuffer bytes = ByteBuffer.allocate(SigInfo.SIZE).order(ByteOrder.LITTLE_ENDIAN);

    private SigInfo info(int signal, int code) {
        bytes.putInt(0, signal).putInt(8, code);
        return SigInfo.decode(bytes.array());
    }

    @Test
    void faults() {
        SigInfo null0 = info(11, 1);
        assertThat(null0.codeName()).isEqualTo("SEGV_MAPERR");
        assertThat(null0.faultAddress()).contains(0L);
        assertThat(null0.describe()).isEqualTo("SIGSEGV: address not mapped, at 0x0");
        assertThat(null0.isFromKernel()).isTrue();
        bytes.putLong(16, 0x401000);
        assertThat(info(11, 2).describe()).isEqualTo("SIGSEGV: access not permitted by the mapping, at 0x401000");
        assertThat(info(8, 1).describe()).isEqualTo("SIGFPE: integer division by zero, at 0x401000");
        assertThat(info(4, 2).codeName()).isEqualTo("ILL_ILLOPN");
        assertThat(info(7, 2).codeName()).isEqualTo("BUS_ADRERR");
        assertThat(info(11, 0x80).describe())
                .isEqualTo("SIGSEGV: general protection fault (a non-canonical address or a privileged instruction?)");
    }

    @Test
    void boundsAndKeys() {
        bytes.putLong(16, 5).putLong(32, 6).putLong(40, 7);
        assertThat(info(11, 3).detail()).isEqualTo(new Detail.Bounds(5, 6, 7));
        assertThat(info(11, 3).describe()).isEqualTo("SIGSEGV: outside the bounds 0x6 to 0x7, at 0x5");
        assertThat(info(11, 4).detail()).isEqualTo(new Detail.ProtectionKey(5, 6));
        assertThat(info(11, 4).faultAddress()).contains(5L);
    }

    @Test
    void traps() {
        assertThat(info(5, 0x80).detail()).isEqualTo(new Detail.None());
        assertThat(info(5, 0x80).codeName()).isEqualTo("SI_KERNEL");
        assertThat(info(5, 1).codeName()).isEqualTo("TRAP_BRKPT");
        assertThat(info(5, 2).codeName()).isEqualTo("TRAP_TRACE");
        assertThat(info(5, 4).codeName()).isEqualTo("TRAP_HWBKPT");
        bytes.putInt(16, 99);
        assertThat(info(5, 5 | 4 << 8).codeName()).isEqualTo("PTRACE_EVENT_EXEC");
        assertThat(info(5, 5 | 4 << 8).detail()).isEqualTo(new Detail.Sender(99, 0));
        assertThat(info(5, 0x85).describe()).isEqualTo("SIGTRAP: system call from process 99 of user 0");
    }

    @Test
    void senders() {
        bytes.putInt(16, 1234).putInt(20, 1000).putLong(24, 0xabc);
        assertThat(info(15, 0).describe()).isEqualTo("SIGTERM: sent by kill from process 1234 of user 1000");
        assertThat(info(15, 0).isFromKernel()).isFalse();
        assertThat(info(6, -6).codeName()).isEqualTo("SI_TKILL");
        assertThat(info(34, -1).detail()).isEqualTo(new Detail.Queued(1234, 1000, 0xabc));
        assertThat(info(34, -1).describe())
                .isEqualTo("SIG34: sent by sigqueue from process 1234 of user 1000, with value 0xabc");
        assertThat(info(14, -2).detail()).isEqualTo(new Detail.Timer(1234, 1000, 0xabc));
        assertThat(info(11, 0).faultAddress()).as("a SIGSEGV sent by kill").isEmpty();
    }

    @Test
    void children() {
        bytes.putInt(16, 77).putInt(20, 0).putInt(24, 3).putLong(32, 10).putLong(40, 20);
        assertThat(info(17, 1).detail()).isEqualTo(new Detail.Child(77, 0, 3, 10, 20));
        assertThat(info(17, 1).describe()).isEqualTo("SIGCHLD: child process 77 exited with code 3");
        bytes.putInt(24, 11);
        assertThat(info(17, 3).describe())
                .isEqualTo("SIGCHLD: child process 77 was killed and dumped core, signal SIGSEGV");
    }

    @Test
    void systemCallsAndPolls() {
        bytes.putLong(16, 0x7fff).putInt(24, 59).putInt(28, 0xc000003e);
        assertThat(info(31, 1).detail()).isEqualTo(new Detail.SystemCall(0x7fff, 59, 0xc000003e));
        assertThat(info(31, 1).describe()).isEqualTo("SIGSYS: system call forbidden by seccomp, call 59 at 0x7fff");
        assertThat(info(29, 1).describe()).isEqualTo("SIGIO: input available, on descriptor 59");
    }

    @Test
    void anyBytesDecode() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            random.nextBytes(bytes.array());
            SigInfo info = info(random.nextInt(-2, 70), random.nextInt(-10, 0x90));
            assertThat(info.describe()).isNotBlank();
            assertThat(info.codeName()).isNotBlank();
        }
        assertThatIllegalArgumentException().isThrownBy(() -> SigInfo.decode(new byte[47]));
    }
}
