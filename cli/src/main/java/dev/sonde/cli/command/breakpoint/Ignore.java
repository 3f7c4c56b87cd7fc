package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.Command;
import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Repetition;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Topic;
import dev.sonde.cli.command.Words;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.engine.breakpoint.Breakpoint;

/** {@code ignore NUMBER COUNT}. */
final class Ignore extends Command {
    Ignore() {
        super(Topic.BREAKPOINTS, "Pass over the next hits of a breakpoint.");
    }

    @Override
    public String details() {
        return "Usage: ignore NUMBER COUNT\nWhile COUNT lasts, the hits of breakpoint NUMBER only count.";
    }

    @Override
    public Repetition repetition() {
        return Repetition.NONE;
    }

    @Override
    public void run(Session session, String arguments) {
        Words words = new Words(arguments);
        if (words.isEmpty()) {
            throw new CommandException("Argument required (a breakpoint number).");
        }
        Breakpoint breakpoint = Numbers.one(session, words.next());
        if (words.isEmpty()) {
            throw new CommandException("Second argument (specified ignore-count) is missing.");
        }
        long count = Math.max(0, Expressions.of(session).number(words.rest()));
        breakpoint.setIgnoreCount(count);
        if (session.console().isInteractive()) {
            session.console().println(text(breakpoint.number(), count));
        }
    }

    private static String text(int number, long count) {
        if (count == 0) {
            return "Breakpoint " + number + " will stop next time it is reached.";
        }
        String crossings = count == 1 ? "crossing" : count + " crossings";
        return "Will ignore next " + crossings + " of breakpoint " + number + ".";
    }
}
