package dev.sonde.server.gdbserver;

/** The command line makes no sense. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param message what is wrong; empty to show the usage alone */
    UsageException(String message) {
        super(message);
    }
}
