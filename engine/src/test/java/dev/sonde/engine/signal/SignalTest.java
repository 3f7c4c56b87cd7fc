package dev.sonde.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignalTest {
    @Test
    void namesAndNumbersGoBothWays() {
        assertThat(Signal.all()).hasSize(64).allSatisfy(signal -> {
            assertThat(Signal.numbered(signal.number())).contains(signal);
            assertThat(Signal.named(signal.name())).contains(signal);
        });
        assertThat(Signal.numbered(0)).isEmpty();
        assertThat(Signal.numbered(65)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SIGKILL, 9",
        "kill, 9",
        "Sigsegv, 11",
        "SIGCHLD, 17",
        "SIGCLD, 17",
        "SIGPOLL, 29",
        "SIGSYS, 31",
        "SIG34, 34",
        "SIGRTMIN, 34",
        "SIGRTMIN+3, 37",
        "RTMAX, 64",
        "SIGRTMAX-14, 50",
        "SIGSTKFLT, 16",
        "SIGIOT, 6",
    })
    void findsByName(String name, int number) {
        assertThat(Signal.named(name).map(Signal::number)).contains(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SIG",
                "SIGFOO",
                "SIG65",
                "SIGRTMIN+",
                "SIGRTMIN-1",
                "SIGRTMIN+99",
                "SIGRTMAX+1",
                "SIGRTMINX",
                "9",
                "SIGRTMIN+-1"
            })
    void knowsNoOthers(String name) {
        assertThat(Signal.named(name)).isEmpty();
    }

    @Test
    void realTimeSignalsAreThoseFrom32() {
        assertThat(Signal.named("SIG32").orElseThrow().isRealTime()).isTrue();
        assertThat(Signal.named("SIGSYS").orElseThrow().isRealTime()).isFalse();
    }
}
