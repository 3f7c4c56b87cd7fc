package dev.sonde.cli.command;

/** The user wants to leave the debugger. */
public final class QuitRequest extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** @param status the debugger's exit status */
    public QuitRequest(int status) {
        super("quit", null, false, false);
        this.status = status;
    }

    /** The debugger's exit status. */
    public int status() {
        return status;
    }
}
