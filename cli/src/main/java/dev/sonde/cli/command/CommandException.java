package dev.sonde.cli.command;

/** A command that cannot be carried out as it was typed. */
public class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message a sentence for the user */
    public CommandException(String message) {
        super(message);
    }
}
