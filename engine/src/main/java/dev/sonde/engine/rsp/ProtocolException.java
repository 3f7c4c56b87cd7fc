package dev.sonde.engine.rsp;

import dev.sonde.engine.error.DebugException;

/** The other end does not keep to the protocol: a packet that means nothing, or none that arrives whole. */
public final class ProtocolException extends DebugException {
    private static final long serialVersionUID = 1L;

    /** @param message what was expected and what came instead */
    public ProtocolException(String message) {
        super(message);
    }
}
