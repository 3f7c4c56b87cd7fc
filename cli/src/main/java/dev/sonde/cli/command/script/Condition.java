package dev.sonde.cli.command.script;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;

/** What {@code if} and {@code while} ask. */
final class Condition {
    private Condition() {}

    /** @throws CommandException if there is no expression */
    static void require(String command, String text) {
        if (text.isEmpty()) {
            throw new CommandException(command + " command requires an argument.");
        }
    }

    /** Whether it is true now. */
    static boolean holds(Session session, String text) {
        Expressions expressions = Expressions.of(session);
        return expressions.parse(text).isTrue(expressions.context());
    }
}
