package dev.sonde.cli.command.inferior;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.NumberList;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.target.Program;
import dev.sonde.engine.target.RemoteTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Programs as users name them, by numbers. */
final class Inferiors {
    private Inferiors() {}

    static Optional<Program> find(Session session, int number) {
        return session.target().programs().stream()
                .filter(program -> program.number() == number)
                .findFirst();
    }

    /** The one that {@code word} names. */
    static Program require(Session session, String word) {
        List<Integer> numbers = NumberList.parse(word);
        return find(session, numbers.getFirst())
                .orElseThrow(() -> new CommandException("Inferior ID " + numbers.getFirst() + " not known."));
    }

    /**
     * Those of a list; the user is told of numbers that mean none.
     *
     * @param purpose what for, for the message that a list is missing
     */
    static List<Program> list(Session session, String list, String purpose) {
        if (list.isEmpty()) {
            throw new CommandException("Requires an argument (inferior id(s) to " + purpose + ")");
        }
        List<Program> found = new ArrayList<>();
        for (int number : NumberList.parse(list)) {
            find(session, number)
                    .ifPresentOrElse(found::add, () -> warn(session, "Inferior ID " + number + " not known."));
        }
        return found;
    }

    static void warn(Session session, String text) {
        session.console().error("warning: " + text);
    }

    /** Such as {@code 2 [process 123] (/bin/true)}. */
    static String name(Program program) {
        return program.number() + " [" + process(program) + "] ("
                + program.executable().map(Object::toString).orElse("<noexec>") + ")";
    }

    static String process(Program program) {
        return program.hasProcess() ? "process " + program.inferior().pid() : "<null>";
    }

    /** Through what a program runs, or would; empty while nothing is decided. */
    static String connection(Session session, Program program) {
        RemoteTarget remote = session.target().remote();
        boolean behindStub = program.hasProcess() ? remote.controls(program.inferior()) : remote.isExtended();
        if (behindStub) {
            return "1 (" + (remote.isExtended() ? "extended-remote " : "remote ") + remote.name() + ")";
        }
        if (!program.hasProcess()) {
            return "";
        }
        return program.core().isPresent() ? "1 (core)" : "1 (native)";
    }

    /** Tells that there is one more. */
    static void added(Session session, Program program, Program like, boolean connected) {
        String connection = connection(session, like);
        session.console().println("[New inferior " + program.number() + "]");
        session.console()
                .println("Added inferior " + program.number()
                        + (connected && !connection.isEmpty() ? " on connection " + connection : ""));
    }
}
