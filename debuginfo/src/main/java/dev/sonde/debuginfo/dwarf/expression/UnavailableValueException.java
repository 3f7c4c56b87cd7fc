package dev.sonde.debuginfo.dwarf.expression;

/**
 * A well-formed expression asked for something that cannot be had: a register that was not saved, the value of a
 * parameter at entry to its function, thread-local storage of a core file. It has no stack trace: it is thrown for every
 * parameter that was optimised out, in a deep backtrace a million times.
 */
public final class UnavailableValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what is not available, as a clause without a full stop
     */
    public UnavailableValueException(String message) {
        super(message, null, false, false);
    }
}
