package dev.sonde.cli.console;

import java.util.Optional;

/** The user at a terminal. */
public interface Dialogue {
    /**
     * Asks for a line.
     *
     * @return the line; empty at the end of input or when the user pressed Ctrl-C
     */
    Optional<String> ask(String prompt);

    /**
     * Shows a line above what the user is typing.
     *
     * @return false if the user is not typing; then nothing was shown
     */
    default boolean announce(String text) {
        return false;
    }

    /**
     * Shows how far something is, in place of what was shown so before; nothing for an empty text.
     *
     * @return false if that cannot be shown now
     */
    default boolean progress(String text) {
        return false;
    }

    /** How many columns the terminal has; 0 if unknown. */
    int columns();

    /** How many rows the terminal has; 0 if unknown. */
    int rows();
}
