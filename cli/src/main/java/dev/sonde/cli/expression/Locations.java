package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.source.CurrentLine;
import dev.sonde.cli.source.SourceRef;
import dev.sonde.engine.breakpoint.LocationSpec;

/** Places in the program as users write them: {@code *EXPRESSION}, {@code FILE:LINE}, {@code LINE} or the name of a function. */
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
        int colon = text.lastIndexOf(':');
        if (colon > 0 && text.charAt(colon - 1) != ':') {
            String rest = text.substring(colon + 1).strip();
            String file = text.substring(0, colon).strip();
            return isNumber(rest) ? new LocationSpec.Line(file, number(rest)) : new LocationSpec.Function(rest);
        }
        char first = text.charAt(0);
        if (Character.isDigit(first) || ((first == '+' || first == '-') && isNumber(text.substring(1)))) {
            return line(session, text);
        }
        return new LocationSpec.Function(text);
    }

    /** A line of the file that was shown last: absolute, or as far before or behind as a sign says. */
    private static LocationSpec line(Session session, String text) {
        CurrentLine current = CurrentLine.of(session);
        SourceRef file = current.file()
                .orElseThrow(() -> new CommandException("No symbol table is loaded.  Use the \"file\" command."));
        int number = switch (text.charAt(0)) {
            case '+' -> current.line() + number(text.substring(1));
            case '-' -> current.line() - number(text.substring(1));
            default -> number(text);
        };
        return new LocationSpec.Line(file.path(), Math.max(1, number));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CommandException("malformed linespec error: unexpected number, \"" + text + "\".");
        }
    }

    /** What to say of a place that nothing loaded has. */
    public static String missing(Session session, LocationSpec spec) {
        if (!(spec instanceof LocationSpec.Line(String file, int line))) {
            return "Function \"" + spec.text() + "\" not defined.";
        }
        return session.target().modules().hasFile(file)
                ? "No line " + line + " in file \"" + file + "\"."
                : "No source file named " + file + ".";
    }
}
