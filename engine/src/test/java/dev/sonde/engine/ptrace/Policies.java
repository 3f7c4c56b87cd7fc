package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.signal.SignalPolicies;
import java.util.List;

/** Signal policies for tests. */
final class Policies {
    private Policies() {}

    /** The defaults, but {@code signal} goes to the program without a stop or a word. */
    static Catching passing(String signal) {
        SignalPolicies policies = SignalPolicies.defaults();
        policies.handle(List.of(signal, "nostop", "noprint", "pass"));
        return Catching.signals(policies);
    }
}
