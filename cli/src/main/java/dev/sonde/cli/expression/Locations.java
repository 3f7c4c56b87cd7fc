package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.engine.breakpoint.LocationSpec;

/** Places in the program as users write them: {@code *EXPRESSION} or the name of a function. */
public final class Locations {
    private Locations() {}

    /**
     * Reads a place.
     *
     * @throws CommandException if it is none
     */
    public static LocationSpec parse(Session session, String text) {
        if (text.startsWith("*")) {
            String expression = text.substring(1).strip();
            if (expression.isEmpty()) {
                throw new CommandException("Argument required (an expression after \"*\").");
            }
            long address = Expressions.of(session).address(expression);
            // Before the program runs, users mean the addresses that its file has; they move with it.
            return session.target().hasProcess()
                    ? new LocationSpec.Address(address)
                    : new LocationSpec.InExecutable(address);
        }
        if (text.isEmpty()) {
            throw new CommandException("Argument required (a location).");
        }
        if (Character.isDigit(text.charAt(0)) || text.charAt(0) == '+' || text.charAt(0) == '-') {
            throw new CommandException(
                    "No line number information: write a function's name, or an address as *" + text + ".");
        }
        return new LocationSpec.Function(text);
    }
}
