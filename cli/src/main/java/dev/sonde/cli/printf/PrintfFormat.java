package dev.sonde.cli.printf;

import dev.sonde.cli.command.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A format string taken apart, and the arguments behind it. Source: printf(3), less what gdb's printf leaves out: {@code
 * *}, {@code %n} and {@code %a}.
 *
 * @param rest what follows the string and a comma, without surrounding blanks
 */
record PrintfFormat(List<Piece> pieces, String rest) {
    /** A part of the string. */
    sealed interface Piece {}

    /** Text that stands for itself. */
    record Literal(String text) implements Piece {}

    /**
     * What a value is put in place of.
     *
     * @param flags of {@code - + # 0} and a blank
     * @param width the fewest characters, 0 for any
     * @param length {@code h}, {@code l}, {@code ll}, {@code z}, {@code L}, or empty
     * @param letter the conversion
     */
    record Conversion(String flags, int width, OptionalInt precision, String length, char letter) implements Piece {
        boolean has(char flag) {
            return flags.indexOf(flag) >= 0;
        }
    }

    PrintfFormat {
        pieces = List.copyOf(pieces);
    }

    /** How many values the string needs. */
    int conversions() {
        return (int) pieces.stream().filter(Conversion.class::isInstance).count();
    }

    /**
     * Reads a format string in double quotes, and the comma behind it.
     *
     * @throws CommandException if it is none
     */
    static PrintfFormat parse(String text) {
        if (!text.startsWith("\"")) {
            throw new CommandException("Bad format string, missing '\"'.");
        }
        StringBuilder format = new StringBuilder();
        int at = 1;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                c = Escapes.formatted(text.charAt(at++));
            }
            format.append(c);
        }
        if (at == text.length()) {
            throw new CommandException("Bad format string, non-terminated '\"'.");
        }
        String rest = text.substring(at + 1).strip();
        if (!rest.isEmpty() && rest.charAt(0) != ',') {
            throw new CommandException("Invalid argument syntax");
        }
        return new PrintfFormat(
                new Parser(format.toString()).parse(),
                rest.isEmpty() ? "" : rest.substring(1).strip());
    }

    private static final class Parser {
        private static final String FLAGS = "-+ #0";
        private static final String LENGTHS = "hlzL";
        private static final int MAX_WIDTH = 1_000_000;

        private final String text;
        private final List<Piece> pieces = new ArrayList<>();
        private final StringBuilder literal = new StringBuilder();
        private int at;

        Parser(String text) {
            this.text = text;
        }

        List<Piece> parse() {
            while (at < text.length()) {
                char c = text.charAt(at++);
                if (c == '%') {
                    percent();
                } else {
                    literal.append(c);
                }
            }
            endLiteral();
            return pieces;
        }

        private void percent() {
            if (peek() == '%') {
                at++;
                literal.append('%');
                return;
            }
            String flags = takeAll(FLAGS);
            refuseStar();
            int width = number();
            OptionalInt precision = OptionalInt.empty();
            if (peek() == '.') {
                at++;
                refuseStar();
                precision = OptionalInt.of(number());
            }
            String length = length();
            char letter = peek();
            if (letter == 0) {
                throw new CommandException("Incomplete format specifier at end of format string");
            }
            if ("diouxXcspeEfgG".indexOf(letter) < 0) {
                throw new CommandException("Unrecognized format specifier '" + letter + "' in printf");
            }
            at++;
            Conversion conversion = new Conversion(flags, width, precision, length, letter);
            check(conversion);
            endLiteral();
            pieces.add(conversion);
        }

        private String length() {
            char first = peek();
            if (LENGTHS.indexOf(first) < 0 || first == 0) {
                return "";
            }
            at++;
            if (first == 'l' && peek() == 'l') {
                at++;
                return "ll";
            }
            return String.valueOf(first);
        }

        private static void check(Conversion conversion) {
            String length = conversion.length;
            boolean bad = switch (conversion.letter) {
                case 'd', 'i' -> length.equals("L");
                case 'u' -> conversion.has('#') || conversion.has('+') || conversion.has(' ') || length.equals("L");
                case 'o', 'x', 'X' -> conversion.has('+') || conversion.has(' ') || length.equals("L");
                case 'c' -> badForText(conversion) || conversion.precision.isPresent();
                case 's' -> badForText(conversion);
                case 'p' ->
                    !length.isEmpty() || conversion.precision.isPresent() || conversion.flags.matches(".*[#0+ ].*");
                default -> !length.isEmpty() && !length.equals("L");
            };
            if (bad) {
                throw new CommandException(
                        "Inappropriate modifiers to format specifier '" + conversion.letter + "' in printf");
            }
        }

        private static boolean badForText(Conversion conversion) {
            return !conversion.length.isEmpty()
                    || conversion.has('0')
                    || conversion.has('#')
                    || conversion.has('+')
                    || conversion.has(' ');
        }

        private void refuseStar() {
            if (peek() == '*') {
                throw new CommandException("`*' not supported for precision or width in printf");
            }
        }

        private String takeAll(String set) {
            int start = at;
            while (at < text.length() && set.indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            return text.substring(start, at);
        }

        private int number() {
            String digits = takeAll("0123456789");
            if (digits.isEmpty()) {
                return 0;
            }
            if (digits.length() > 7 || Integer.parseInt(digits) > MAX_WIDTH) {
                throw new CommandException("The number " + digits + " in the format string is too large.");
            }
            return Integer.parseInt(digits);
        }

        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private void endLiteral() {
            if (!literal.isEmpty()) {
                pieces.add(new Literal(literal.toString()));
                literal.setLength(0);
            }
        }
    }
}
