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

    /** How many columns the terminal has; 0 if unknown. */
    int columns();

    /** How many rows the terminal has; 0 if unknown. */
    int rows();
}
