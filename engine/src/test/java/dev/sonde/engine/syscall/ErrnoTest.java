package dev.sonde.engine.syscall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ErrnoTest {
    @Test
    void namesEveryNumberOfLinux() {
        // 41 and 58 are aliases of other numbers on other machines, and free here.
        for (int number = 1; number <= 133; number++) {
            assertThat(Errno.numbered(number).isPresent())
                    .as("errno %d", number)
                    .isEqualTo(number != 41 && number != 58);
        }
        assertThat(Errno.numbered(0)).isEmpty();
        assertThat(Errno.numbered(134)).isEmpty();
    }

    @Test
    void knowsNameAndText() {
        assertThat(Errno.numbered(2)).contains(new Errno(2, "ENOENT", "No such file or directory"));
        assertThat(Errno.numbered(11)).contains(new Errno(11, "EAGAIN", "Resource temporarily unavailable"));
        assertThat(Errno.numbered(95)).contains(new Errno(95, "EOPNOTSUPP", "Operation not supported"));
    }

    @Test
    void tellsInterruptedCallsFromErrors() {
        assertThat(Errno.numbered(512).orElseThrow().isInternal()).isTrue();
        assertThat(Errno.numbered(4).orElseThrow().isInternal()).isFalse();
    }

    @Test
    void errorsAreTheLastPage() {
        assertThat(Errno.isError(-1)).isTrue();
        assertThat(Errno.isError(-4095)).isTrue();
        assertThat(Errno.isError(-4096)).isFalse();
        assertThat(Errno.isError(0)).isFalse();
    }
}
