package dev.sonde.server.gdbserver;

import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicies;
import dev.sonde.engine.signal.SignalPolicy;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which signals the debugger wants to hear of, and which the program gets when nobody is asked. */
final class SignalSettings {
    private Set<Integer> passed = Set.of();
    private Optional<Set<Integer>> program = Optional.empty();
    private @Nullable SignalPolicies policies;

    /** {@code QPassSignals}: those that go to the program without a stop, by Linux's numbers. */
    void passed(Set<Integer> signals) {
        passed = Set.copyOf(signals);
        policies = null;
    }

    /** {@code QProgramSignals}: those that go to the program when it is let go, by Linux's numbers. */
    void program(Set<Integer> signals) {
        program = Optional.of(Set.copyOf(signals));
        policies = null;
    }

    /** What is done about each signal; the same object as long as nothing has changed. */
    SignalPolicies policies() {
        @Nullable SignalPolicies known = policies;
        if (known == null) {
            known = newPolicies();
            policies = known;
        }
        return known;
    }

    private SignalPolicies newPolicies() {
        SignalPolicies table = SignalPolicies.defaults();
        for (Signal signal : Signal.all()) {
            boolean silent = passed.contains(signal.number());
            boolean pass =
                    silent || program.map(set -> set.contains(signal.number())).orElse(true);
            table.set(signal, new SignalPolicy(!silent, !silent, pass));
        }
        return table;
    }
}
