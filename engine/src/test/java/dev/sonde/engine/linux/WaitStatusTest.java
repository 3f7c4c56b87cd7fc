package dev.sonde.engine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bits of a wait status; words as the kernel makes them. */
class WaitStatusTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 42, 127, 128, 255})
    void exits(int code) {
        WaitStatus status = new WaitStatus(code << 8);
        assertThat(status.kind()).isEqualTo(WaitStatus.Kind.EXITED);
        assertThat(status.isStopped()).isFalse();
        assertThat(status.exitCode()).isEqualTo(code);
        assertThat(status).hasToString("exited with code " + code);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 11, 15, 34, 64})
    void deathsBySignal(int signal) {
        for (boolean core : new boolean[] {false, true}) {
            WaitStatus status = new WaitStatus(signal | (core ? 0x80 : 0));
            assertThat(status.kind()).isEqualTo(WaitStatus.Kind.KILLED);
            assertThat(status.isStopped()).isFalse();
            assertThat(status.signal()).isEqualTo(signal);
            assertThat(status.coreDumped()).isEqualTo(core);
            assertThat(status).hasToString("killed by signal " + signal + (core ? " (core dumped)" : ""));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 10, 19, 64})
    void signalStops(int signal) {
        WaitStatus status = new WaitStatus(signal << 8 | 0x7f);
        assertThat(status.kind()).isEqualTo(WaitStatus.Kind.SIGNAL_STOP);
        assertThat(status.isStopped()).isTrue();
        assertThat(status.signal()).isEqualTo(signal);
        assertThat(status.coreDumped()).isFalse();
        assertThat(status).hasToString("stopped by signal " + signal);
    }

    @Test
    void systemCallStops() {
        WaitStatus status = new WaitStatus(0x85 << 8 | 0x7f);
        assertThat(status.kind()).isEqualTo(WaitStatus.Kind.SYSCALL_STOP);
        assertThat(status.isStopped()).isTrue();
        assertThat(status.signal()).isEqualTo(5);
        assertThat(status).hasToString("stopped at a system call");
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "2, 5", "3, 5", "4, 5", "5, 5", "6, 5", "128, 5", "128, 19", "128, 22"})
    void eventStops(int event, int signal) {
        WaitStatus status = new WaitStatus(event << 16 | signal << 8 | 0x7f);
        assertThat(status.kind()).isEqualTo(WaitStatus.Kind.EVENT_STOP);
        assertThat(status.isStopped()).isTrue();
        assertThat(status.event()).isEqualTo(event);
        assertThat(status.signal()).isEqualTo(signal);
        assertThat(status).hasToString("stopped by ptrace event " + event + " with signal " + signal);
    }

    @Test
    void continuations() {
        WaitStatus status = new WaitStatus(0xffff);
        assertThat(status.kind()).isEqualTo(WaitStatus.Kind.CONTINUED);
        assertThat(status.isStopped()).isFalse();
        assertThat(status).hasToString("continued");
    }
}
