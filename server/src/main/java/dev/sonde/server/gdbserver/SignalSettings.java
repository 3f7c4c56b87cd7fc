package dev.sonde.server.gdbserver;

import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.signal.SignalPolicy;
import java.util.Optional;
import java.util.Set;

/** Which signals the debugger wants to hear of, and which the program gets when nobody is asked. */
final class SignalSettings {
    private Set<Integer> passed = Set.of();
    private Optional<Set<Integer>> program = Optional.empty();

    /** {@code QPassSignals}: those that go to the program without a stop, by Linux's numbers. */
    void passed(Set<Integer> signals) {
        passed = Set.copyOf(signals);
    }

    /** {@code QProgramSignals}: those that go to the program when it is let go, by Linux's numbers. */
    void program(Set<Integer> signals) {
        program = Optional.of(Set.copyOf(signals));
    }

    SignalPolicies policies() {
        SignalPolicies policies = SignalPolicies.defaults();
        for (Signal signal : Signal.all()) {
            boolean silent = passed.contains(signal.number());
            boolean pass =
                    silent || program.map(set -> set.contains(signal.number())).orElse(true);
            policies.set(signal, new SignalPolicy(!silent, !silent, pass));
        }
        return policies;
    }
}
