package dev.sonde.engine.x86_64;

import dev.sonde.engine.error.DebugException;

/** A register that cannot be read or written as asked: it does not exist here, or the value does not fit it. */
public final class RegisterException extends DebugException {
    private static final long serialVersionUID = 1L;

    private final String register;

    /**
     * @param register the name of the register
     * @param reason what is wrong, as a clause without a full stop
     */
    public RegisterException(String register, String reason) {
        super("register " + register + ": " + reason);
        this.register = register;
    }

    /** The name of the register. */
    public String register() {
        return register;
    }
}
