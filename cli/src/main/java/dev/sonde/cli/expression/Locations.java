package dev.sonde.cli.expression;

import dev.sonde.cli.command.CommandException;
import dev.sonde.cli.command.Session;
import dev.sonde.cli.command.Words;
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
        if (text.length() > 1 && text.charAt(0) == '-' && Character.isLetter(text.charAt(1))) {
            return explicit(session, new Words(text));
        }
        int colon = colonBehindFile(text);
        if (colon > 0) {
            String rest = unquoted(text.substring(colon + 1).strip());
            String file = unquoted(text.substring(0, colon).strip());
            return isNumber(rest) ? new LocationSpec.Line(file, number(rest)) : new LocationSpec.Function(rest, file);
        }
        char first = text.charAt(0);
        if (Character.isDigit(first) || ((first == '+' || first == '-') && isNumber(text.substring(1)))) {
            return line(session, text);
        }
        return new LocationSpec.Function(unquoted(text));
    }

    /** The last colon outside of quotes and brackets that is not one of two; -1 if there is none. */
    private static int colonBehindFile(String text) {
        int depth = 0;
        char quote = 0;
        int found = -1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '(' || c == '<') {
                depth++;
            } else if (c == ')' || c == '>') {
                depth--;
            } else if (c == ':' && text.startsWith("::", i)) {
                i++;
            } else if (c == ':' && depth <= 0) {
                found = i;
            }
        }
        return found;
    }

    private static String unquoted(String text) {
        char first = text.isEmpty() ? 0 : text.charAt(0);
        boolean quoted =
                text.length() > 1 && (first == '"' || first == '\'') && text.indexOf(first, 1) == text.length() - 1;
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** {@code -source FILE}, {@code -function NAME}, {@code -line N} and {@code -qualified}, in any order. */
    private static LocationSpec explicit(Session session, Words words) {
        String file = "";
        String function = "";
        String line = "";
        while (!words.isEmpty()) {
            String option = words.next();
            if (option.equals("-qualified")) {
                continue;
            }
            String value = unquoted(words.next());
            if (value.isEmpty()) {
                throw new CommandException("missing argument for \"" + option + "\"");
            }
            switch (option) {
                case "-source" -> file = value;
                case "-function" -> function = value;
                case "-line" -> line = value;
                default -> throw new CommandException("invalid explicit argument, \"" + option + "\"");
            }
        }
        if (!function.isEmpty()) {
            return new LocationSpec.Function(function, file);
        }
        if (line.isEmpty()) {
            throw new CommandException("Source filename requires function, label, or line offset.");
        }
        return file.isEmpty() ? line(session, line) : new LocationSpec.Line(file, number(line));
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
        if (spec instanceof LocationSpec.Function(String name, String file) && !file.isEmpty()) {
            return session.target().modules().hasFile(file)
                    ? "Function \"" + name + "\" not defined in \"" + file + "\"."
                    : "No source file named " + file + ".";
        }
        if (!(spec instanceof LocationSpec.Line(String file, int line))) {
            return "Function \"" + spec.text() + "\" not defined.";
        }
        return session.target().modules().hasFile(file)
                ? "No line " + line + " in file \"" + file + "\"."
                : "No source file named " + file + ".";
    }
}
