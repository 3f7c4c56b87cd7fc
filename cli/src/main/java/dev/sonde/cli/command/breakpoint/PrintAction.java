package dev.sonde.cli.command.breakpoint;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.expression.Expressions;
import dev.sonde.cli.printf.FormattedText;
import dev.sonde.engine.breakpoint.HitAction;
import dev.sonde.engine.error.DebugException;
import dev.sonde.engine.inferior.InferiorThread;

/**
 * Prints a text at each hit of a breakpoint.
 *
 * @param source the format and the expressions as the user wrote them
 */
record PrintAction(Session session, int number, String source, FormattedText text) implements HitAction {
    @Override
    public void hit(InferiorThread thread) {
        try {
            session.console().print(text.in(Expressions.of(session).context(thread)));
        } catch (DebugException | CommandException e) {
            session.console().error("Error in dprintf " + number + ": " + e.getMessage());
        }
        session.console().flush();
    }
}
