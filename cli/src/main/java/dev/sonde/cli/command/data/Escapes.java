package dev.sonde.cli.command.data;

import dev.sonde.cli.command.CommandException;

/** Backslash sequences in format strings. */
final class Escapes {
    private static final char ESCAPE = 0x1b;

    private Escapes() {}

    /**
     * The character that a sequence of a format string stands for.
     *
     * @throws CommandException if there is no such sequence
     */
    static char formatted(char letter) {
        if ("\\\"abefnrtv".indexOf(letter) < 0) {
            throw new CommandException("Unrecognized escape character \\" + letter + " in format string.");
        }
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
}
