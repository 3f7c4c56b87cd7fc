package dev.sonde.engine.ptrace;

import dev.sonde.engine.inferior.Catching;
import dev.sonde.engine.signal.SignalPolicies;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/** What tests want stopped for. */
final class Policies {
    private Policies() {}

    /** The defaults, but {@code signals} go to the program without a stop or a word. */
    static Catching passing(String... signals) {
        SignalPolicies policies = SignalPolicies.defaults();
        for (String signal : signals) {
            policies.handle(List.of(signal, "nostop", "noprint", "pass"));
        }
        return Catching.signals(policies);
    }

    /** The defaults, but {@code signal} is handled as gdb's words say. */
    static Catching handling(String signal, String... words) {
        SignalPolicies policies = SignalPolicies.defaults();
        List<String> command = new ArrayList<>(List.of(words));
        command.addFirst(signal);
        policies.handle(command);
        return Catching.signals(policies);
    }

    static Catching syscalls(LongPredicate numbers) {
        return new Catching(SignalPolicies.defaults(), numbers, false, false, false, false, false);
    }

    /** The defaults, and every fork, vfork and thread. */
    static Catching tasks() {
        return new Catching(SignalPolicies.defaults(), null, true, true, false, false, true);
    }
}
