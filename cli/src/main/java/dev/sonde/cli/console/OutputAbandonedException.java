package dev.sonde.cli.console;

/** The user wants to see no more of a command's output. */
public final class OutputAbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputAbandonedException() {
        super("Quit");
    }
}
