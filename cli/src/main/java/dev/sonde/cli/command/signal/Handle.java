package dev.sonde.cli.command.signal;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.engine.signal.Signal;
import dev.sonde.engine.signal.SignalPolicies;
import java.util.ArrayList;
import java.util.List;

/** {@code handle SIGNAL... ACTION...}. */
final class Handle extends Command {
    Handle() {
        super(Topic.RUNNING, "Say what to do when certain signals arrive.");
    }

    @Override
    public String details() {
        return """
                Usage: handle SIGNAL... [ACTION]...
                SIGNAL is a name such as SIGUSR1, a number, a range such as 34-40, or "all",
                which leaves out those by which debuggers work, SIGTRAP and SIGINT.
                ACTIONs are stop, nostop, print, noprint, pass (noignore) and nopass (ignore).
                Stop implies print, and noprint implies nostop.""";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        if (arguments.isEmpty()) {
            throw new CommandException("Argument required (signal to handle).");
        }
        List<String> words = new ArrayList<>();
        Words left = new Words(arguments);
        while (!left.isEmpty()) {
            words.add(left.next());
        }
        SignalPolicies policies = session.target().signals();
        List<Signal> signals;
        try {
            signals = policies.handle(words);
        } catch (IllegalArgumentException e) {
            throw new CommandException("Unrecognized or ambiguous flag word: " + e.getMessage() + ".");
        }
        if (session.console().isInteractive()) {
            SignalRows.print(session, signals);
        }
    }

    @Override
    public List<String> complete(Session session, String arguments) {
        List<String> candidates =
                new ArrayList<>(List.of("all", "stop", "nostop", "print", "noprint", "pass", "nopass", "ignore"));
        candidates.addAll(SignalRows.names());
        return candidates;
    }
}
