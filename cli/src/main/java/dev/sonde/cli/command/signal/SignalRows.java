package dev.sonde.cli.command.signal;

import dev.sonde.cli.command.Session;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicy;
import java.util.List;

/** The table of {@code info signals}, as gdb lays it out. */
final class SignalRows {
    private static final int NAME_WIDTH = 13;

    private SignalRows() {}

    static void print(Session session, List<Signal> signals) {
        session.console().println("Signal        Stop\tPrint\tPass to program\tDescription");
        for (Signal signal : signals) {
            SignalPolicy policy = session.target().signals().of(signal);
            String name = signal.name();
            session.console()
                    .println(name + " ".repeat(Math.max(0, NAME_WIDTH - name.length())) + " " + word(policy.stop()) + "\t"
                            + word(policy.print()) + "\t" + word(policy.pass()) + "\t\t" + signal.description());
        }
    }

    static List<String> names() {
        return Signal.all().stream().map(Signal::name).toList();
    }

    private static String word(boolean yes) {
        return yes ? "Yes" : "No";
    }
}
