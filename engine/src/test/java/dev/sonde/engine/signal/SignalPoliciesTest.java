package dev.sonde.engine.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalPoliciesTest {
    private final SignalPolicies policies = SignalPolicies.defaults();

    private static Signal signal(String name) {
        return Signal.named(name).orElseThrow();
    }

    private SignalPolicy of(String name) {
        return policies.of(signal(name));
    }

    @Test
    void defaultsAndDescriptionsAreThoseOfGdb() throws IOException, InterruptedException {
        List<String> lines = gdb();
        assumeThat(lines).isNotEmpty();
        int compared = 0;
        for (String line : lines) {
            var words = new StringTokenizer(line);
            if (!line.startsWith("SIG") || line.startsWith("SIGPOLL")) {
                continue;
            }
            var signal = Signal.named(words.nextToken());
            if (signal.isEmpty()) {
                continue;
            }
            String name = signal.get().name();
            assertThat(yes(words)).as("stop at %s", name).isEqualTo(of(name).stop());
            assertThat(yes(words)).as("print %s", name).isEqualTo(of(name).print());
            assertThat(yes(words)).as("pass %s", name).isEqualTo(of(name).pass());
            assertThat(line).endsWith("\t" + signal.get().description());
            compared++;
        }
        // All but SIGSTKFLT, which gdb does not know.
        assertThat(compared).isEqualTo(63);
    }

    private static boolean yes(StringTokenizer words) {
        return words.nextToken().equals("Yes");
    }

    private static List<String> gdb() throws InterruptedException {
        var lines = new ArrayList<String>();
        try {
            Process gdb = new ProcessBuilder("gdb", "-nx", "-batch", "-ex", "info signals").start();
            try (var reader = new BufferedReader(new InputStreamReader(gdb.getInputStream(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            }
            return gdb.waitFor() == 0 ? lines : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Test
    void stopImpliesPrintAndNoprintImpliesNostop() {
        policies.handle(List.of("SIGALRM", "stop"));
        assertThat(of("SIGALRM")).isEqualTo(new SignalPolicy(true, true, true));
        policies.handle(List.of("SIGALRM", "noprint", "nopass"));
        assertThat(of("SIGALRM")).isEqualTo(new SignalPolicy(false, false, false));
        policies.handle(List.of("noignore", "SIGALRM", "pr"));
        assertThat(of("SIGALRM")).isEqualTo(new SignalPolicy(false, true, true));
    }

    @Test
    void takesNumbersRangesAndNames() {
        assertThat(policies.handle(List.of("14", "10-12", "sigusr1", "nostop")))
                .extracting(Signal::number)
                .containsExactly(14, 10, 11, 12);
        assertThat(of("SIGUSR2").stop()).isFalse();
        assertThat(SignalPolicies.select("3-1")).extracting(Signal::number).containsExactly(1, 2, 3);
    }

    @Test
    void allLeavesTheDebuggersOwnAlone() {
        assertThat(policies.handle(List.of("all", "nostop", "noprint", "pass"))).hasSize(62);
        assertThat(of("SIGSEGV")).isEqualTo(new SignalPolicy(false, false, true));
        assertThat(of("SIGINT")).isEqualTo(new SignalPolicy(true, true, false));
        assertThat(of("SIGTRAP")).isEqualTo(new SignalPolicy(true, true, false));
        policies.handle(List.of("SIGINT", "pass"));
        assertThat(of("SIGINT").pass()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIGFOO", "0", "65", "1-65", "1-", "-", "1-x", "nonsense", "", "1-2-3", "999999999999"})
    void refusesWhatItDoesNotUnderstand(String word) {
        assertThatIllegalArgumentException().isThrownBy(() -> policies.handle(List.of("SIGSEGV", "nostop", word)));
        assertThat(of("SIGSEGV")).as("nothing changed").isEqualTo(SignalPolicies.defaultOf(signal("SIGSEGV")));
    }

    @Test
    void refusesActionsWithoutASignal() {
        assertThatIllegalArgumentException().isThrownBy(() -> policies.handle(List.of("nostop")));
        assertThatIllegalArgumentException().isThrownBy(() -> policies.of(65));
        assertThatIllegalArgumentException().isThrownBy(() -> new SignalPolicy(true, false, true));
    }
}
