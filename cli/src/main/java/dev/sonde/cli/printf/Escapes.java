package dev.sonde.cli.printf;

import dev.sonde.cli.command.CommandException;

/** Backslash sequences in texts that commands print. */
public final class Escapes {
    private static final char ESCAPE = 0x1b;
    private static final int MAX_OCTAL_DIGITS = 3;

    private Escapes() {}

    /** The text of {@code echo}: unknown sequences stand for their character, and a backslash at the end for nothing. */
    public static String echoed(String text) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (at == text.length()) {
                break;
            }
            char letter = text.charAt(at);
            if (isOctal(letter)) {
                int end = at;
                while (end < text.length() && end - at < MAX_OCTAL_DIGITS && isOctal(text.charAt(end))) {
                    end++;
                }
                out.append((char) (Integer.parseInt(text, at, end, 8) & 0xff));
                at = end;
            } else {
                out.append(simple(letter));
                at++;
            }
        }
        return out.toString();
    }

    /**
     * The character that a sequence of a format string stands for.
     *
     * @throws CommandException if there is no such sequence
     */
    static char formatted(char letter) {
        if ("\\\"abefnrtv".indexOf(letter) < 0) {
            throw new CommandException("Unrecognized escape character \\" + letter + " in format string.");
        }
        return simple(letter);
    }

    private static char simple(char letter) {
        return switch (letter) {
            case 'a' -> 7;
            case 'b' -> '\b';
            case 'e' -> ESCAPE;
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'v' -> 0xb;
            default -> letter;
        };
    }

    private static boolean isOctal(char c) {
        return c >= '0' && c <= '7';
    }
}
