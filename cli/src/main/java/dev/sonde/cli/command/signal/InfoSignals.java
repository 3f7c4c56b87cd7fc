package dev.sonde.cli.command.signal;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicies;
import java.util.List;

/** {@code info signals [SIGNAL]}. */
final class InfoSignals extends Command {
    InfoSignals() {
        super(Topic.STATUS, "Show what is done when signals arrive.");
    }

    @Override
    public String details() {
        return "Usage: info signals [SIGNAL]\nUse \"handle\" to change it.";
    }

    @Override
    public void run(Session session, String arguments) {
        if (!arguments.isEmpty()) {
            SignalRows.print(session, select(arguments));
            return;
        }
        SignalRows.print(session, Signal.all());
        session.console().println("\nUse the \"handle\" command to change these tables.");
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        return SignalRows.names();
    }

    private static List<Signal> select(String word) {
        try {
            return SignalPolicies.select(word);
        } catch (IllegalArgumentException e) {
            throw new CommandException("There is no such signal: " + e.getMessage() + ".");
        }
    }
}
